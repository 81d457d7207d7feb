import Foundation
import Testing

/// Rules of rows with the real binary: exit codes, reports of every form, quarantine, and errors with a caret.
@Suite struct EndToEndRowRuleTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(Self.contract("ends >= starts"), "trips.odcs.yaml")
    try folder.write(Self.batch, "trips.csv")
  }

  private static func contract(_ expression: String) -> String {
    """
    apiVersion: v3.2.0
    kind: DataContract
    id: trips
    version: 1.0.0
    status: active
    schema:
      - name: trips
        properties:
          - {name: id, logicalType: integer}
          - {name: starts, logicalType: timestamp}
          - {name: ends, logicalType: timestamp}
          - {name: state, logicalType: string}
          - {name: driver, logicalType: string, classification: pii}
        quality:
          - id: ends-after-start
            type: custom
            engine: sluice
            implementation:
              check: rowRule
              expr: \(expression)
              where: state <> 'open' and driver is not null

    """
  }

  private static let batch = """
    id,starts,ends,state,driver
    1,2024-01-01T10:00:00Z,2024-01-01T11:00:00Z,done,Ada
    2,2024-01-01T10:00:00Z,2024-01-01T09:00:00Z,done,Ada
    3,2024-01-01T10:00:00Z,2024-01-01T09:00:00Z,open,Ada
    4,2024-01-01T10:00:00Z,,done,Ada
    5,2024-01-01T10:00:00Z,2024-01-01T09:59:59.999999999Z,done,Ada
    6,2024-01-01T10:00:00Z,2024-01-01T09:00:00Z,done,

    """

  @Test func `a broken rule ends with 1, and the report says how all rows stand`() throws {
    let ending = try SluiceBinary.run(["validate", "trips.odcs.yaml", "trips.csv", "--format", "json"], in: folder)
    #expect(ending.exitCode == 1, "\(ending.messages)")
    let results = try ending.json()["results"] as? [[String: Any]] ?? []
    let result = try #require(results.first { $0["id"] as? String == "ends-after-start" })
    #expect(result["check"] as? String == "rowRule" && result["status"] as? String == "fail")
    #expect(result["failing"] as? Int == 2 && result["population"] as? Int == 3)
    #expect(result["expected"] as? String == "ends >= starts, where state <> 'open' and driver is not null")
    let details = try #require(result["details"] as? [String: Int])
    #expect(details == ["unknownRows": 1, "rowsNotCovered": 0, "rowsOutsideWhere": 2])
    let samples = try #require(result["samples"] as? [[String: Any]])
    #expect(samples.map { $0["row"] as? Int } == [2, 5])
    let values = try #require(samples.last?["values"] as? [String: String])
    #expect(values["ends"] == "2024-01-01T09:59:59.999999999Z")
  }

  @Test func `every report names the rule and its rows`() throws {
    for format in ["text", "junit", "github"] {
      let ending = try SluiceBinary.run(["validate", "trips.odcs.yaml", "trips.csv", "--format", format], in: folder)
      #expect(ending.output.contains("ends-after-start"), "\(ending.output)")
      #expect(ending.output.contains("2 of 3 rows"), "\(ending.output)")
      #expect(!ending.output.contains("Ada"))
    }
    let text = try SluiceBinary.run(["validate", "trips.odcs.yaml", "trips.csv"], in: folder).output
    #expect(text.contains("(starts = 2024-01-01T10:00:00Z, ends = 2024-01-01T09:00:00Z)"), "\(text)")
  }

  @Test func `rejected and accepted rows are the batch`() throws {
    let words = ["validate", "trips.odcs.yaml", "trips.csv", "--quarantine", "q", "--format", "json"]
    let report = try SluiceBinary.run(words, in: folder).json()
    let quarantine = try #require(report["quarantine"] as? [String: Any])
    #expect(quarantine["accepted"] as? Int == 4 && quarantine["rejected"] as? Int == 2)
    let reasons = try String(
      contentsOfFile: folder.path(try #require(quarantine["reasons"] as? String)), encoding: .utf8)
    let lines = reasons.split(separator: "\n")
    #expect(lines.count == 3)
    #expect(lines[1].hasSuffix(",starts;ends,rowRule,2024-01-01T10:00:00Z;2024-01-01T09:00:00Z"), "\(reasons)")
  }

  @Test func `now is --as-of`() throws {
    try folder.write(Self.contract("ends < now()"), "now.odcs.yaml")
    for (asOf, code) in [("2024-01-01T10:30:00Z", Int32(1)), ("2024-01-02T00:00:00Z", 0)] {
      let ending = try SluiceBinary.run(["validate", "now.odcs.yaml", "trips.csv", "--as-of", asOf], in: folder)
      #expect(ending.exitCode == code, "\(ending.output)")
    }
  }

  @Test func `a wrong expression ends with 3 and a caret under the word`() throws {
    try folder.write(Self.contract("ends >= start"), "wrong.odcs.yaml")
    let ending = try SluiceBinary.run(["validate", "wrong.odcs.yaml", "trips.csv"], in: folder)
    #expect(ending.exitCode == 3)
    #expect(
      ending.messages.contains(
        """
        error[SL0226]: the expression names the column "start", which "trips" does not have
          --> wrong.odcs.yaml:20:25
           |
        20 |           expr: ends >= start
           |                         ^^^^^
           = help: did you mean "starts"?
        """), "\(ending.messages)")
  }
}
