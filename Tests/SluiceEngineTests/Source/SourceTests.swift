import Foundation
import Glibc
import Testing

@testable import SluiceEngine

/// Which files are a batch, and how one that cannot be read ends: with an error, never with a verdict.
struct SourceTests {
  static func cause(_ body: () throws -> Void) -> SourceError.Cause? {
    do {
      try body()
      return nil
    } catch {
      return (error as? SourceError)?.cause
    }
  }

  @Test
  func `a directory is its parts, in byte order, from all its folders`() throws {
    let folder = try TemporaryFolder()
    for name in [
      "b.csv", "a.csv", "B.csv", "part-00001-x", "data_0", "cat=x/data_0.csv", "cat=x/deep/part-0", "c.csv.1",
      "_SUCCESS", ".hidden.csv", "_temporary/part-0", ".part-0.crc", "notes.txt", "README",
    ] {
      try folder.write(name, "a\n1\n")
    }
    for path in [folder.path, folder.path + "/"] {
      let batch = try Batch(paths: [path])
      let names = batch.files.map { $0.path.dropFirst(folder.path.utf8.count + 1) }
      #expect(
        names == [
          "B.csv", "a.csv", "b.csv", "c.csv.1", "cat=x/data_0.csv", "cat=x/deep/part-0", "data_0",
          "part-00001-x",
        ])
      #expect(batch.files.allSatisfy { $0.bytes == 4 })
    }
  }

  @Test
  func `several paths are one batch, in the order given`() throws {
    let folder = try TemporaryFolder()
    let (a, b) = (try folder.write("a.txt", "1"), try folder.write("b.txt", "22"))
    let batch = try Batch(paths: [b, a, b])
    #expect(batch.files.map(\.path) == [b, a, b])
    #expect(batch.files.map(\.bytes) == [2, 1, 2])
  }

  @Test
  func `a path that names nothing is an error with its number`() throws {
    let folder = try TemporaryFolder()
    do {
      _ = try Batch(paths: [folder.path + "/none.csv"])
      Issue.record("nothing was thrown")
    } catch {
      #expect(error.path == folder.path + "/none.csv")
      #expect(error.errno == ENOENT)
      guard case .nothingFound = error.cause else {
        Issue.record("\(error.cause)")
        return
      }
    }
  }

  @Test
  func `a directory without parts is an error`() throws {
    let folder = try TemporaryFolder()
    try folder.write("_SUCCESS", "")
    try folder.write(".a.csv", "a\n")
    #expect(Self.cause { _ = try Batch(paths: [folder.path]) }.isSame(as: .nothingFound))
  }

  @Test
  func `what is neither file nor directory is an error`() {
    #expect(Self.cause { _ = try Batch(paths: ["/dev/null"]) }.isSame(as: .notAFile))
  }

  @Test
  func `a file below a file is an error`() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("a.csv", "a\n")
    #expect(Self.cause { _ = try Batch(paths: [file + "/b.csv"]) }.isSame(as: .cannotOpen))
  }

  static func read(_ file: BatchFile, threads: Int = 2) throws {
    let workers = (0..<threads).map { _ in CellCollector(columns: 1, dialect: .standard) }
    let scan = ScanSpec(dialect: .standard, columns: [Array("a".utf8)])
    _ = try BatchReader.run([file], scan: scan, chunkBytes: 64, workers: workers)
  }

  @Test(arguments: [0, 3, 5, 4000])
  func `a file of another size than it had is refused, shorter or longer`(bytes: Int) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("a.csv", "a\n1\n")
    #expect(
      Self.cause { try Self.read(BatchFile(path: path, bytes: bytes)) }.isSame(as: .changedWhileReading))
    #expect(Self.cause { try Self.read(BatchFile(path: path, bytes: 4)) } == nil)
  }

  @Test
  func `a file that went away is refused`() throws {
    let folder = try TemporaryFolder()
    let files = [
      BatchFile(path: try folder.write("a.csv", "a\n1\n"), bytes: 4),
      BatchFile(path: folder.path + "/gone.csv", bytes: 4),
    ]
    let workers = (0..<3).map { _ in CellCollector(columns: 1, dialect: .standard) }
    let scan = ScanSpec(dialect: .standard, columns: [Array("a".utf8)])
    for chunkBytes in [1, 64] {
      let cause = Self.cause {
        _ = try BatchReader.run(files, scan: scan, chunkBytes: chunkBytes, workers: workers)
      }
      #expect(cause.isSame(as: .cannotOpen))
    }
  }

  @Test
  func `a file that is cut short under the reader is refused`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("a.csv", "a\n1\n2\n")
    let file = try InputFile(BatchFile(path: path, bytes: 6))
    let buffer = ChunkBuffer(chunkBytes: 6)
    let claim = ChunkClaim(
      index: 0, fileIndex: 0, file: file, offset: 0, count: 6, isFirstOfFile: true, isLastOfFile: true)
    try buffer.fill(claim, dialect: .standard)
    #expect(truncate(path, 3) == 0)
    #expect(Self.cause { try buffer.fill(claim, dialect: .standard) }.isSame(as: .changedWhileReading))
    #expect(Self.cause { try file.checkUnchanged() }.isSame(as: .changedWhileReading))
  }

  @Test
  func `a file replaced between two passes is refused, even with the same size`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("a.csv", "a\n1\n")
    var file = BatchFile(path: path, bytes: 4)
    file.stamp = try InputFile(file).stamp
    #expect(Self.cause { _ = try InputFile(file) } == nil)
    try FileManager.default.removeItem(atPath: path)
    try folder.write("b.csv", "a\n9\n")
    try folder.write("a.csv", "a\n2\n")
    #expect(Self.cause { _ = try InputFile(file) }.isSame(as: .changedWhileReading))
  }

  @Test(.enabled(if: geteuid() != 0, "root may read everything"))
  func `a file without permission is an error`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("a.csv", "a\n")
    #expect(chmod(path, 0) == 0)
    #expect(Self.cause { try Self.read(BatchFile(path: path, bytes: 2)) }.isSame(as: .cannotOpen))
  }

  @Test
  func `chunks cover large files without gaps, small files are taken whole`() throws {
    let folder = try TemporaryFolder()
    let files = try [10, 0, 3].enumerated().map { index, bytes in
      BatchFile(path: try folder.write("\(index).csv", [UInt8](repeating: 97, count: bytes)), bytes: bytes)
    }
    let queue = ChunkQueue(files: files, chunkBytes: 4, threads: 2)
    var claims: [[Int]] = []
    var lots: [Range<Int>] = []
    while let work = try queue.next(failed: { _ in }) {
      switch work {
      case .files(let lot): lots.append(lot)
      case .stream: Issue.record("no file is compressed")
      case .chunk(_, let claim):
        let flags = (claim.isFirstOfFile ? 1 : 0) + (claim.isLastOfFile ? 2 : 0)
        claims.append([claim.index, claim.fileIndex, claim.offset, claim.count, flags])
      }
    }
    #expect(claims == [[0, 0, 0, 4, 1], [1, 0, 4, 4, 0], [2, 0, 8, 2, 2]])
    #expect(lots == [1..<3], "small files go out together")
  }
}

extension SourceError.Cause? {
  func isSame(as other: SourceError.Cause) -> Bool { map { "\($0)" } == "\(other)" }
}
