import Foundation
import Testing

@testable import SluiceCLI
@testable import SluiceReport

/// What may be asked of a quarantine, and where it may stand.
struct QuarantineChoiceTests {
  private func problems(_ words: String...) -> [String] {
    ValidateArguments(
      TypedArguments(["c.yaml", "b.csv"] + words, flags: ValidateCommand.flags), start: UTCInstant(milliseconds: 0)
    ).problems
  }

  @Test func `what is said of rejected rows needs a place for them`() {
    let wayOut = "needs --quarantine DIR, where the rejected rows go"
    #expect(problems("--accept-rejected", "1") == ["--accept-rejected " + wayOut])
    #expect(problems("--keep-first") == ["--keep-first " + wayOut])
    #expect(problems("--quarantine", "") == ["--quarantine needs the name of a folder"])
    #expect(problems("--quarantine", "q", "--keep-first", "--accept-rejected", "0.5").isEmpty)
  }

  @Test(arguments: ["-1", "101", "100.0001", "1%", "", "half", "+1", ".5"])
  func `a percentage is a number from 0 to 100`(text: String) {
    #expect(
      problems("--quarantine", "q", "--accept-rejected=\(text)") == [
        "--accept-rejected takes a percentage from 0 to 100, such as 0.5, not \"\(text)\""
      ])
  }

  @Test(arguments: [
    ("export", true), ("export/bad", true), ("export/a/b", true), ("./export/../export/q", true), ("link/q", true),
    ("export/_bad", false), ("export/.bad/x", false), ("exports", false), ("q", false), ("other", false),
  ])
  func `a quarantine in the folder that is the batch is refused`(directory: String, isRefused: Bool) throws {
    let folder = try TemporaryFolder()
    try FileManager.default.createDirectory(atPath: folder.path("export/a"), withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(atPath: folder.path("link"), withDestinationPath: "export")
    let typed = TypedArguments(
      ["c.yaml", "b.csv", "--quarantine", folder.path(directory)], flags: ValidateCommand.flags)
    let refusal = ValidateArguments(typed, start: UTCInstant(milliseconds: 0)).quarantine?.refusal(batchPaths: [
      folder.path("export"), "-",
    ])
    #expect((refusal != nil) == isRefused)
  }
}
