/// Lets one file of a reading at a time have a record of many megabytes in memory.
///
/// How it works: a file that has the turn keeps it until the record is handed on; a file whose record grows long
/// waits for it. Whoever asks for work gets the next chunk of the file that has the turn before anything else
/// (`ChunkQueue.next`), so that it goes on, and nobody waits for ever.
final class LongRecordTurn: Sendable {
  private struct State {
    var file: Int?
    var isBroken = false
  }

  private let state = WaitingLock(State())

  /// The file that has the turn.
  var holder: Int? { state.withLock { $0.file } }

  /// Waits until no other file has the turn.
  func take(_ file: Int) {
    state.withLock(when: { $0.file == nil || $0.file == file || $0.isBroken }) { $0.file = file }
  }

  /// Gives the turn up, where the file has it.
  func pass(_ file: Int) {
    state.withLock { if $0.file == file { $0.file = nil } }
    state.wake()
  }

  /// Lets everybody go on: the run has failed, and files are given up that may have the turn.
  func breakOff() {
    state.withLock { $0.isBroken = true }
    state.wake()
  }
}
