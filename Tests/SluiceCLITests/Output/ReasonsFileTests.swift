import Foundation
import Testing

@testable import SluiceCLI

/// The reasons of all parts in one file, in the order of the parts.
struct ReasonsFileTests {
  private static func open(_ folder: TemporaryFolder, _ name: String) -> Int32 {
    Glibc.open(folder.path(name), O_RDWR | O_CREAT, 0o600)
  }

  @Test func `lines stand in the order of the parts, whichever was read first`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("spool")
    do {
      let file = ReasonsFile(QuarantineFile(Self.open(folder, "reasons.csv")), name: "reasons.csv") {
        () throws(SystemError) in Glibc.open(path, O_RDWR | O_CREAT, 0o600)
      }
      for (part, line) in [(2, "2a "), (0, "0a "), (1, "1a "), (2, "2b "), (0, "0b ")] {
        try file.write(Array(line.utf8), part: part)
      }
      try file.end(part: 2)
      try file.end(part: 0)
      try file.write(Array("1b ".utf8), part: 1)
      try file.end(part: 1)
      try file.write(Array("3a ".utf8), part: 3)
      try file.end(part: 3)
      try file.synchronize()
    }
    #expect(try folder.read("reasons.csv") == "0a 0b 1a 1b 2a 2b 3a ")
  }

  @Test func `one part alone needs no second file`() throws {
    let folder = try TemporaryFolder()
    let file = ReasonsFile(QuarantineFile(Self.open(folder, "reasons.csv")), name: "reasons.csv") {
      () throws(SystemError) in throw SystemError("cannot write", "spool", ENOSPC)
    }
    try file.write(Array("a".utf8), part: 0)
    #expect(throws: SystemError.self) { try file.write(Array("b".utf8), part: 1) }
    #expect(try folder.read("reasons.csv") == "a")
  }
}
