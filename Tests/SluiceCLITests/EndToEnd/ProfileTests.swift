import Foundation
import Testing

/// `sluice profile`, and rules about change with the real binary: exit codes, reports of every form, files.
@Suite struct EndToEndProfileTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(Self.contract(), "orders.odcs.yaml")
    try folder.write(Self.head + Self.rows.joined(), "then.csv")
    try folder.write(Self.head + Self.rows.joined() + "7,,7.5,Ada\n8,moon,8.5,Ada\n", "now.csv")
  }

  static let head = "id,state,price,buyer\n"
  static let rows = [
    "1,new,1.5,Ada\n", "2,paid,2.5,Bob\n", "3,paid,3.5,Ada\n", "4,sent,4.5,Eve\n", "5,sent,5.5,Ada\n",
    "6,new,6.5,Eve\n",
  ]

  static func contract(price: String = "number") -> String {
    """
    apiVersion: v3.2.0
    kind: DataContract
    id: shop
    version: 1.0.0
    status: active
    schema:
      - name: orders
        properties:
          - {name: id, logicalType: integer}
          - name: state
            logicalType: string
            quality:
              - {id: no-new-states, type: custom, engine: sluice, implementation: {check: newCategories}}
              - {type: custom, engine: sluice, implementation: {check: missingCategories}}
              - {type: custom, engine: sluice, implementation: {check: nullRateDelta, mustBeLessThan: 20, unit: percent}}
          - name: price
            logicalType: \(price)
            quality:
              - {type: custom, engine: sluice, implementation: {check: meanShift, mustBeBetween: [-1, 1]}}
          - {name: buyer, logicalType: string, classification: pii}
        quality:
          - {type: custom, engine: sluice, implementation: {check: rowCountDelta, mustBeBetween: [-20, 50], unit: percent, against: previous}}
          - {type: custom, engine: sluice, implementation: {check: columnCount, mustBe: 4}}
          - {type: custom, engine: sluice, implementation: {check: fileCount, mustBe: 1}}
          - {type: custom, engine: sluice, implementation: {check: byteCount, mustBeGreaterThan: 100}}

    """
  }

  private static let changes = ["newCategories", "missingCategories", "nullRateDelta", "meanShift", "rowCountDelta"]

  private func sluice(_ words: String...) throws -> SluiceBinary.Ending {
    try SluiceBinary.run(words, in: folder)
  }

  private func makeProfile(_ more: String...) throws {
    let words = ["profile", "--contract", "orders.odcs.yaml", "then.csv", "-o", "then.json"]
    let ending = try SluiceBinary.run(words + more, in: folder)
    #expect(ending.exitCode == 0 && ending.output.isEmpty && ending.messages.isEmpty, "\(ending.messages)")
  }

  /// The statuses of checks, as `validate` reports them with further words.
  private func statuses(_ words: String..., code: Int32) throws -> [String: String] {
    let ending = try SluiceBinary.run(
      ["validate", "orders.odcs.yaml"] + words + ["--format", "json"], in: folder)
    #expect(ending.exitCode == code, "\(ending.messages)")
    let results = try ending.json()["results"] as? [[String: Any]] ?? []
    return Dictionary(
      results.map { ($0["check"] as? String ?? "", $0["status"] as? String ?? "") }, uniquingKeysWith: { $1 })
  }

  @Test func `a batch like the one before passes, and one that is not halts`() throws {
    try makeProfile()
    let same = try statuses("then.csv", "--baseline", "then.json", code: 0)
    for check in Self.changes + ["columnCount", "fileCount", "byteCount"] { #expect(same[check] == "pass", "\(check)") }
    let other = try statuses("now.csv", "--baseline", "then.json", code: 1)
    #expect(other["newCategories"] == "fail" && other["missingCategories"] == "pass")
    #expect(other["nullRateDelta"] == "pass" && other["rowCountDelta"] == "pass" && other["meanShift"] == "pass")
  }

  @Test func `without a baseline rules about change are not run, which --require-all does not take`() throws {
    let results = try statuses("then.csv", code: 0)
    for check in Self.changes { #expect(results[check] == "notRun") }
    #expect(results["fileCount"] == "pass")
    _ = try statuses("then.csv", "--require-all", code: 5)
    try makeProfile()
    _ = try statuses("then.csv", "--require-all", "--baseline", "then.json", code: 0)
  }

  @Test func `an earlier report is a baseline of rows, nulls and means`() throws {
    #expect(try sluice("validate", "orders.odcs.yaml", "then.csv", "--format", "json", "-o", "r.json").exitCode == 0)
    let results = try statuses("now.csv", "--baseline", "r.json", code: 0)
    #expect(results["rowCountDelta"] == "pass" && results["nullRateDelta"] == "pass")
    #expect(results["newCategories"] == "notRun" && results["meanShift"] == "notRun")
  }

  @Test func `a column of another type is incomplete, never a pass`() throws {
    try folder.write(Self.contract(price: "integer"), "other.odcs.yaml")
    #expect(try sluice("profile", "--contract", "other.odcs.yaml", "then.csv", "-o", "then.json").exitCode == 0)
    let results = try statuses("then.csv", "--baseline", "then.json", code: 5)
    #expect(results["meanShift"] == "error" && results["newCategories"] == "pass")
  }

  @Test func `every report says what has changed`() throws {
    try makeProfile()
    for format in ["text", "junit", "github"] {
      let ending = try sluice(
        "validate", "orders.odcs.yaml", "now.csv", "--baseline", "then.json", "--format", format)
      #expect(ending.exitCode == 1)
      #expect(ending.output.contains("no-new-states"), "\(ending.output)")
      #expect(ending.output.contains("newCategories is 1, expected 0"), "\(ending.output)")
      #expect(ending.output.contains("moon"), "\(ending.output)")
    }
    let verbose = try sluice("validate", "orders.odcs.yaml", "now.csv", "--baseline", "then.json", "-v").output
    #expect(verbose.contains("33.333333333333336 %, must be between -20 and 50 %"), "\(verbose)")
    #expect(verbose.contains("columnCount        4, must be 4\n"), "\(verbose)")
  }

  @Test func `the same rows are the same bytes, whatever files and threads`() throws {
    try makeProfile("--threads", "1")
    let whole = try folder.read("then.json")
    #expect(!whole.contains("Ada") && !whole.contains("Eve"))
    try makeProfile("--threads", "5", "--memory", "1M")
    #expect(try folder.read("then.json") == whole)
    try folder.write(Self.head + Self.rows[..<1].joined(), "part-0.csv")
    try folder.write(Self.head, "part-1.csv")
    try folder.write("state,id,buyer,price\nnew,6,Eve,6.5\n", "part-2.csv")
    try folder.write(Self.head + Self.rows[1..<5].joined(), "part-3.csv")
    let split = try sluice("profile", "--contract", "orders.odcs.yaml", "part-*.csv")
    #expect(split.exitCode == 0 && split.output == whole)
    let piped = try SluiceBinary.run(["profile", "--contract", "orders.odcs.yaml", "-"], in: folder)
    #expect(piped.exitCode == 1 && piped.output.isEmpty, "an empty file has no header: \(piped.messages)")
  }

  @Test func `without a contract types are told from the cells, and the profile is one of any object`() throws {
    #expect(try sluice("profile", "then.csv", "-o", "then.json").exitCode == 0)
    let document = try #require(
      try JSONSerialization.jsonObject(with: Data(try folder.read("then.json").utf8)) as? [String: Any])
    #expect(document["profileVersion"] as? Int == 1)
    let object = try #require((document["objects"] as? [[String: Any]])?.first)
    #expect(object["name"] is NSNull && object["rows"] as? Int == 6)
    let columns = object["columns"] as? [[String: Any]] ?? []
    #expect(columns.map { $0["type"] as? String } == ["integer", "string", "number", "string"])
    #expect(columns[1]["values"] as? [String] == ["new", "paid", "sent"])
    #expect(columns[1]["counts"] as? [Int] == [2, 2, 2])
    #expect(columns[2]["deciles"] as? [Double] == [2, 2.5, 3, 3.5, 4, 4.5, 5, 5.5, 6])
    let results = try statuses("now.csv", "--baseline", "then.json", code: 1)
    #expect(results["newCategories"] == "fail" && results["meanShift"] == "pass")
  }

  @Test func `a broken batch has no profile, and the old one stays`() throws {
    try makeProfile()
    let before = try folder.read("then.json")
    try folder.write(Self.head + "1,new\n", "broken.csv")
    let ending = try sluice("profile", "--contract", "orders.odcs.yaml", "broken.csv", "-o", "then.json")
    #expect(ending.exitCode == 1 && ending.output.isEmpty)
    #expect(ending.messages.contains("fieldCount") && ending.messages.contains("broken.csv"), "\(ending.messages)")
    #expect(try folder.read("then.json") == before)
  }

  @Test(
    arguments: [
      (
        "{\"profileVersion\": 99, \"objects\": []}", Int32(2),
        "is a profile of version 99, this sluice reads version 1"
      ),
      ("{\"profileVersion\": 1, \"objects\": [{}]}", 2, "is damaged: \"rows\" is missing"),
      ("id,state\n1,new\n", 2, "--baseline takes a profile, or a report"),
    ])
  func `what is no profile is refused`(text: String, code: Int32, message: String) throws {
    try folder.write(text, "b.json")
    let ending = try sluice("validate", "orders.odcs.yaml", "then.csv", "--baseline", "b.json")
    #expect(ending.exitCode == code && ending.messages.contains(message), "\(ending.messages)")
  }

  @Test func `a baseline that is not there is an input that cannot be read`() throws {
    let ending = try sluice("validate", "orders.odcs.yaml", "then.csv", "--baseline", "none.json")
    #expect(ending.exitCode == 4)
    #expect(ending.messages.contains("cannot read the baseline none.json: No such file"), "\(ending.messages)")
    try makeProfile()
    let overwriting = try sluice(
      "validate", "orders.odcs.yaml", "then.csv", "--baseline", "then.json", "-o", "then.json")
    #expect(overwriting.exitCode == 2, "\(overwriting.messages)")
  }

  @Test func `several objects have one profile, and each its own part of it`() throws {
    let second = Self.contract().replacing("- name: orders", with: "- name: returns")
    let start = try #require(second.range(of: "  - name: returns"))
    try folder.write(Self.contract() + second[start.lowerBound...], "orders.odcs.yaml")
    let made = try sluice(
      "profile", "--contract", "orders.odcs.yaml", "--batch", "orders=then.csv", "--batch", "returns=now.csv", "-o",
      "both.json")
    #expect(made.exitCode == 0, "\(made.messages)")
    let words = ["validate", "orders.odcs.yaml", "--batch", "orders=then.csv", "--batch", "returns=now.csv"]
    let ending = try SluiceBinary.run(words + ["--baseline", "both.json", "--require-all"], in: folder)
    #expect(ending.exitCode == 0, "\(ending.output)\(ending.messages)")
    #expect(try sluice("profile", "then.csv", "-o", "nameless.json").exitCode == 0)
    let refused = try SluiceBinary.run(words + ["--baseline", "nameless.json"], in: folder)
    #expect(refused.exitCode == 2 && refused.messages.contains("does not say of which object"), "\(refused.messages)")
  }

  @Test(
    arguments: [
      (["profile"], "a batch is needed"),
      (["profile", "then.csv", "--schema", "orders"], "give it with --contract FILE"),
      (["profile", "then.csv", "-o", "then.csv"], "would overwrite an input"),
      (["profile", "then.csv", "--quote", "ab"], "quote"),
    ])
  func `words that make no sense end with 2`(words: [String], message: String) throws {
    let ending = try SluiceBinary.run(words, in: folder)
    #expect(ending.exitCode == 2 && ending.messages.contains(message), "\(ending.messages)")
  }
}
