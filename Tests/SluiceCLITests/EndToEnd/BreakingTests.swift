import Foundation
import Testing

/// `sluice breaking` and `sluice diff` as a user meets them: files, directories, revisions of a real repository.
@Suite struct EndToEndBreakingTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try Orders.folder()
    try folder.write(Self.narrower, "narrower.odcs.yaml")
    try folder.write(Self.reworded, "reworded.odcs.yaml")
  }

  /// `amount` is gone, the version went up by a minor one.
  private static let narrower = Orders.contract.replacingOccurrences(of: "1.4.0", with: "1.5.0")
    .components(separatedBy: "      - name: amount")[0]

  private static let reworded =
    Orders.contract.replacingOccurrences(of: "1.4.0", with: "1.4.1") + "description: {purpose: orders}\n"

  private func sluice(_ words: String...) throws -> SluiceBinary.Ending {
    try SluiceBinary.run(words, in: folder)
  }

  @discardableResult
  private func git(_ words: String...) throws -> Int32 {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/git")
    process.arguments = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"] + words
    process.currentDirectoryURL = folder.url
    process.environment = ["PATH": "/usr/bin:/bin", "HOME": folder.url.path, "GIT_CONFIG_NOSYSTEM": "1"]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
  }

  /// A repository whose first commit, `v1`, has the old contract in `contracts/`; the new one is in the working tree.
  private func repository() throws {
    try git("init", "-q", "-b", "main")
    try FileManager.default.createDirectory(
      at: folder.url.appendingPathComponent("contracts/deep"), withIntermediateDirectories: true)
    try folder.write(Orders.contract, "contracts/orders.odcs.yaml")
    try folder.write(
      Orders.contract.replacingOccurrences(of: "id: orders\n", with: "id: items\n"), "contracts/deep/items.yaml")
    try folder.write(
      Orders.contract.replacingOccurrences(of: "id: orders\n", with: "id: old\n"), "contracts/old.odcs.yaml")
    try folder.write("services: {}\n", "contracts/compose.yaml")
    #expect(try git("add", "contracts") == 0)
    #expect(try git("commit", "-q", "-m", "contracts") == 0)
    #expect(try git("tag", "v1") == 0)
    try folder.write(Self.narrower, "contracts/orders.odcs.yaml")
  }

  @Test func `a broken consumer ends with 1, and is told with place, reason and way out`() throws {
    let ending = try sluice("breaking", "orders.odcs.yaml", "narrower.odcs.yaml")
    #expect(ending.exitCode == 1 && ending.messages.isEmpty)
    #expect(ending.output.contains("error[column-removed]: column orders.amount is gone; breaks consumers"))
    #expect(ending.output.contains("--> orders.odcs.yaml:13:9"))
    #expect(
      ending.output.contains("= why: ") && ending.output.contains("= help: mark it with `deprecated: true` first"))
    #expect(ending.lastLine.hasPrefix("FAIL  orders 1.4.0 → 1.5.0: 1 breaking change, 0 warnings"))
    #expect(ending.lastLine.hasSuffix("needs a major version, is a minor one"))
  }

  @Test(
    arguments: [
      (["orders.odcs.yaml", "orders.odcs.yaml"], 0), (["orders.odcs.yaml", "reworded.odcs.yaml"], 0),
      (["orders.odcs.yaml", "narrower.odcs.yaml", "--perspective", "producer"], 0),
      (["orders.odcs.yaml", "narrower.odcs.yaml", "--perspective", "consumer"], 1),
      (["orders.odcs.yaml", "narrower.odcs.yaml", "--fail-on", "never"], 0),
      (["narrower.odcs.yaml", "orders.odcs.yaml", "--perspective", "consumer", "--fail-on", "warning"], 1),
      (["orders.odcs.yaml"], 2), ([], 2), (["orders.odcs.yaml", "two.odcs.yaml", "reworded.odcs.yaml"], 2),
      (["--against", "orders.odcs.yaml"], 2), (["--against", "--format", "narrower.odcs.yaml"], 2),
      (["orders.odcs.yaml", "narrower.odcs.yaml", "-o", "orders.odcs.yaml"], 2),
      (["orders.odcs.yaml", "wrong.odcs.yaml"], 3), (["wrong.odcs.yaml", "orders.odcs.yaml"], 3),
      (["orders.odcs.yaml", "none.odcs.yaml"], 3), (["none.odcs.yaml", "orders.odcs.yaml"], 3),
      (["orders.odcs.yaml", "orders.odcs.yaml", "--output", "/dev/full"], 5),
    ] as [([String], Int32)]) func `it ends as the table of exit codes says, and its report says so too`(
      words: [String], code: Int32
    ) throws
  {
    let ending = try SluiceBinary.run(["breaking"] + words, in: folder)
    #expect(ending.exitCode == code, "\(ending.messages)")
    if code == 3 { #expect(!ending.messages.isEmpty) }
    guard code != 2 && code != 5 else { return }
    let json = try SluiceBinary.run(["breaking"] + words + ["--format", "json"], in: folder)
    #expect(json.exitCode == code)
    #expect(try json.json()["exitCode"] as? Int == Int(code))
  }

  @Test func `machines read direction, whom it breaks, the version and the place`() throws {
    let report = try sluice("breaking", "orders.odcs.yaml", "narrower.odcs.yaml", "--format", "json").json()
    #expect(report["command"] as? String == "breaking" && report["verdict"] as? String == "fail")
    let bump = try #require(report["bump"] as? [String: Any])
    #expect(
      bump["required"] as? String == "major" && bump["actual"] as? String == "minor" && bump["enough"] as? Bool == false
    )
    let change = try #require((report["diagnostics"] as? [[String: Any]])?.first)
    #expect(change["code"] as? String == "column-removed" && change["direction"] as? String == "loosens")
    #expect(change["breaks"] as? [String] == ["consumer"] && change["in"] as? String == "old")
    #expect((change["location"] as? [String: Any])?["file"] as? String == "orders.odcs.yaml")
  }

  @Test func `--against a file, a directory and several new contracts`() throws {
    #expect(try sluice("breaking", "--against", "orders.odcs.yaml", "narrower.odcs.yaml").exitCode == 1)
    try FileManager.default.createDirectory(
      at: folder.url.appendingPathComponent("before"), withIntermediateDirectories: true)
    try folder.write(Orders.contract, "before/anything.odcs.yaml")
    let one = try sluice("breaking", "--against", "before", "narrower.odcs.yaml")
    #expect(one.exitCode == 1 && one.output.contains("--> before/anything.odcs.yaml:13:9"))
    let several = try sluice("breaking", "--against", "before", "reworded.odcs.yaml", "narrower.odcs.yaml")
    #expect(several.exitCode == 1 && several.lastLine == "2 contracts: 1 breaking change, 0 warnings")
  }

  @Test func `--against a revision of git compares the file as it was`() throws {
    try repository()
    let ending = try sluice("breaking", "--against", "v1", "contracts/orders.odcs.yaml")
    #expect(ending.exitCode == 1 && ending.messages.isEmpty, "\(ending.messages)")
    #expect(ending.output.contains("--> v1:contracts/orders.odcs.yaml:13:9"))
    #expect(try sluice("breaking", "--against", "HEAD", "contracts/deep/items.yaml").exitCode == 0)
    // From anywhere, and under another name.
    let below = try SluiceBinary.run(
      ["breaking", "--against", "main", "orders.odcs.yaml"], in: folder, below: "contracts")
    #expect(below.exitCode == 1 && below.output.contains("--> main:orders.odcs.yaml:13:9"))
    let named = try sluice("breaking", "--against", "v1:contracts/orders.odcs.yaml", "narrower.odcs.yaml")
    #expect(named.exitCode == 1 && named.output.contains("--> v1:contracts/orders.odcs.yaml:13:9"))
  }

  @Test func `--against a revision compares all contracts of a directory, new and gone ones too`() throws {
    try repository()
    try FileManager.default.removeItem(at: folder.url.appendingPathComponent("contracts/old.odcs.yaml"))
    try folder.write(
      Orders.contract.replacingOccurrences(of: "id: orders\n", with: "id: new\n"), "contracts/new.odcs.yaml")
    // Moved: it is found by its id.
    try FileManager.default.moveItem(
      at: folder.url.appendingPathComponent("contracts/deep/items.yaml"),
      to: folder.url.appendingPathComponent("contracts/items.odcs.yaml"))
    for words in [
      ["--against", "v1", "contracts"], ["--against", "v1", "contracts/"], ["--against", "v1:contracts", "contracts"],
    ] {
      let report = try SluiceBinary.run(["breaking", "--format", "json"] + words, in: folder)
      #expect(report.exitCode == 1, "\(report.messages)")
      let changes = try report.json()["diagnostics"] as? [[String: Any]] ?? []
      let codes = changes.compactMap { $0["code"] as? String }.filter { $0 != "version-bump" }
      #expect(codes.sorted() == ["column-removed", "contract-added", "contract-removed"])
      #expect((try report.json()["contracts"] as? [Any])?.count == 4)
    }
    #expect(
      try sluice("breaking", "--against", "v1", "contracts", "--format", "github").output.contains("::error file="))
  }

  @Test func `a contract that the revision does not have breaks nobody, and that is said`() throws {
    try repository()
    let ending = try sluice("breaking", "--against", "v1", "orders.odcs.yaml")
    #expect(ending.exitCode == 0 && ending.output.contains("0 breaking changes"))
    #expect(
      ending.messages == "note: orders.odcs.yaml is not in the revision \"v1\": it is compared as a new contract\n")
  }

  @Test func `what git does not know is told, each with its reason`() throws {
    let outside = try sluice("breaking", "--against", "main", "orders.odcs.yaml")
    #expect(outside.exitCode == 2 && outside.messages.contains("not a git repository"))
    try repository()
    let revision = try sluice("breaking", "--against", "maim", "contracts/orders.odcs.yaml")
    #expect(revision.exitCode == 2 && revision.messages.contains("git knows no revision \"maim\" here"))
    let path = try sluice("breaking", "--against", "v1:orders.odcs.yaml", "contracts/orders.odcs.yaml")
    #expect(path.exitCode == 3 && path.messages.contains("the revision \"v1\" has no file \"orders.odcs.yaml\""))
    let flag = try sluice("breaking", "--against=--help", "contracts/orders.odcs.yaml")
    #expect(flag.exitCode == 2 && flag.messages.contains("not \"--help\""))
    let missing = try SluiceBinary.run(
      ["breaking", "--against", "v1", "contracts/orders.odcs.yaml"], in: folder, environment: ["PATH": "/nowhere"])
    #expect(missing.exitCode == 2 && missing.messages.contains("cannot run git: No such file or directory"))
  }

  @Test func `a waiver excuses a break until its day`() throws {
    let waiver = """
      customProperties:
        - property: sluiceWaivers
          value: [{rule: column-removed, path: orders.amount, until: 2026-06-30, reason: nobody reads it}]

      """
    try folder.write(Self.narrower.replacingOccurrences(of: "1.5.0", with: "2.0.0") + waiver, "waived.odcs.yaml")
    let words = ["breaking", "orders.odcs.yaml", "waived.odcs.yaml", "--as-of"]
    let before = try SluiceBinary.run(words + ["2026-06-30"], in: folder)
    #expect(before.exitCode == 0 && before.output.contains("waived until 2026-06-30: nobody reads it"))
    let after = try SluiceBinary.run(words + ["2026-07-01"], in: folder)
    #expect(after.exitCode == 1 && after.output.contains("warning[waiver-expired]"))
  }

  @Test(arguments: ["text", "json", "junit", "github"])
  func `every format shows the change`(format: String) throws {
    let ending = try sluice("breaking", "orders.odcs.yaml", "narrower.odcs.yaml", "--format", format)
    #expect(ending.exitCode == 1 && ending.output.contains("column-removed") && ending.output.contains("13"))
  }

  @Test func `a diff lists everything and ends with 0`() throws {
    let text = try sluice("diff", "orders.odcs.yaml", "narrower.odcs.yaml")
    #expect(text.exitCode == 0)
    #expect(
      text.output == "orders 1.4.0 → 1.5.0\n\nBreaks consumers\n  - column orders.amount is gone [column-removed]\n")
    let markdown = try sluice("diff", "orders.odcs.yaml", "narrower.odcs.yaml", "--markdown", "-o", "CHANGES.md")
    #expect(markdown.exitCode == 0 && markdown.output.isEmpty)
    #expect(
      try folder.read("CHANGES.md")
        == "## orders 1.4.0 → 1.5.0\n\n### Breaks consumers\n\n- column orders.amount is gone (`column-removed`)\n")
    let json = try sluice("diff", "orders.odcs.yaml", "reworded.odcs.yaml", "--format", "json").json()
    let changes = try #require(json["changes"] as? [[String: Any]])
    #expect(changes.compactMap { $0["code"] as? String } == ["text-changed"])
    #expect(try sluice("diff", "orders.odcs.yaml", "orders.odcs.yaml").output.contains("nothing has changed"))
    #expect(try sluice("diff", "orders.odcs.yaml", "reworded.odcs.yaml", "--format", "junit").exitCode == 2)
    #expect(try sluice("diff", "orders.odcs.yaml", "wrong.odcs.yaml").exitCode == 3)
  }

  @Test func `kinds of changes are explained`() throws {
    let ending = try sluice("explain", "column-removed")
    #expect(ending.exitCode == 0 && ending.output.contains("direction: loosens"))
    #expect(try sluice("explain").output.contains("    column-removed"))
  }
}
