/// Lets one worker decompress a stream ahead of the others, who validate what it made.
///
/// How it works: whoever comes first decompresses a chunk and keeps it, in its own cache, as long as nobody else wants
/// one. Once a worker has had to wait, the one that decompresses goes on until a few chunks lie ready, which the others
/// take in their order. Then it takes one too, and whoever finds few left decompresses the next ones: so the decoder
/// never waits while there is room, moves between cores rarely, and nobody is idle where validating takes longer than
/// decompressing.
/// What to beware: an error of the decoder is told to whoever would have taken the chunk, behind those before it.
final class ReadAhead: Sendable {
  private struct State {
    var ready: [(claim: ChunkClaim, buffer: ChunkBuffer)] = []
    var spare: [ChunkBuffer] = []
    /// Whether a worker is at it.
    var isDecoding = false
    /// Whether a worker has had to wait.
    var isShared = false
    var hasEnded = false
    var failure: SourceError?
    var isBroken = false
  }

  private enum Step {
    case take(ChunkClaim, ChunkBuffer, isDecoding: Bool)
    case decode(isAhead: Bool)
    case end(SourceError?)
  }

  /// What a worker got.
  struct Chunk {
    var claim: ChunkClaim
    /// Whether somebody else is making the next ones.
    var isDecoding: Bool
  }

  private let state = WaitingLock(State())
  private let chunkBytes: Int
  /// Chunks that are made ahead, and those that are left when somebody makes the next ones. Whoever waits is woken when
  /// there are as many again: waking costs the one that decompresses more than a chunk may.
  private let most: Int
  private let few: Int

  private static let aheadBytes = 2 << 20

  init(chunkBytes: Int) {
    self.chunkBytes = chunkBytes
    most = max(2, min(16, Self.aheadBytes / max(1, chunkBytes)))
    few = most / 2
  }

  /// Puts the next chunk into `buffer`; nil where there is none.
  ///
  /// `read`: makes the next one in a buffer; nil at the end.
  func next(
    _ buffer: ChunkBuffer, _ read: (ChunkBuffer) throws(SourceError) -> ChunkClaim?
  ) throws(SourceError) -> Chunk? {
    while true {
      switch step() {
      case .take(let claim, let made, let isDecoding):
        buffer.swap(with: made)
        state.withLock { $0.spare.append(made) }
        return Chunk(claim: claim, isDecoding: isDecoding)
      case .decode(isAhead: true): decodeAhead(read)
      case .decode(isAhead: false):
        var claim: ChunkClaim?
        defer { stop(hasEnded: claim?.isLastOfFile ?? true) }
        claim = try read(buffer)
        return claim.map { Chunk(claim: $0, isDecoding: false) }
      case .end(let failure):
        if let failure { throw failure }
        return nil
      }
    }
  }

  /// Lets nobody wait any more: the run has failed.
  func breakOff() {
    state.withLock { $0.isBroken = true }
    state.wake()
  }

  /// What a worker has to do, once there is something.
  private func step() -> Step {
    let few = self.few
    var enough = 1
    return state.withLock(
      when: { state in
        if !state.isDecoding || state.isBroken || state.ready.count >= enough { return true }
        state.isShared = true
        enough = few
        return false
      },
      { state in
        if state.isBroken { return .end(nil) }
        if !state.isDecoding && !state.hasEnded && state.ready.count < few {
          state.isDecoding = true
          return .decode(isAhead: state.isShared)
        }
        if state.ready.isEmpty { return .end(state.failure) }
        let first = state.ready.removeFirst()
        return .take(first.claim, first.buffer, isDecoding: state.isDecoding)
      })
  }

  /// Makes chunks until enough lie ready.
  private func decodeAhead(_ read: (ChunkBuffer) throws(SourceError) -> ChunkClaim?) {
    var isDecoding = true
    while isDecoding {
      let buffer = state.withLock { $0.spare.popLast() } ?? ChunkBuffer(chunkBytes: chunkBytes)
      var (claim, failure): (ChunkClaim?, SourceError?)
      do throws(SourceError) {
        claim = try read(buffer)
      } catch {
        failure = error
      }
      let ready = state.withLock { [claim, failure] state in
        if let claim { state.ready.append((claim, buffer)) }
        state.failure = failure
        state.hasEnded = claim?.isLastOfFile ?? true
        isDecoding = !state.hasEnded && !state.isBroken && state.ready.count < most
        state.isDecoding = isDecoding
        return state.ready.count
      }
      if ready == few || !isDecoding { state.wake() }
    }
  }

  private func stop(hasEnded: Bool) {
    state.withLock { state in
      state.isDecoding = false
      state.hasEnded = hasEnded
    }
    state.wake()
  }
}
