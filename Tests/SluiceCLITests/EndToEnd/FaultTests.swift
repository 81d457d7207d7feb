import Foundation
import Testing

/// What is not the data's fault: each ends with the exit code that tells an orchestrator what to do.
@Suite struct EndToEndFaultTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try Orders.folder()
  }

  private func validate(_ words: String..., output: FileHandle? = nil) throws -> SluiceBinary.Ending {
    try SluiceBinary.run(["validate"] + words, in: folder, output: output)
  }

  private func error(_ report: [String: Any]) -> [String: Any] {
    report["error"] as? [String: Any] ?? [:]
  }

  @Test func `a wrong contract ends with 3 and shows every error with its line`() throws {
    let ending = try validate("wrong.odcs.yaml", "good.csv", "--format", "json")
    #expect(ending.exitCode == 3)
    #expect(ending.messages.contains("error[SL") && ending.messages.contains("--> wrong.odcs.yaml:10:"))
    #expect(ending.messages.hasSuffix("2 errors, 0 warnings in wrong.odcs.yaml\n"))
    let report = try ending.json()
    #expect(report["verdict"] as? String == "error" && report["exitCode"] as? Int == 3)
    #expect(error(report)["code"] as? String == "contractInvalid")
    #expect(error(report)["retryable"] as? Bool == false)
    #expect((report["diagnostics"] as? [Any])?.count == 2)
  }

  @Test func `a contract that is not there ends with 3 and the system's words`() throws {
    let ending = try validate("none.yaml", "good.csv", "--format", "json")
    #expect(ending.exitCode == 3)
    #expect(
      ending.messages == "error: cannot read the contract none.yaml: No such file or directory\n")
    #expect(error(try ending.json())["errno"] as? Int == 2)
  }

  @Test func `a batch that is not there ends with 4, worth a retry, without a verdict`() throws {
    let ending = try validate("orders.odcs.yaml", "none.csv", "--format", "json")
    #expect(ending.exitCode == 4)
    let report = try ending.json()
    #expect(report["verdict"] as? String == "error" && report["complete"] as? Bool == false)
    #expect(error(report)["path"] as? String == "none.csv")
    #expect(error(report)["retryable"] as? Bool == true)
    #expect((report["contract"] as? [String: Any])?["version"] as? String == "1.4.0")
    #expect(ending.messages.contains("none.csv"))
  }

  @Test func `a text report of a run without a verdict replaces the old one`() throws {
    try folder.write("PASS · 1 rule\n", "report.txt")
    #expect(try validate("orders.odcs.yaml", "none.csv", "--output", "report.txt").exitCode == 4)
    #expect(try folder.read("report.txt").hasPrefix("ERROR · no verdict: "))
  }

  @Test(arguments: ["/dev/full", ".", "no/such/folder/r.json"])
  func `a report that cannot be written makes a pass 5 and a fail 1`(place: String) throws {
    let pass = try validate("orders.odcs.yaml", "good.csv", "--report", "json=\(place)")
    #expect(pass.exitCode == 5)
    #expect(pass.messages.hasPrefix("error: cannot write \(place): "))
    #expect(pass.lastLine.hasPrefix("PASS · ") && pass.output.contains("incomplete: "))
    let fail = try validate("orders.odcs.yaml", "range.csv", "--report", "json=\(place)")
    #expect(fail.exitCode == 1)
    #expect(fail.lastLine.hasPrefix("FAIL · "))
  }

  @Test func `a report that was written before another one failed says so too`() throws {
    let ending = try validate(
      "orders.odcs.yaml", "good.csv", "--report", "json=r.json", "--report", "json=/dev/full")
    #expect(ending.exitCode == 5)
    let report = try folder.read("r.json")
    #expect(report.contains("\"complete\": false,\n  \"exitCode\": 5"))
    #expect(report.contains("\"code\": \"outputNotWritten\"") && report.contains("\"errno\": 28"))
    #expect(try folder.names().filter { $0.hasSuffix(".tmp") } == [])
  }

  @Test func `standard output that is full or gone makes a pass 5`() throws {
    let full = try #require(FileHandle(forWritingAtPath: "/dev/full"))
    #expect(try validate("orders.odcs.yaml", "good.csv", output: full).exitCode == 5)
    #expect(try validate("orders.odcs.yaml", "range.csv", output: full).exitCode == 1)
    let pipe = Pipe()
    try pipe.fileHandleForReading.close()
    #expect(try validate("orders.odcs.yaml", "good.csv", output: pipe.fileHandleForWriting).exitCode == 5)
  }

  @Test(arguments: ["good.csv", "orders.odcs.yaml", "./link.csv"])
  func `a report never takes the place of an input`(output: String) throws {
    try FileManager.default.createSymbolicLink(
      atPath: folder.path("link.csv"), withDestinationPath: "good.csv")
    let ending = try validate("orders.odcs.yaml", "good.csv", "--output", output)
    #expect(ending.exitCode == 2)
    #expect(ending.messages.hasPrefix("error: the report would overwrite an input: \(output)\n"))
    #expect(try folder.read("good.csv") == Orders.good)
    #expect(try folder.read("orders.odcs.yaml") == Orders.contract)
  }

  @Test func `a report never takes the place of a part of the batch`() throws {
    try FileManager.default.createDirectory(atPath: folder.path("parts"), withIntermediateDirectories: true)
    try folder.write(Orders.good, "parts/part-0.csv")
    let ending = try validate("orders.odcs.yaml", "parts", "--report", "json=parts/part-0.csv")
    #expect(ending.exitCode == 2)
    #expect(try folder.read("parts/part-0.csv") == Orders.good)
  }

  @Test(arguments: [SIGINT, SIGTERM, SIGHUP])
  func `a signal ends the run with its own code`(signal: Int32) throws {
    #expect(try SluiceBinary.interrupt(with: signal, in: folder) == 128 + signal)
  }

  @Test func `a crash ends the run with 70`() throws {
    #expect(try SluiceBinary.interrupt(with: SIGABRT, in: folder) == 70)
  }
}
