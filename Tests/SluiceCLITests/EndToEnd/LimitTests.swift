import Foundation
import Testing

/// What a shell can take away from a run: files that may grow, open descriptors, standard streams, its own life.
///
/// The faults that need root or strace are made by `Scripts/faults.py`; docs/faults.md lists all of them.
@Suite struct EndToEndLimitTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try Orders.folder()
    try folder.write(Self.yesterday, "report.json")
  }

  static let yesterday = "the report of yesterday\n"

  /// Runs `sluice validate` on the batch in a shell: `before` in front of it, `behind` it redirections.
  func shell(_ batch: String, before: String = "", behind: String = "") throws -> Int32 {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = [
      "-c", "\(before) exec \"$0\" validate orders.odcs.yaml \(batch) --report json=report.json \(behind)",
      SluiceBinary.path,
    ]
    process.currentDirectoryURL = folder.url
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return process.terminationReason == .exit ? process.terminationStatus : 128 + process.terminationStatus
  }

  func verdict() throws -> String? {
    let report = try JSONSerialization.jsonObject(with: Data(folder.read("report.json").utf8)) as? [String: Any]
    return report?["verdict"] as? String
  }

  func noTemporaries() throws -> Bool { try !folder.names().contains { $0.hasPrefix(".") || $0.hasSuffix(".tmp") } }

  @Test(arguments: [("good.csv", 5), ("range.csv", 1)])
  func `a report beyond the limit on file sizes keeps yesterday's, and is no pass`(
    batch: String, code: Int32
  ) throws {
    #expect(try shell(batch, before: "ulimit -f 1;") == code)
    #expect(try folder.read("report.json") == Self.yesterday)
    #expect(try noTemporaries())
  }

  @Test(arguments: ["<&-", ">&-", "2>&-", ">&- 2>&-", "<&- >&- 2>&-"])
  func `closed standard streams are nobody's files`(closing: String) throws {
    let batch = try folder.read("good.csv")
    // The text report was not asked for; with --quiet nothing is due on the streams.
    #expect(try shell("good.csv", behind: "--quiet \(closing)") == 0)
    #expect(try verdict() == "pass")
    #expect(try shell("range.csv", behind: "--quiet \(closing)") == 1)
    #expect(try verdict() == "fail")
    #expect(try folder.read("good.csv") == batch)
  }

  @Test func `with few descriptors a run works or says why, and never lies`() throws {
    for count in 3...14 {
      try folder.write(Self.yesterday, "report.json")
      let good = try shell("good.csv", before: "ulimit -n \(count);")
      // 127: the loader had too few to start the program at all; 3: the contract could not be opened.
      #expect([0, 3, 4, 5, 127].contains(good), "\(count) descriptors")
      #expect(try good != 0 || verdict() == "pass", "\(count) descriptors")
      let bad = try shell("range.csv", before: "ulimit -n \(count);")
      #expect([1, 3, 4, 127].contains(bad), "\(count) descriptors")
      #expect(try noTemporaries(), "\(count) descriptors")
    }
  }

  /// Starts a run and does not wait for it.
  func start(_ batch: String) throws -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: SluiceBinary.path)
    process.arguments = ["validate", "orders.odcs.yaml", batch, "--report", "json=report.json"]
    process.currentDirectoryURL = folder.url
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    return process
  }

  @Test func `runs beside each other leave the whole report of one of them`() throws {
    let runs = try (0..<6).map { try start($0 % 2 == 0 ? "good.csv" : "range.csv") }
    for run in runs { run.waitUntilExit() }
    #expect(runs.map(\.terminationStatus) == [0, 1, 0, 1, 0, 1])
    #expect(["pass", "fail"].contains(try verdict()))
    #expect(try noTemporaries())
  }

  @Test func `a killed run leaves yesterday's report or a whole one`() throws {
    try folder.write("id,amount\n" + (0..<60_000).map { "\($0),1\n" }.joined(), "many.csv")
    for step in 0..<20 {
      try folder.write(Self.yesterday, "report.json")
      let run = try start("many.csv")
      usleep(UInt32(step) * 1_000)
      kill(run.processIdentifier, SIGKILL)
      run.waitUntilExit()
      let isYesterdays = try folder.read("report.json") == Self.yesterday
      #expect(try isYesterdays || verdict() == "pass", "killed after \(step) ms")
    }
  }
}
