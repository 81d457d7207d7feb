import Foundation
import Testing

@testable import SluiceCLI

/// Files that are on their way to the disk while they are written.
struct QuarantineFileTests {
  @Test func `what is written piece by piece is in the file, and nothing else`() throws {
    let folder = try TemporaryFolder()
    var whole = Data()
    do {
      let file = QuarantineFile(Glibc.open(folder.path("a.csv"), O_RDWR | O_CREAT, 0o600))
      for number in 0..<40 {
        let piece = [UInt8](repeating: UInt8(number), count: 500_000 + number)
        try file.write(piece, name: "a.csv")
        whole += piece
      }
      try file.synchronize(name: "a.csv")
    }
    #expect(try Data(contentsOf: URL(fileURLWithPath: folder.path("a.csv"))) == whole)
  }

  @Test func `a file that takes nothing is an error that names it`() throws {
    let file = QuarantineFile(Glibc.open("/dev/full", O_WRONLY))
    #expect(throws: SystemError.self) { try file.write([1], name: "a.csv") }
  }
}
