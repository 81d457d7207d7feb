/// What a caller may choose about a run; none of it changes the result.
package struct RunOptions: Sendable {
  /// Worker threads; nil takes what the machine allows.
  package var threads: Int?
  /// Bytes read at once.
  package var chunkBytes: Int
  /// Samples kept per finding.
  package var samples: Int
  /// Counted up while the batch is read.
  package var progress: Progress?

  package init(
    threads: Int? = nil, chunkBytes: Int = 256 * 1024, samples: Int = 5, progress: Progress? = nil
  ) {
    self.threads = threads
    self.chunkBytes = chunkBytes
    self.samples = samples
    self.progress = progress
  }
}
