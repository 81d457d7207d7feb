/// Where lines go, one stretch at a time; after the first failure nothing is written.
final class DiffOutput: Sendable {
  private let sink: any SkewDiffSink
  private let failed = Lock<SkewDiffError?>(nil)

  init(_ sink: any SkewDiffSink) { self.sink = sink }

  var failure: SkewDiffError? { failed.withLock { $0 } }

  func write(_ bytes: [UInt8]) {
    if bytes.isEmpty { return }
    failed.withLock { failed in
      if failed != nil { return }
      do throws(SkewDiffError) {
        try sink.write(bytes)
      } catch {
        failed = error
      }
    }
  }
}

/// Lets workers hand over the lines of one file in the order of its chunks.
final class DiffOrder: Sendable {
  private let turnstile = Turnstile()
  private let output: DiffOutput

  init(_ output: DiffOutput) { self.output = output }

  /// Writes what a chunk gave, when all chunks before it have.
  func write(_ bytes: [UInt8], _ chunk: ChunkBytes) {
    guard turnstile.wait(for: chunk.index) else { return }
    output.write(bytes)
    turnstile.pass()
  }

  func breakOff() { turnstile.breakOff() }
}
