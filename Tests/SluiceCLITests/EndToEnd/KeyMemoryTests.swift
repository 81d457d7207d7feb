import Foundation
import Testing

/// Keys beyond `--memory`: the same report from disk, and a run that tells why it could not where there is no room.
@Suite struct EndToEndKeyMemoryTests {
  private let folder: TemporaryFolder

  /// Ten times what is collected in a megabyte; in one batch a key occurs again at its end.
  init() throws {
    folder = try Orders.folder()
    let rows = (0..<400_000).map { "\($0 * 7),1\n" }.joined()
    try folder.write("id,amount\n" + rows, "many.csv")
    try folder.write("id,amount\n" + rows + "7,1\n", "twice.csv")
    try FileManager.default.createDirectory(
      at: folder.url.appendingPathComponent("tmp"), withIntermediateDirectories: true)
  }

  private func validate(_ words: String..., environment: [String: String] = [:]) throws -> SluiceBinary.Ending {
    try SluiceBinary.run(
      ["validate", "orders.odcs.yaml"] + words + ["--format", "json"], in: folder, environment: environment)
  }

  /// Runs with files that may not grow beyond some kilobytes.
  private func validateWithoutRoom(_ words: String) throws -> SluiceBinary.Ending {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    let command = "ulimit -f 8; exec \"$0\" validate orders.odcs.yaml \(words) --format json"
    process.arguments = ["-c", command, SluiceBinary.path]
    process.currentDirectoryURL = folder.url
    let (output, messages) = (Pipe(), Pipe())
    (process.standardOutput, process.standardError) = (output, messages)
    try process.run()
    let told = output.fileHandleForReading.readDataToEndOfFile()
    let warned = messages.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return SluiceBinary.Ending(
      exitCode: process.terminationReason == .exit ? process.terminationStatus : 128 + process.terminationStatus,
      output: String(decoding: told, as: UTF8.self), messages: String(decoding: warned, as: UTF8.self))
  }

  @Test(arguments: [("many.csv", 0), ("twice.csv", 1)] as [(String, Int32)])
  func `a report is the same from disk as from memory, and leaves nothing behind`(
    batch: String, exitCode: Int32
  ) throws {
    let whole = try validate(batch)
    let spilled = try validate(batch, "--memory", "1M", "--tmp-dir", "tmp")
    let inherited = try validate(batch, "--memory=1M", environment: ["TMPDIR": folder.path("tmp")])
    for ending in [whole, spilled, inherited] {
      #expect(ending.exitCode == exitCode, "\(ending.messages)")
      let results = try #require(try ending.json()["results"] as? NSArray)
      #expect(results == (try whole.json()["results"] as? NSArray))
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path("tmp")) == [])
  }

  @Test func `no room for the keys ends with 5, no verdict, and the ways out`() throws {
    let ending = try validateWithoutRoom("many.csv --memory 1M --tmp-dir tmp")
    #expect(ending.exitCode == 5)
    #expect(ending.messages.contains("to a temporary file in tmp: File too large; they outgrew --memory"))
    #expect(ending.messages.contains("--tmp-dir"))
    let report = try ending.json()
    #expect(report["verdict"] as? String == "error" && report["complete"] as? Bool == false)
    let error = try #require(report["error"] as? [String: Any])
    #expect(error["code"] as? String == "temporarySpace" && error["path"] as? String == "tmp")
    #expect(error["errno"] as? Int == Int(EFBIG) && error["retryable"] as? Bool == true)
    #expect((report["results"] as? [Any])?.isEmpty ?? true)
    // Room is only needed where memory does not do.
    #expect(try validateWithoutRoom("many.csv --tmp-dir tmp").exitCode == 0)
  }

  @Test func `a place that is not there ends with 5 where it came from the environment, with 2 from the flag`() throws {
    let gone = ["TMPDIR": "/nowhere"]
    let ending = try validate("many.csv", "--memory", "1M", environment: gone)
    #expect(ending.exitCode == 5)
    #expect(
      ending.messages
        == "error: cannot make a temporary file in /nowhere: No such file or directory; the keys outgrew --memory: "
        + "give more of it, or a --tmp-dir that can be written to\n")
    #expect(try validate("good.csv", "--memory", "1M", environment: gone).exitCode == 0)
    #expect(try validate("good.csv", "--tmp-dir", "/nowhere").exitCode == 2)
  }
}
