internal import Synchronization

/// How far a run has read, for whoever waits for it to look at from another thread.
///
/// Bytes and rows of the first pass only: it takes nearly all the time. They are counted chunk by chunk, and are
/// exact when the pass ends.
package final class Progress: Sendable {
  private let readBytes = Atomic<Int>(0)
  private let readRows = Atomic<Int>(0)

  package init() {}

  package var bytes: Int { readBytes.load(ordering: .relaxed) }
  package var rows: Int { readRows.load(ordering: .relaxed) }

  func add(bytes: Int, rows: Int) {
    readBytes.add(bytes, ordering: .relaxed)
    readRows.add(rows, ordering: .relaxed)
  }
}
