import Testing

@testable import SluiceEngine

/// Chunks that one worker makes while others take them: each once, in their order, by one maker at a time.
struct ReadAheadTests {
  /// Makes chunks that hold their number; number `fails`, if there is one, cannot be made.
  private final class Source: Sendable {
    let input: InputFile
    let count: Int
    let fails: Int?
    private let next = Lock(0)

    init(count: Int, fails: Int? = nil) throws {
      let folder = try TemporaryFolder()
      let path = try folder.write("a.csv", "a")
      input = try withExtendedLifetime(folder) { try InputFile(BatchFile(path: path, bytes: 1)) }
      (self.count, self.fails) = (count, fails)
    }

    func make(_ buffer: ChunkBuffer) throws(SourceError) -> ChunkClaim? {
      let number = next.withLockIfAvailable { next in
        defer { next += 1 }
        return next
      }
      guard let number else {
        Issue.record("two workers make chunks at a time")
        return nil
      }
      if number == fails { throw SourceError(.changedWhileReading, path: input.path) }
      if number >= count { return nil }
      let bytes = buffer.receive(upTo: 64) { target in
        for index in 0..<8 { target[index] = UInt8(truncatingIfNeeded: number >> (8 * index)) }
        return 8
      }
      return ChunkClaim(
        index: number, fileIndex: 0, file: input, offset: 8 * number, count: bytes, isFirstOfFile: number == 0,
        isLastOfFile: number == count - 1)
    }
  }

  private struct Outcome {
    /// By worker, what it got.
    var taken: [[Int]]
    var errors = 0
  }

  /// `work`: steps that a worker does with each chunk.
  private static func run(_ source: Source, workers: Int, work: Int = 0) -> Outcome {
    let ahead = ReadAhead(chunkBytes: 64)
    let outcome = Lock(Outcome(taken: Array(repeating: [], count: workers)))
    Workers.run(workers) { worker in
      let buffer = ChunkBuffer(chunkBytes: 64)
      do throws(SourceError) {
        while let chunk = try ahead.next(buffer, { buffer throws(SourceError) in try source.make(buffer) }) {
          #expect(buffer.bytes.word(at: buffer.start) == UInt64(chunk.claim.index))
          var random = SeededNumbers(seed: 1)
          for _ in 0..<work { _ = random.next() }
          outcome.withLock { $0.taken[worker].append(chunk.claim.index) }
        }
      } catch {
        outcome.withLock { $0.errors += 1 }
      }
    }
    return outcome.withLock { $0 }
  }

  @Test(arguments: [1, 2, 5], [0, 5000])
  func `all chunks are taken once, and by each worker in their order`(workers: Int, work: Int) throws {
    for count in [0, 1, 7, 300] {
      let outcome = Self.run(try Source(count: count), workers: workers, work: work)
      #expect(outcome.taken.flatMap(\.self).sorted() == Array(0..<count))
      #expect(outcome.taken.allSatisfy { $0 == $0.sorted() })
      #expect(outcome.errors == 0)
    }
  }

  @Test(arguments: [1, 2, 5])
  func `what comes before a chunk that cannot be made is taken, and somebody is told`(workers: Int) throws {
    for fails in [0, 1, 100] {
      let outcome = Self.run(try Source(count: 300, fails: fails), workers: workers, work: 2000)
      #expect(outcome.taken.flatMap(\.self).sorted() == Array(0..<fails))
      #expect(outcome.errors > 0)
    }
  }

  @Test func `nobody waits for a run that has failed`() throws {
    let source = try Source(count: 300)
    let ahead = ReadAhead(chunkBytes: 64)
    ahead.breakOff()
    let chunk = try ahead.next(ChunkBuffer(chunkBytes: 64)) { buffer throws(SourceError) in try source.make(buffer) }
    #expect(chunk == nil)
  }
}
