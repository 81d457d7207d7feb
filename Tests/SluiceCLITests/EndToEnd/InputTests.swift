import Foundation
import Testing

/// Batches as they arrive: compressed, through pipes, in other encodings, with the real binary.
@Suite struct EndToEndInputTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(Orders.contract, "orders.yaml")
    let rows = (0..<5000).map { "\($0),\($0 % 100)\n" }.joined()
    try folder.write("id,amount\n" + rows, "good.csv")
    try folder.write("id,amount\n" + rows + "7,1\n5000,101\n", "bad.csv")
    _ = try shell("gzip -k good.csv bad.csv")
  }

  /// Runs a line of bash in the folder; `$SLUICE` is the binary.
  private func shell(_ line: String) throws -> SluiceBinary.Ending {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    process.arguments = ["-c", line]
    process.currentDirectoryURL = URL(fileURLWithPath: folder.path("."))
    process.environment = ["SLUICE": SluiceBinary.path, "PATH": "/usr/bin:/bin", "TMPDIR": folder.path(".")]
    let (output, messages) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = messages
    try process.run()
    let told = output.fileHandleForReading.readDataToEndOfFile()
    let warned = messages.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return SluiceBinary.Ending(
      exitCode: process.terminationStatus, output: String(decoding: told, as: UTF8.self),
      messages: String(decoding: warned, as: UTF8.self))
  }

  /// A report without what differs: the name of the batch, its size, and the run itself.
  private static func stable(_ ending: SluiceBinary.Ending) throws -> String {
    var report = try ending.json()
    for key in ["runId", "startedAt", "asOf", "timing", "batch", "batches"] { report[key] = nil }
    let data = try JSONSerialization.data(withJSONObject: report, options: [.sortedKeys])
    return String(decoding: data, as: UTF8.self).replacing(/"file":"[^"]*"/, with: "FILE")
  }

  @Test(arguments: [("good.csv", 0), ("bad.csv", 1)])
  func `plain, compressed, piped and substituted batches have one report`(name: String, code: Int32) throws {
    let validate = "$SLUICE validate orders.yaml --format json"
    let plain = try shell("\(validate) \(name)")
    #expect(plain.exitCode == code)
    for line in [
      "\(validate) \(name).gz", "cat \(name) | \(validate) -", "cat \(name).gz | \(validate) -",
      "\(validate) - < \(name)",
      "\(validate) - < \(name).gz", "\(validate) <(cat \(name))", "cat \(name) | \(validate) /dev/stdin",
      "mkfifo pipe; cat \(name) > pipe & \(validate) pipe",
    ] {
      let ending = try shell(line)
      #expect(ending.exitCode == code, "\(line): \(ending.messages)")
      #expect(try Self.stable(ending) == Self.stable(plain), "\(line)")
    }
  }

  @Test func `a quarantine of standard input is that of the file`() throws {
    #expect(try shell("cat bad.csv.gz | $SLUICE validate orders.yaml - --quarantine piped -q").exitCode == 1)
    #expect(try shell("$SLUICE validate orders.yaml bad.csv --quarantine filed -q").exitCode == 1)
    let compared = try shell(
      "cmp piped/*/stdin.accepted.csv filed/*/bad.accepted.csv && cmp piped/*/stdin.rejected.csv filed/*/bad.rejected.csv"
    )
    #expect(compared.exitCode == 0, "\(compared.output)\(compared.messages)")
  }

  @Test func `standard input is read once`() throws {
    let ending = try shell("cat good.csv | $SLUICE validate orders.yaml - -")
    #expect(ending.exitCode == 2)
    #expect(ending.messages.contains("standard input (-) can be read once"))
    #expect(try shell("cat good.csv | $SLUICE inspect - -").exitCode == 2)
  }

  @Test func `inspect reads standard input`() throws {
    let ending = try shell("cat good.csv.gz | $SLUICE inspect - --format json")
    #expect(ending.exitCode == 0)
    #expect((try ending.json()["columns"] as? [[String: Any]])?.count == 2)
  }

  @Test func `broken compression is an unreadable input, with the byte`() throws {
    let ending = try shell("head -c 3000 good.csv.gz > cut.gz; $SLUICE validate orders.yaml cut.gz --format json")
    #expect(ending.exitCode == 4)
    #expect(ending.messages.contains("cut.gz (compressed byte 3000): the gzip data ends in the middle of a member"))
    let error = try ending.json()["error"] as? [String: Any]
    #expect(error?["code"] as? String == "inputCorrupt")
    #expect(try ending.json()["verdict"] as? String == "error")
  }

  @Test func `text in another encoding is read where it is stated`() throws {
    _ = try shell("iconv -f UTF-8 -t UTF-16 good.csv > wide.csv")
    let named = try shell("$SLUICE validate orders.yaml wide.csv")
    #expect(named.exitCode == 1)
    #expect(named.output.contains("say encoding: UTF-16LE, or --encoding UTF-16LE"))
    #expect(try shell("$SLUICE validate orders.yaml wide.csv --encoding UTF-16").exitCode == 0)
    #expect(
      try shell("gzip wide.csv; cat wide.csv.gz | $SLUICE validate orders.yaml - --encoding utf-16le").exitCode == 0)
    // Of columns nothing is known, so none of them is said to be missing.
    #expect(named.output.contains("no file could be read as CSV") && !named.output.contains("is not in the header"))
    let guess = try shell("$SLUICE inspect wide.csv.gz")
    #expect(guess.exitCode == 1 && guess.output.contains("looks like UTF-16LE; nothing was converted"))
    #expect(!guess.output.contains("delimiter"))
    _ = try shell("printf 'id,amount\\n1,caf\\351\\n' > latin.csv")
    let latin = try shell("$SLUICE inspect latin.csv --format json").json()["dialect"] as? [String: Any]
    let encoding = latin?["encoding"] as? [String: Any]
    #expect(encoding?["looksLike"] as? String == "ISO-8859-1")
    #expect(encoding?["flags"] as? String == "--encoding ISO-8859-1")
    #expect(try shell("$SLUICE inspect latin.csv --encoding ISO-8859-1").exitCode == 0)
    let unknown = try shell("$SLUICE validate orders.yaml good.csv --encoding klingon")
    #expect(unknown.exitCode == 2)
    #expect(unknown.messages.contains("encoding \"klingon\" is not known to this system"))
  }
}
