import Foundation
import Testing

/// `--on-fail`: who is told, what they get, and that nothing they do hides the verdict.
@Suite struct EndToEndAlertTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try Orders.folder()
  }

  private func validate(_ batch: String, _ command: String, _ words: String...) throws -> SluiceBinary.Ending {
    try SluiceBinary.run(
      ["validate", "orders.odcs.yaml", batch, "--on-fail", command] + words, in: folder)
  }

  private func alert() throws -> [String: Any] {
    try JSONSerialization.jsonObject(with: Data(folder.read("alert.json").utf8)) as? [String: Any] ?? [:]
  }

  @Test func `a batch that fails sends its report, and what the command says is a message`() throws {
    let ending = try validate("range.csv", "cat > alert.json; echo sent", "--report", "json=r.json")
    #expect(ending.exitCode == 1)
    #expect(ending.messages == "sent\n" && !ending.output.contains("sent"))
    #expect(try alert()["verdict"] as? String == "fail" && alert()["exitCode"] as? Int == 1)
    #expect(try folder.read("alert.json") == folder.read("r.json"))
  }

  @Test func `a run without a verdict sends why`() throws {
    #expect(try validate("none.csv", "cat > alert.json").exitCode == 4)
    #expect(try alert()["verdict"] as? String == "error" && alert()["exitCode"] as? Int == 4)
    let wrong = try SluiceBinary.run(
      ["validate", "wrong.odcs.yaml", "good.csv", "--on-fail", "cat > alert.json"], in: folder)
    #expect(wrong.exitCode == 3)
    #expect(try (alert()["diagnostics"] as? [Any])?.count == 2)
  }

  @Test(arguments: [["good.csv"], ["extra.csv"], ["extra.csv", "--fail-on", "warning"], ["range.csv", "--nope"]])
  func `a pass, a warning and a wrong command line send nothing`(words: [String]) throws {
    _ = try SluiceBinary.run(
      ["validate", "orders.odcs.yaml", "--on-fail", "touch alert.json"] + words, in: folder)
    #expect(try !folder.names().contains("alert.json"))
  }

  @Test func `it knows of a report that could not be written`() throws {
    let ending = try validate("range.csv", "cat > alert.json", "--report", "text=/dev/full")
    #expect(ending.exitCode == 1)
    #expect((try alert()["error"] as? [String: Any])?["code"] as? String == "outputNotWritten")
  }

  @Test(arguments: [
    ("exit 7", "ended with exit code 7"), ("kill -9 $$", "was ended by signal 9"),
    ("/no/such/command", "ended with exit code 127"),
  ]) func `a command that fails never hides the verdict and is never a pass`(command: String, why: String) throws {
    let message = "error: the command of --on-fail \(why)\n"
    let fail = try validate("range.csv", command)
    #expect(fail.exitCode == 1 && fail.lastLine.hasPrefix("FAIL · ") && fail.messages.hasSuffix(message))
    #expect(try validate("none.csv", command).exitCode == 4)
    let never = try validate("range.csv", command, "--fail-on", "never", "--report", "json=r.json")
    #expect(never.exitCode == 5 && never.lastLine.hasPrefix("FAIL · "))
    let report = try folder.read("r.json")
    #expect(report.contains("\"exitCode\": 5") && report.contains("\"code\": \"alertFailed\""))
  }

  @Test func `a command that does not read a long report harms nothing`() throws {
    let rows = (1...4000).map { "\($0),-1\n" }.joined()
    try folder.write("id,amount\n" + rows, "many.csv")
    for command in ["true", "head -c 10 > /dev/null", "exec 0<&-; sleep 0.1"] {
      let ending = try validate("many.csv", command, "--samples", "4000")
      #expect(ending.exitCode == 1 && ending.messages.isEmpty, "\(command)")
    }
    #expect(try validate("many.csv", "wc -c", "--samples", "4000").messages.count > 6)
  }

  @Test func `the command has its signals in order`() throws {
    let ending = try validate("range.csv", "(yes; echo \"yes ended with $?\" >&2) | head -n 1 > /dev/null")
    #expect(ending.exitCode == 1 && ending.messages == "yes ended with 141\n")
    let blocked = try validate("range.csv", "grep SigBlk /proc/self/status")
    #expect(blocked.messages == "SigBlk:\t0000000000000000\n")
  }
}
