/// What a caller may choose about a run; threads and chunks do not change the result.
package struct RunOptions: Sendable {
  /// Worker threads; nil takes what the machine allows.
  package var threads: Int?
  /// Bytes read at once.
  package var chunkBytes: Int
  /// Samples kept per finding.
  package var samples: Int
  /// The day that waivers are held against, as days since 1970-01-01; nil is today, UTC.
  package var today: Int64?
  /// Counted up while the batch is read.
  package var progress: Progress?
  /// Bytes that keys may take in memory; nil takes half of what the machine has left.
  package var memory: Int?
  /// Where keys go that do not fit: a directory.
  package var temporaryDirectory: String
  /// Where rows that break the contract are set apart; nil where they are not.
  package var quarantine: QuarantineOptions?

  package init(
    threads: Int? = nil, chunkBytes: Int = 256 * 1024, samples: Int = 5, today: Int64? = nil,
    progress: Progress? = nil, memory: Int? = nil, temporaryDirectory: String = "/tmp"
  ) {
    self.threads = threads
    self.chunkBytes = chunkBytes
    self.samples = samples
    self.today = today
    self.progress = progress
    self.memory = memory
    self.temporaryDirectory = temporaryDirectory
  }
}
