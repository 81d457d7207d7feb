/// Lets workers pass one at a time in the order of their chunks.
///
/// Complexity: a waiting worker sleeps; passing costs two uncontended locks.
final class Turnstile: Sendable {
  private struct State {
    var turn = 0
    var isBroken = false
  }

  private let state = WaitingLock(State())

  /// Waits for the turn of `ordinal`; false where a worker failed and nobody's turn will come.
  func wait(for ordinal: Int) -> Bool {
    state.withLock(when: { $0.turn == ordinal || $0.isBroken }) { !$0.isBroken }
  }

  /// Gives the turn to the next ordinal.
  func pass() {
    state.withLock { $0.turn += 1 }
    state.wake()
  }

  /// Wakes everybody with "no": the run has failed.
  func breakOff() {
    state.withLock { $0.isBroken = true }
    state.wake()
  }
}
