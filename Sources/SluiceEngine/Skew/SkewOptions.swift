/// What a caller may choose about a comparison; threads and chunks do not change the result. Memory neither, but for
/// the exactness of distributions, whose values must fit half of a budget that is stated.
package struct SkewOptions: Sendable {
  /// Worker threads; nil takes what the machine allows.
  package var threads: Int?
  /// Bytes read at once.
  package var chunkBytes: Int
  /// Samples kept per feature.
  package var samples: Int
  /// Bytes that rows, and the values of exact distributions, may take in memory; nil takes half of what the machine has
  /// left for rows.
  package var memory: Int?
  /// Where rows go that do not fit: a directory.
  package var temporaryDirectory: String
  /// Counted up while the logs are read.
  package var progress: Progress?
  /// Gets every mismatch as a line of CSV; nil where nobody asked for them.
  package var diff: (any SkewDiffSink)?
  /// Up to so many rows a side, distributions are exact; tests have fewer.
  var exactRows = 1 << 20
  /// What their values may take under any budget; tests have less.
  var leastExactBytes = 64 << 20

  package init(
    threads: Int? = nil, chunkBytes: Int? = nil, samples: Int = 5, memory: Int? = nil,
    temporaryDirectory: String = "/tmp", progress: Progress? = nil, diff: (any SkewDiffSink)? = nil
  ) {
    self.threads = threads
    self.chunkBytes = chunkBytes ?? 128 * 1024
    self.samples = samples
    self.memory = memory
    self.temporaryDirectory = temporaryDirectory
    self.progress = progress
    self.diff = diff
  }
}

/// Where the diff goes: the engine makes its lines, and knows nothing of files that are written.
///
/// The calls come one at a time, their bytes in order: a header, then a line for each mismatch in the order of the
/// serving log's rows, those of one row in the order of the features.
package protocol SkewDiffSink: AnyObject, Sendable {
  func write(_ bytes: [UInt8]) throws(SkewDiffError)
}

/// Why the diff could not be written; the verdict does not depend on it.
package struct SkewDiffError: Error, Sendable {
  /// `cannot write`
  package var action: String
  package var path: String
  package var errno: Int32

  package init(action: String, path: String, errno: Int32) {
    self.action = action
    self.path = path
    self.errno = errno
  }
}
