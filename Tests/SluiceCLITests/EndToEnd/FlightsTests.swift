import Foundation
import Testing

/// The example of the README with the real binary: a month of flights that keeps its contract, and one that does not.
///
/// The numbers were counted with pandas (`examples/flights/expected.md`), not with Sluice.
@Suite struct EndToEndFlightsTests {
  private let folder: TemporaryFolder
  private static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  init() throws {
    folder = try TemporaryFolder()
    let example = Self.root.appendingPathComponent("examples/flights")
    let contract = try Data(contentsOf: example.appendingPathComponent("flights.odcs.yaml"))
    try contract.write(to: folder.url.appendingPathComponent("flights.odcs.yaml"))
    for month in ["2013-01", "2013-02"] {
      let gunzip = Process()
      gunzip.executableURL = URL(fileURLWithPath: "/usr/bin/gzip")
      gunzip.arguments = ["-dc", example.appendingPathComponent("flights-\(month).csv.gz").path]
      let pipe = Pipe()
      gunzip.standardOutput = pipe
      try gunzip.run()
      let data = pipe.fileHandleForReading.readDataToEndOfFile()
      gunzip.waitUntilExit()
      try data.write(to: folder.url.appendingPathComponent("flights-\(month).csv"))
    }
  }

  private func report(_ month: String) throws -> (code: Int32, results: [[String: Any]], json: [String: Any]) {
    let ending = try SluiceBinary.run(
      ["validate", "flights.odcs.yaml", "flights-\(month).csv", "--format", "json"], in: folder)
    let json = try ending.json()
    return (ending.exitCode, json["results"] as? [[String: Any]] ?? [], json)
  }

  @Test func `January keeps its contract, and only what no batch can show is not run`() throws {
    let (code, results, json) = try report("2013-01")
    #expect(code == 0)
    #expect((json["batch"] as? [String: Any])?["rows"] as? Int == 27_004)
    let statuses = Dictionary(grouping: results) { $0["status"] as? String ?? "" }.mapValues(\.count)
    #expect(statuses["fail"] == nil && statuses["warn"] == nil && statuses["error"] == nil)
    #expect(statuses["notRun"] == 1)
    let columns = json["columns"] as? [[String: Any]] ?? []
    let nulls = Dictionary(
      uniqueKeysWithValues: columns.map { ($0["name"] as? String ?? "", $0["nulls"] as? Int ?? -1) })
    let counted = [
      "dep_time": 521, "dep_delay": 521, "arr_time": 536, "arr_delay": 606, "air_time": 606, "tailnum": 155,
    ]
    for (name, count) in nulls { #expect(count == counted[name] ?? 0, "\(name)") }
  }

  @Test func `February breaks it in the ways and numbers that pandas counts`() throws {
    let (code, results, json) = try report("2013-02")
    #expect(code == 1)
    #expect((json["batch"] as? [String: Any])?["rows"] as? Int == 25_351)
    func counts(_ check: String, _ column: String?, _ id: String? = nil) -> [Int?] {
      let result = results.first {
        $0["check"] as? String == check && $0["column"] as? String == column
          && (id == nil || $0["id"] as? String == id) && $0["status"] as? String != "pass"
      }
      return [result?["failing"] as? Int, result?["population"] as? Int]
    }
    #expect(counts("type", "flight") == [2_251, 25_351])
    #expect(counts("range", "air_time") == [4_005, 23_994])
    #expect(counts("nullValues", "dep_delay") == [3_123, 25_351])
    #expect(counts("nullValues", "arr_time") == [3_148, 25_351])
    #expect(counts("nullValues", "arr_delay") == [1_357, 25_351])
    #expect(counts("primaryKey", nil) == [800, 23_100])
    #expect(counts("duplicateValues", nil, "one-row-per-flight") == [400, 23_100])
    let broken = results.filter { $0["status"] as? String == "fail" }
    #expect(
      Set(broken.compactMap { $0["check"] as? String })
        == ["columnRenamed", "type", "range", "nullValues", "primaryKey", "duplicateValues"])
    let rename = broken.first { $0["check"] as? String == "columnRenamed" }
    #expect((rename?["details"] as? [String: Any])?["newName"] as? String == "tail_number")
  }

  @Test func `samples are the first rows that break a rule, with line and value`() throws {
    let results = try report("2013-02").results
    let type = results.first { $0["check"] as? String == "type" && $0["status"] as? String == "fail" }
    let samples = type?["samples"] as? [[String: Any]] ?? []
    #expect(samples.compactMap { $0["row"] as? Int } == [12_629, 12_630, 12_646, 12_656, 12_657])
    #expect(samples.first?["line"] as? Int == 12_630)
    #expect(samples.first?["value"] as? String == "UA697")
  }

  @Test func `one thread and several write the same report`() throws {
    let reports = try ["1", "2", "5"].map { threads in
      let ending = try SluiceBinary.run(
        ["validate", "flights.odcs.yaml", "flights-2013-02.csv", "--format", "json", "--threads", threads],
        in: folder)
      return ending.output.split(separator: "\n").filter { line in
        !["\"runId\"", "\"startedAt\"", "\"asOf\"", "\"seconds\"", "\"bytesPerSecond\"", "\"threads\"", "\"timing\""]
          .contains { line.contains($0) }
      }
    }
    #expect(reports[0].count > 500)
    #expect(reports[0] == reports[1] && reports[1] == reports[2])
  }

  @Test func `the README shows what the command says`() throws {
    let ending = try SluiceBinary.run(
      ["validate", "flights.odcs.yaml", "flights-2013-02.csv", "--samples", "1"], in: folder)
    let lines = ending.output.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    let tail = lines.suffix(23).joined(separator: "\n")
    let readme = try String(contentsOf: Self.root.appendingPathComponent("README.md"), encoding: .utf8)
    #expect(readme.contains("| tail -n 23\n" + tail + "\n```"), "\(tail)")
  }
}
