import Foundation
import Glibc
import Testing

@testable import SluiceEngine

/// Temporary files: they give back what was written, leave no name behind, and say why when they cannot.
struct ScratchFileTests {
  private func append(_ bytes: [UInt8], to file: ScratchFile) throws -> Int {
    try bytes.withUnsafeBytes { try file.append($0) }
  }

  private func read(_ count: Int, of file: ScratchFile, at offset: Int) throws -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    try bytes.withUnsafeMutableBytes { try file.read(into: $0, at: offset) }
    return bytes
  }

  private func error(_ body: () throws -> Void) -> ScratchError? {
    do {
      try body()
      return nil
    } catch {
      return error as? ScratchError
    }
  }

  @Test func `what was appended is read back from where it was said to be`() throws {
    let folder = try TemporaryFolder()
    let file = try ScratchFile(in: folder.path, for: "keys")
    let pieces = [[1, 2, 3], [], [4], [UInt8](repeating: 9, count: 100_000)] as [[UInt8]]
    let places = try pieces.map { try append($0, to: file) }
    #expect(places == [0, 3, 3, 4])
    #expect(file.bytes == 100_004)
    for (place, piece) in zip(places, pieces) { #expect(try read(piece.count, of: file, at: place) == piece) }
    #expect(try read(2, of: file, at: 2) == [3, 4])
  }

  @Test func `the file has no name, and only its owner might have opened it`() throws {
    let folder = try TemporaryFolder()
    let file = try ScratchFile(in: folder.path, for: "keys")
    _ = try append([1], to: file)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])

    let descriptor = ScratchFile.openAndUnlink(in: folder.path)
    try #require(descriptor >= 0)
    var status = stat()
    fstat(descriptor, &status)
    #expect(status.st_mode & 0o777 == 0o600 && status.st_nlink == 0)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
    let unlinked = ScratchFile(descriptor: descriptor, directory: folder.path, for: "keys")
    _ = try append([7, 8], to: unlinked)
    #expect(try read(2, of: unlinked, at: 0) == [7, 8])
  }

  @Test func `threads that append at a time each get a place of their own`() throws {
    let folder = try TemporaryFolder()
    let file = try ScratchFile(in: folder.path, for: "keys")
    let places = Places()
    Workers.run(4) { index in
      for _ in 0..<200 {
        let piece = [UInt8](repeating: UInt8(index), count: 100 + index)
        guard let place = try? piece.withUnsafeBytes({ try file.append($0) }) else { continue }
        places.add((place, piece))
      }
    }
    #expect(places.all.count == 800)
    for (place, piece) in places.all { #expect(try read(piece.count, of: file, at: place) == piece) }
  }

  private final class Places: @unchecked Sendable {
    private let lock = NSLock()
    private(set) var all: [(Int, [UInt8])] = []
    func add(_ place: (Int, [UInt8])) { lock.withLock { all.append(place) } }
  }

  @Test func `a directory that cannot hold it is told with the system's number`() {
    let thrown = error { _ = try ScratchFile(in: "/nowhere", for: "keys") }
    #expect(thrown == ScratchError(.create, what: "keys", directory: "/nowhere", bytes: 0, errno: ENOENT))
  }

  @Test func `a full device is told with what was spilled`() throws {
    let descriptor = open("/dev/full", O_RDWR)
    try #require(descriptor >= 0)
    let file = ScratchFile(descriptor: descriptor, directory: "/dev", for: "keys")
    let thrown = error { _ = try append([1, 2, 3], to: file) }
    #expect(thrown == ScratchError(.write, what: "keys", directory: "/dev", bytes: 3, errno: ENOSPC))
  }

  @Test func `reading beyond the end is an error, not zeroes`() throws {
    let folder = try TemporaryFolder()
    let file = try ScratchFile(in: folder.path, for: "keys")
    _ = try append([1, 2, 3], to: file)
    #expect(error { _ = try read(2, of: file, at: 2) }?.action == .read)
  }
}

struct MemoryTests {
  @Test func `what is free and what is allowed are read in the kernel's words`() {
    #expect(Memory.available(meminfo: "MemTotal:  24 kB\nMemAvailable:    5 kB\nBuffers: 3 kB\n") == 5 * 1024)
    #expect(Memory.available(meminfo: "MemTotal:  24 kB\n") == nil)
    #expect(Memory.limit(controlGroup: "max\n") == nil)
    #expect(Memory.limit(controlGroup: "536870912\n") == 512 << 20)
    #expect(Memory.standardBudget >= 64 << 20)
  }
}
