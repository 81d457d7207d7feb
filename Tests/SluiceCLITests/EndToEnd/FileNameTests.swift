import Foundation
import Testing

/// File names that are not UTF-8: the system takes any bytes, and so does every argument that names a file.
@Suite struct EndToEndFileNameTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try Orders.folder()
    // `\351` is é in ISO-8859-1.
    try #require(
      try shell("cp good.csv \(Self.name("caf", ".csv")); cp range.csv \(Self.name("bad", ".csv"))").code == 0)
  }

  /// As a shell spells it; a test's own strings cannot hold such a byte.
  private static func name(_ before: String, _ behind: String) -> String { "\"$(printf '\(before)\\351\(behind)')\"" }

  private func shell(_ script: String) throws -> (code: Int32, output: String, messages: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", script, SluiceBinary.path]
    process.currentDirectoryURL = folder.url
    let (output, messages) = (Pipe(), Pipe())
    (process.standardOutput, process.standardError) = (output, messages)
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let told = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    let warned = String(decoding: messages.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, told, warned)
  }

  private func json(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  @Test func `a batch is opened by its bytes, and shown so that everybody can read it`() throws {
    let good = try shell("\"$0\" validate orders.odcs.yaml \(Self.name("caf", ".csv")) --format json")
    #expect(good.code == 0)
    let batch = try json(good.output)["batch"] as? [String: Any]
    let file = try #require((batch?["files"] as? [[String: Any]])?.first)
    #expect(file["path"] as? String == "caf\u{FFFD}.csv")
    #expect(file["pathHex"] as? String == "636166e92e637376")
    let bad = try shell("\"$0\" validate orders.odcs.yaml --batch orders=\(Self.name("bad", ".csv"))")
    #expect(bad.code == 1)
    #expect(bad.output.contains("\"bad\\xe9.csv\""))
  }

  @Test(arguments: ["'c*.csv'", "'caf?.csv'", "parts", "parts/"])
  func `globs and folders find it`(batch: String) throws {
    try #require(try shell("mkdir parts; cp \(Self.name("caf", ".csv")) parts/").code == 0)
    let run = try shell("\"$0\" validate orders.odcs.yaml \(batch) --format json")
    #expect(run.code == 0)
    #expect(run.output.contains("\"pathHex\""))
  }

  @Test func `a folder may be called so, and a contract`() throws {
    let run = try shell(
      "mkdir \(Self.name("d", "")); cp good.csv orders.odcs.yaml \(Self.name("d", ""));"
        + " \"$0\" validate \(Self.name("d", "/orders.odcs.yaml")) \(Self.name("d", "")) --format json")
    #expect(run.code == 0)
    #expect((try json(run.output)["contract"] as? [String: Any])?["path"] as? String == "d\u{FFFD}/orders.odcs.yaml")
  }

  @Test func `what is not there is named, in messages and in the report`() throws {
    let run = try shell("\"$0\" validate orders.odcs.yaml \(Self.name("no", ".csv")) --quiet --report json=r.json")
    #expect(run.code == 4)
    #expect(run.messages.contains("no batch at no\\xe9.csv"))
    let error = try #require(try json(folder.read("r.json"))["error"] as? [String: Any])
    #expect(error["path"] as? String == "no\u{FFFD}.csv")
  }

  @Test func `outputs are written where they were asked for`() throws {
    let run = try shell(
      "\"$0\" validate orders.odcs.yaml \(Self.name("bad", ".csv")) --quiet --report json=\(Self.name("r", ".json"))"
        + " --quarantine \(Self.name("q", ""));"
        + " code=$?; cat \(Self.name("r", ".json")); ls \(Self.name("q", ""))/*/ >&2; exit $code")
    #expect(run.code == 1)
    #expect(try json(run.output)["verdict"] as? String == "fail")
    // The part keeps its name: `ls` writes the byte, which is no UTF-8.
    #expect(run.messages.contains("bad\u{FFFD}.accepted.csv") && run.messages.contains("reasons.csv"))
    #expect(try !folder.names().contains { $0.hasPrefix(".") })
  }

  @Test func `no output takes the place of such an input`() throws {
    let run = try shell(
      "\"$0\" validate orders.odcs.yaml \(Self.name("caf", ".csv")) --quiet --output ./\(Self.name("caf", ".csv"))")
    #expect(run.code == 2)
    #expect(run.messages.contains("would overwrite an input"))
  }

  @Test func `inspect and lint take it too`() throws {
    #expect(try shell("\"$0\" inspect \(Self.name("caf", ".csv"))").code == 0)
    #expect(
      try shell("cp orders.odcs.yaml \(Self.name("c", ".yaml")); \"$0\" lint \(Self.name("c", ".yaml"))").code == 0)
  }
}
