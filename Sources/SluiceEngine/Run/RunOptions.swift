package import SluiceContract

/// What a caller may choose about a run; threads and chunks do not change the result.
package struct RunOptions: Sendable {
  /// Worker threads; nil takes what the machine allows.
  package var threads: Int?
  /// Bytes read at once; nil takes what suits the number of columns.
  package var chunkBytes: Int?
  /// Samples kept per finding.
  package var samples: Int
  /// What the run takes for now, in nanoseconds since 1970-01-01T00:00:00Z: service levels and waivers are held
  /// against it; nil is the clock's time.
  package var asOf: Int128?
  /// Counted up while the batch is read.
  package var progress: Progress?
  /// Bytes that keys may take in memory; nil takes half of what the machine has left.
  package var memory: Int?
  /// Where keys go that do not fit: a directory.
  package var temporaryDirectory: String
  /// Other batches in which values must exist, by the bytes of their names.
  package var references: [[UInt8]: ReferenceSource] = [:]
  /// An earlier batch, for rules about change.
  package var baseline: Baseline?
  /// What runs rules in SQL; nil lists them as not run.
  package var queries: (any QueryEngine)?
  /// Of each rule in SQL.
  package var querySeconds = 300.0
  /// Where rows that break the contract are set apart; nil where they are not.
  package var quarantine: QuarantineOptions?

  package init(
    threads: Int? = nil, chunkBytes: Int? = nil, samples: Int = 5, asOf: Int128? = nil,
    progress: Progress? = nil, memory: Int? = nil, temporaryDirectory: String = "/tmp"
  ) {
    self.threads = threads
    self.chunkBytes = chunkBytes
    self.samples = samples
    self.asOf = asOf
    self.progress = progress
    self.memory = memory
    self.temporaryDirectory = temporaryDirectory
  }

  /// What keys may take in memory, and where they go beyond that.
  var keyBudget: KeyBudget { KeyBudget(bytes: memory ?? Memory.standardBudget, directory: temporaryDirectory) }

  /// Chunks that stay in the second-level cache, but have some hundred rows of wide batches too: every column of a
  /// chunk costs its fixed part once.
  func chunkBytes(columns: Int) -> Int { chunkBytes ?? min(max(128 << 10, columns << 10), 2 << 20) }
}
