internal import SluiceContract

/// How a batch is read and how much is told of it; nothing here changes what a rule means.
public struct ValidationOptions: Sendable {
  /// Worker threads; nil takes what the machine, or its control group, allows.
  public var threads: Int?

  /// Rows shown of each finding.
  public var samples: Int

  /// The exporter that wrote the batch: `pyarrow`, `pandas`, `duckdb`, `polars`, …; nil is what the contract says.
  public var dialect: String?

  /// What separates fields, one ASCII character; nil is what the contract says, or a comma.
  public var delimiter: String?

  /// Whether each file begins with a header; nil is what the contract says, or true.
  public var hasHeader: Bool?

  /// The server of the contract whose `sluiceCsv` describes the batch; may be left out where there is only one.
  public var server: String?

  /// The time that service levels and waivers are held against, ISO 8601; nil is now.
  public var asOf: String?

  /// Where the values of relationships and of lists must exist: paths, by the name of an object or of a reference.
  public var references: [String: [String]] = [:]

  /// The file that tells of an earlier batch, for rules about change: a profile, or an earlier JSON report.
  public var baseline: String?

  /// Everything as the contract says it, five samples, all processors, now.
  public init(
    threads: Int? = nil, samples: Int = 5, dialect: String? = nil, delimiter: String? = nil, hasHeader: Bool? = nil,
    server: String? = nil, asOf: String? = nil
  ) {
    self.threads = threads
    self.samples = samples
    self.dialect = dialect
    self.delimiter = delimiter
    self.hasHeader = hasHeader
    self.server = server
    self.asOf = asOf
  }

  var settings: CSVSettings {
    var settings = CSVSettings()
    settings.dialect = dialect
    settings.delimiter = delimiter
    settings.header = hasHeader
    return settings
  }
}
