import Foundation
import Glibc
import SluiceContract
import Testing

@testable import SluiceEngine

/// What comes through a pipe is a batch like any other, though it comes once.
struct SpoolTests {
  /// Calls `body` with a named pipe into which somebody writes `bytes`, in pieces.
  static func withPipe<Result>(
    _ bytes: [UInt8], pieces: Int = 997, _ body: (String) throws -> Result
  ) throws -> Result {
    let folder = try TemporaryFolder()
    let path = folder.path + "/pipe"
    try #require(mkfifo(path, 0o600) == 0)
    let writer = Thread {
      signal(SIGPIPE, SIG_IGN)
      let descriptor = open(path, O_WRONLY)
      var done = 0
      while done < bytes.count {
        let count = min(pieces, bytes.count - done)
        let written = bytes[done..<done + count].withUnsafeBytes { write(descriptor, $0.baseAddress, count) }
        if written <= 0 { break }
        done += written
      }
      close(descriptor)
    }
    writer.start()
    return try body(path)
  }

  @Test(arguments: [1, 7, 4096, 1 << 20])
  func `bytes come once and can be read again`(count: Int) throws {
    let text = Array((0..<5000).map { "\($0)\n" }.joined().utf8)
    try Self.withPipe(text) { path in
      let file = try #require(try Batch(paths: [path]).files.first)
      #expect(file.isPipe && file.bytes == 0)
      for _ in 0..<2 {
        let content = ContentReader(try InputFile(file))
        let storage = LaneStorage<UInt8>(repeating: 0, count: count)
        var found: [UInt8] = []
        while !content.isAtEnd {
          storage.lane.append(0..<(try content.read(into: storage.lane.base, upTo: count)), to: &found)
        }
        #expect(found == text)
      }
      #expect(try InputFile(file).bytes == text.count)
    }
  }

  @Test
  func `no memory for a temporary file is an error of its place`() throws {
    try Self.withPipe(Array("a\n1\n".utf8)) { path in
      let batch = try Batch(paths: [path], temporaryDirectory: "/nonexistent")
      do {
        try SourceTests.read(batch.files[0])
        Issue.record("nothing was thrown")
      } catch let error as SourceError {
        guard case .scratch(let scratch) = error.cause else {
          Issue.record("\(error)")
          return
        }
        #expect(scratch.directory == "/nonexistent" && !scratch.isOverflow)
      }
    }
  }

  @Test(arguments: SplitLawTests.batches.filter { $0.files.count == 1 })
  func `a file and a pipe give one result, whatever it is compressed with`(batch: SplitLawTests.Nasty) throws {
    let contract = try Batches.contract(SplitLawTests.contract)
    let wanted = try CompressedLawTests.validate(contract, batch.files, RunOptions(threads: 1, samples: 3))
    for bytes in [batch.files[0], Compressed.gzip(batch.files[0]), Compressed.zstd(batch.files[0])] {
      for (threads, chunkBytes) in [(1, 1), (2, 3), (3, 64), (2, 1 << 18)] {
        let found = try Self.withPipe(bytes) { path in
          var result = try Batches.validate(
            contract, paths: [path], options: RunOptions(threads: threads, chunkBytes: chunkBytes, samples: 3))
          #expect(result.files[0].bytes == bytes.count)
          result.files[0].bytes = 0
          return result.dump.replacing("pipe", with: "part-0.csv")
        }
        #expect(found == wanted, "\(threads) threads, chunks of \(chunkBytes)")
      }
    }
  }

  @Test
  func `inspect reads a pipe from its beginning`() throws {
    let inspection = try Self.withPipe(Array("a;b\n1;x\n2;y\n".utf8)) { path in
      try Inspector.run(batch: try Batch(paths: [path]), dialect: nil, options: RunOptions(threads: 2))
    }
    #expect(inspection.rows == 2)
    #expect(inspection.columns.map(\.name) == ["a", "b"])
  }

  @Test
  func `a folder's pipes are no parts`() throws {
    let folder = try TemporaryFolder()
    try folder.write("a.csv", "a\n1\n")
    try #require(mkfifo(folder.path + "/b.csv", 0o600) == 0)
    #expect(try Batch(paths: [folder.path]).files.count == 1)
  }
}
