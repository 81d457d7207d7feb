internal import SluiceContract
internal import SluiceEngine

/// How one rule of the contract ended.
public struct RuleResult: Sendable {
  /// The five ways in which a rule ends; `error` could not be decided, `notRun` has a reason.
  public enum Status: String, Sendable {
    case pass, warn, fail, error, notRun
  }

  private let result: CheckResult

  init(_ result: CheckResult) { self.result = result }

  /// The rule's own id, else `object.column.check`.
  public var id: String { result.id }
  /// Which check it is: `range`, `nullValues`, …; `docs/checks.md` lists them all.
  public var check: String { result.check }
  /// nil for a rule of the whole object.
  public var column: String? { result.column }
  /// Whether it fails the batch when it is broken; others only warn.
  public var isBlocking: Bool { result.isBlocking }
  /// How it ended.
  public var status: Status { Status(rawValue: result.status.rawValue) ?? .error }
  /// Why, for every status but `pass`.
  public var reason: String? { result.reason }
  /// What was measured, as text that loses no digit.
  public var observed: String? { result.observed }
  /// What was due, such as `0 <= amount <= 100`.
  public var expected: String? { result.expected }
  /// Rows (or groups) that break the rule.
  public var failing: Int? { result.failing }
  /// What `failing` is a share of.
  public var population: Int? { result.population }
  /// The rule's line in the contract, from 1.
  public var line: Int? { result.location?.line }
  /// The first few rows that break it, in file order.
  public var samples: [Sample] { result.samples.map(Sample.init) }
}

/// One row that breaks a rule: where it is and what it says.
public struct Sample: Sendable {
  private let sample: SluiceEngine.Sample

  init(_ sample: SluiceEngine.Sample) { self.sample = sample }

  /// Path of the file, as it was found.
  public var file: String { sample.file }
  /// Data record of the file, from 1; the header is not one.
  public var row: Int { sample.row }
  /// Line of the file where the record starts, from 1.
  public var line: Int { sample.line }
  /// Byte of the file where the record starts, from 0.
  public var byteOffset: Int { sample.byteOffset }
  /// nil where the row as a whole is meant.
  public var column: String? { sample.column }
  /// The cell's bytes as they came; nil for null, and where the contract classifies the column as not to be shown.
  public var value: [UInt8]? { sample.isMasked ? nil : sample.value }
  /// Whether the contract classifies the column as not to be shown.
  public var isMasked: Bool { sample.isMasked }
  /// For a key: its columns and their cells; nil for null and for what must not be shown.
  public var key: [(column: String, value: [UInt8]?)] {
    sample.key.map { ($0.column, $0.isMasked ? nil : $0.value) }
  }
}
