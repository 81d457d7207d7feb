import Foundation
import Testing

/// The gate with the real binary: which batch ends with which exit code, and what the report says.
@Suite struct EndToEndVerdictTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try Orders.folder()
  }

  private func validate(_ words: String...) throws -> SluiceBinary.Ending {
    try SluiceBinary.run(["validate"] + words, in: folder)
  }

  @Test func `a batch that keeps its contract ends with 0`() throws {
    let ending = try validate("orders.odcs.yaml", "good.csv")
    #expect(ending.exitCode == 0)
    #expect(ending.lastLine.hasPrefix("PASS · "))
    #expect(ending.output.hasPrefix("orders.odcs.yaml 1.4.0 · orders · 1 file, 3 rows, "))
    #expect(ending.messages.isEmpty)
  }

  @Test func `a batch that breaks it ends with 1 and names rule, row, line, column and value`() throws {
    let ending = try validate("orders.odcs.yaml", "range.csv", "--format", "json")
    #expect(ending.exitCode == 1)
    let report = try ending.json()
    #expect(report["verdict"] as? String == "fail" && report["exitCode"] as? Int == 1)
    #expect(report["complete"] as? Bool == true && report["error"] is NSNull)
    let failed = (report["results"] as? [[String: Any]] ?? []).filter { $0["status"] as? String == "fail" }
    #expect(failed.count == 1)
    let result = try #require(failed.first)
    #expect(result["id"] as? String == "orders.amount.range")
    #expect(result["failing"] as? Int == 1 && result["population"] as? Int == 3)
    let sample = try #require((result["samples"] as? [[String: Any]])?.first)
    #expect(sample["file"] as? String == "range.csv")
    #expect(sample["row"] as? Int == 2 && sample["line"] as? Int == 3 && sample["byteOffset"] as? Int == 16)
    #expect(sample["column"] as? String == "amount" && sample["value"] as? String == "-3.5")
  }

  @Test func `of a cell too long to be looked at, samples have the beginning and how long it is`() throws {
    let long = String(repeating: "x", count: 4_095) + "\u{E9}" + String(repeating: "y", count: 4_000)
    try folder.write("id,amount\n1,\(long)\n2,\(long.prefix(4_095))\n", "long.csv")
    let samples = try #require(
      (try validate("orders.odcs.yaml", "long.csv", "--format", "json").json()["results"] as? [[String: Any]])?
        .first { $0["id"] as? String == "orders.amount.type" }?["samples"] as? [[String: Any]])
    // Cut between characters.
    #expect(samples.first?["value"] as? String == String(repeating: "x", count: 4_095))
    #expect(samples.first?["valueBytes"] as? Int == 8_097)
    #expect((samples.last?["value"] as? String)?.count == 4_095 && samples.last?["valueBytes"] == nil)
    let text = try validate("orders.odcs.yaml", "long.csv").output
    #expect(text.contains("x… (8,097 bytes)") && text.contains("x… (4,095 characters)"))
  }

  @Test func `the text report says the same at its end`() throws {
    let ending = try validate("orders.odcs.yaml", "range.csv")
    #expect(ending.exitCode == 1)
    #expect(ending.lastLine.hasPrefix("FAIL · "))
    #expect(ending.output.contains("row 2  line 3  range.csv  amount = -3.5"))
    #expect(ending.output.contains("1 of 3 rows (33.3 %) outside"))
  }

  @Test func `a structural fault ends with 1 although every rule passes`() throws {
    let ending = try validate("orders.odcs.yaml", "ragged.csv", "--format", "json")
    #expect(ending.exitCode == 1)
    let finding = try #require((try ending.json()["structure"] as? [[String: Any]])?.first)
    #expect(finding["kind"] as? String == "fieldCount" && finding["line"] as? Int == 3)
    #expect(finding["row"] as? Int == 2 && finding["byteOffset"] as? Int == 16)
  }

  @Test(arguments: [("error", Int32(0)), ("warning", 1), ("never", 0)])
  func `a warning ends as fail-on says`(level: String, exitCode: Int32) throws {
    let ending = try validate("orders.odcs.yaml", "extra.csv", "--fail-on", level)
    #expect(ending.exitCode == exitCode)
    #expect(ending.lastLine.hasPrefix("WARN · "))
  }

  @Test func `with fail-on never the verdict stands and the exit code does not halt`() throws {
    let ending = try validate("orders.odcs.yaml", "range.csv", "--fail-on", "never")
    #expect(ending.exitCode == 0)
    #expect(ending.lastLine.hasPrefix("FAIL · "))
  }

  @Test func `several files make one batch`() throws {
    let ending = try validate("orders.odcs.yaml", "good.csv", "range.csv", "--format", "json")
    #expect(ending.exitCode == 1)
    let batch = try ending.json()["batch"] as? [String: Any]
    #expect(batch?["rows"] as? Int == 6)
    let files = batch?["files"] as? [[String: Any]] ?? []
    #expect(files.compactMap { $0["path"] as? String } == ["good.csv", "range.csv"])
  }

  @Test func `flags say how the batch is written`() throws {
    try folder.write("1;3,5\n".replacingOccurrences(of: ",", with: "."), "bare.csv")
    #expect(try validate("orders.odcs.yaml", "bare.csv", "--delimiter", ";", "--no-header").exitCode == 0)
    #expect(try validate("orders.odcs.yaml", "bare.csv").exitCode == 1)
    try folder.write("id\tamount\n1\t2\n", "tabs.csv")
    #expect(try validate("orders.odcs.yaml", "tabs.csv", "--delimiter", #"\t"#).exitCode == 0)
    try folder.write("id,amount\n1,NA\n", "na.csv")
    let nulls = try validate("orders.odcs.yaml", "na.csv", "--null", "NA", "--format", "json")
    #expect(nulls.output.contains("orders.amount.required"))
    #expect(nulls.exitCode == 1)
  }

  @Test func `the number of threads, the locale and the time zone change nothing`() throws {
    let words = ["validate", "orders.odcs.yaml", "range.csv", "extra.csv", "--format", "json", "--threads"]
    let one = try SluiceBinary.run(words + ["1"], in: folder)
    let many = try SluiceBinary.run(
      words + ["7"], in: folder, environment: ["LC_ALL": "de_DE.UTF-8", "TZ": "Asia/Kathmandu"])
    #expect(one.exitCode == many.exitCode)
    #expect(stable(one.output) == stable(many.output))
    #expect(!stable(one.output).isEmpty)
  }

  /// The report without what is allowed to differ between two runs.
  private func stable(_ report: String) -> [Substring] {
    report.split(separator: "\n").filter { line in
      !["\"runId\"", "\"startedAt\"", "\"asOf\"", "\"timing\""].contains { line.contains($0) }
    }
  }
}
