/// Lets workers hand their lines to the sink in the order of their chunks.
final class DiffOrder: Sendable {
  private let turnstile = Turnstile()
  /// Chunks of the files before each.
  private let firsts: [Int]
  private let sink: any SkewDiffSink
  private let failed = Lock<SkewDiffError?>(nil)

  init(_ files: [BatchFile], chunkBytes: Int, _ sink: any SkewDiffSink) {
    var firsts: [Int] = []
    var next = 0
    for file in files {
      firsts.append(next)
      next += max(1, (file.bytes + chunkBytes - 1) / chunkBytes)
    }
    self.firsts = firsts
    self.sink = sink
  }

  var failure: SkewDiffError? { failed.withLock { $0 } }

  /// Writes what a chunk gave, when all chunks before it have.
  func write(_ bytes: [UInt8], _ chunk: ChunkBytes) {
    guard turnstile.wait(for: firsts[chunk.file] + chunk.index) else { return }
    write(bytes)
    turnstile.pass()
  }

  /// After the first failure nothing is written.
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

  func breakOff() { turnstile.breakOff() }
}
