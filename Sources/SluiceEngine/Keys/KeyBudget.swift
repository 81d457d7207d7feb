/// How much memory the keys of a pass may take, and where they go when they outgrow it.
///
/// Keys that are being collected, tables that count them, and keys whose hashes repeat are never at their most at one
/// time, yet each has its share, so that no phase has to wait until another has let go. Rows of duplicates (`RowSet`)
/// come on top: one bit each.
struct KeyBudget: Sendable, Hashable {
  var bytes: Int
  /// Of scratch files.
  var directory: String

  /// For tests and for keys that are few.
  static let unlimited = KeyBudget(bytes: 1 << 48, directory: "/tmp")

  /// Of each worker, for all keys that it collects.
  func collecting(threads: Int) -> Int { bytes / 8 * 5 / threads }

  /// Of each thread, for the table that counts a partition, and for splitting one that is too large for it.
  func counting(threads: Int) -> Int { bytes / 4 / threads }

  /// Of each worker, for keys in full whose hashes repeat.
  func comparing(threads: Int) -> Int { bytes / 16 / threads }

  /// Of the filter that finds such keys again.
  var filtering: Int { bytes / 32 }
}
