import Foundation
import Testing

@testable import SluiceCLI

@Suite struct StreamedFileTests {
  @Test func `a new file has the bytes and nothing is left beside it`() throws {
    let folder = try TemporaryFolder()
    try StreamedFile.write(Array("report\n".utf8), to: folder.path("r.json"))
    #expect(try folder.read("r.json") == "report\n")
    #expect(try folder.names() == ["r.json"])
  }

  @Test func `an old file is replaced as a whole and keeps its mode`() throws {
    let folder = try TemporaryFolder()
    try folder.write("the old report, which is longer", "r.json")
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: folder.path("r.json"))
    try StreamedFile.write(Array("new".utf8), to: folder.path("r.json"))
    #expect(try folder.read("r.json") == "new")
    let attributes = try FileManager.default.attributesOfItem(atPath: folder.path("r.json"))
    #expect(attributes[.posixPermissions] as? Int == 0o640)
  }

  @Test func `a symbolic link stays and what it names is replaced`() throws {
    let folder = try TemporaryFolder()
    try folder.write("old", "real.json")
    try FileManager.default.createSymbolicLink(atPath: folder.path("link"), withDestinationPath: "real.json")
    try StreamedFile.write(Array("new".utf8), to: folder.path("link"))
    #expect(try folder.read("real.json") == "new")
    #expect(try folder.names() == ["link", "real.json"])
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: folder.path("link")) == "real.json")
  }

  @Test func `what cannot be written says why and leaves nothing`() throws {
    let folder = try TemporaryFolder()
    let cases = [
      (folder.url.path, "Is a directory"), (folder.path("no/r.json"), "No such file or directory"),
      ("/dev/full", "No space left on device"),
    ]
    for (path, why) in cases {
      let error = #expect(throws: SystemError.self) { try StreamedFile.write([1, 2, 3], to: path) }
      #expect(error?.message == "cannot write \(path): \(why)")
    }
    #expect(try folder.names() == [])
  }

  @Test func `an interrupted run removes its temporaries and nothing else`() throws {
    let folder = try TemporaryFolder()
    try folder.write("mine", "keep.csv")
    let descriptor = Temporaries.shared.create(folder.path(".r.json.tmp"))
    #expect(descriptor >= 0)
    close(descriptor)
    #expect(Temporaries.shared.create(folder.path("keep.csv")) == -1)
    #expect(try folder.names() == [".r.json.tmp", "keep.csv"])
    Temporaries.shared.remove(folder.path(".r.json.tmp"))
    #expect(try folder.names() == ["keep.csv"])
  }

  @Test func `an input is known by any of its names`() throws {
    let folder = try TemporaryFolder()
    try folder.write("id\n1\n", "a.csv")
    try FileManager.default.linkItem(atPath: folder.path("a.csv"), toPath: folder.path("hard.csv"))
    try FileManager.default.createSymbolicLink(atPath: folder.path("soft"), withDestinationPath: "a.csv")
    let inputs = InputFiles([folder.path("a.csv")], beside: [folder.path("b.csv"), folder.path("soft")])
    #expect(inputs.contain(folder.path("./hard.csv")))
    #expect(inputs.contain(folder.path("soft")))
    #expect(!inputs.contain(folder.path("b.csv")))
    // Nothing stands where these go: no input is looked at.
    #expect(
      !InputFiles([folder.path("a.csv")], beside: [folder.path("b.csv"), "/dev/null"]).contain(folder.path("soft")))
  }
}
