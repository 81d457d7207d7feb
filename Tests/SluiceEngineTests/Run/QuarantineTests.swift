import SluiceContract
import Testing

@testable import SluiceEngine

/// Which rows are rejected, which are not, and what is said of them.
struct QuarantineTests {
  static let properties = """
    properties:
      - {name: id, logicalType: integer, required: true}
      - {name: name, logicalType: string, logicalTypeOptions: {maxLength: 5, pattern: "^[a-z]*$"}}
      - {name: card, logicalType: string, classification: pii, logicalTypeOptions: {maxLength: 2}}
    """

  /// Without the part, which is a path of its own in every run.
  private func reasons(_ sink: MemorySink) throws -> [String] {
    try ReasonFile(sink.reasons).lines.map {
      "\($0.row) \($0.line) \($0.byte) \($0.column) \($0.checks) \($0.value)"
    }
  }

  @Test
  func `rows that break a blocking rule are rejected, each column with its checks and its value`() throws {
    let run = try Batches.quarantine(
      Self.properties, "id,name,card\n1,ann,7\nx,bob,8\n,TOMASZ,9\n4,\"a\"\"\nb\",1234\n5,eve,\n")
    #expect(run.sink.text(run.sink.parts[0].accepted) == "id,name,card\n1,ann,7\n5,eve,\n")
    #expect(
      run.sink.text(run.sink.parts[0].rejected) == "id,name,card\nx,bob,8\n,TOMASZ,9\n4,\"a\"\"\nb\",1234\n")
    #expect(
      try reasons(run.sink) == [
        "2 3 21 id type x", "3 4 29 id required ", "3 4 29 name length;pattern TOMASZ", "4 5 39 name pattern a\"\nb",
        "4 5 39 card length •••",
      ])
    #expect(run.summary.accepted == 2 && run.summary.rejected == 3)
    #expect(run.summary.path == "q" && run.summary.parts[0].rejected == 3)
    #expect(run.result.verdict == .fail)
  }

  @Test
  func `a row goes for what is inside its cells, once, with the whole cell as its value`() throws {
    let lines = """
      properties:
        - name: items
          logicalType: array
          items: {name: item, logicalType: integer, logicalTypeOptions: {maximum: 9}}
        - {name: id}
      """
    let run = try Batches.quarantine(lines, "items,id\n[1],a\n\"[10,11]\",b\n[x],c\n,d\n\"[1,\"\"y\"\"]\",e\n")
    #expect(run.sink.text(run.sink.parts[0].accepted) == "items,id\n[1],a\n,d\n")
    #expect(
      try reasons(run.sink) == ["2 3 15 items range [10,11]", "3 4 27 items type [x]", "5 6 36 items type [1,\"y\"]"])
  }

  @Test
  func `a batch of which no row is rejected is not copied`() throws {
    let run = try Batches.quarantine(Self.properties, "id,name,card\n1,ann,7\n")
    #expect(run.sink.parts.isEmpty && !run.sink.isFinished)
    #expect(run.summary.path == nil && run.summary.accepted == 1 && run.summary.rejected == 0)
    #expect(run.summary.parts[0].acceptedPath?.hasSuffix("/batch.csv") == true)
    #expect(run.result.verdict == .pass)
  }

  @Test
  func `a rule that only warns, and a failure that is waived, reject nothing`() throws {
    let lines = """
      properties:
        - {name: a, quality: [{metric: invalidValues, mustBe: 0, severity: warning, arguments: {validValues: [x]}}]}
      """
    #expect(try Batches.quarantine(lines, "a\ny\n").summary.rejected == 0)
    let head = "apiVersion: v3.2.0\nkind: DataContract\nid: shop\nversion: 1.0.0\nstatus: active\n"
    let waived = try Batches.read(
      head + "customProperties: [{property: sluiceWaivers, value: [{rule: required, until: 2999-01-01}]}]\n"
        + "schema: [{name: orders, properties: [{name: a, required: true}, {name: b, required: true}]}]\n")
    let folder = try TemporaryFolder()
    let run = try Batches.quarantine(waived, paths: [try folder.write("a.csv", "a,b\n1,\n,2\n")])
    #expect(run.summary.rejected == 0 && run.result.verdict == .warn)
  }

  @Test
  func `rows within a tolerance stay, beyond it all that the rule counts go`() throws {
    let lines = """
      properties:
        - {name: a, quality: [{metric: nullValues, mustBeLessThan: 40, unit: percent}]}
        - {name: b}
      """
    #expect(try Batches.quarantine(lines, "a,b\n1,\n,2\n3,\n").summary.rejected == 0)
    #expect(try Batches.quarantine(lines, "a,b\n1,\n,2\n,3\n").summary.rejected == 2)
  }

  @Test
  func `a rule that counts too little rejects nothing, and still fails`() throws {
    let lines = "properties: [{name: a, quality: [{metric: nullValues, mustBeGreaterThan: 1}]}, {name: b}]"
    let run = try Batches.quarantine(lines, "a,b\n1,\n,2\n", percent: "100")
    #expect(run.summary.rejected == 0)
    #expect(run.result.verdict == .fail)
  }

  @Test
  func `records that cannot be read are rejected, with all that is wrong with them`() throws {
    let run = try Batches.quarantine(
      Self.properties, "id,name,card\n1\n2,ann,7\n3,a\u{0}b,\n\n4,\"b\"c,\n5,eve,\n\n\n")
    #expect(
      try reasons(run.sink) == [
        "1 2 13  fieldCount ", "3 4 23  nulByte ", "3 4 23 name pattern a\u{0}b", "4 5 30  blankLine ",
        "5 6 31  textAfterQuote ",
      ])
    #expect(run.sink.text(run.sink.parts[0].accepted) == "id,name,card\n2,ann,7\n5,eve,\n\n\n")
    #expect(run.result.rows == 8 && run.summary.accepted == 4)
  }

  @Test
  func `a policy lets odd records pass, but none that could not be read`() throws {
    let policy = "{bareQuote: warn, fieldCount: warn, blankLine: warn}"
    let run = try Batches.quarantine(
      "customProperties: [{property: sluiceStructure, value: \(policy)}]\nproperties: [{name: a}, {name: b}]",
      "a,b\n1,x\"y\n\n2\n3,\n\n")
    #expect(run.sink.text(run.sink.parts[0].rejected) == "a,b\n2\n")
    #expect(run.result.verdict == .warn)
  }

  @Test
  func `a part that is no CSV is rejected as it is, and the others are divided`() throws {
    let folder = try TemporaryFolder()
    let contract = try Batches.contract("properties: [{name: a, required: true}, {name: b}]")
    let zip = Array("PK\u{3}\u{4}a,b\n1,2\n".utf8)
    let paths = [
      try folder.write("a.csv", "\u{FEFF}a,b\r\n1,2\r\n,3"), try folder.write("b.csv", zip),
      try folder.write("c.csv", "a,b\n"),
    ]
    let run = try Batches.quarantine(contract, paths: paths)
    #expect(run.sink.text(run.sink.parts[0].accepted) == "\u{FEFF}a,b\r\n1,2\r\n")
    #expect(run.sink.text(run.sink.parts[0].rejected) == "\u{FEFF}a,b\r\n,3")
    #expect(run.sink.parts[1].accepted.isEmpty && run.sink.parts[1].rejected == zip)
    #expect(run.sink.parts[2].accepted == run.sink.parts[2].rejected)
    let lines = try ReasonFile(run.sink.reasons).lines
    #expect(lines.map(\.part) == [paths[0], paths[1]])
    #expect(lines.map(\.row) == [2, 0] && lines.map(\.checks) == ["required", "notCSV"])
  }

  @Test(arguments: [("33.33", false), ("33.4", true), ("100", true), ("0", false)])
  func `rows that may be rejected turn their rules into warnings, by an exact share`(
    percent: String, isAccepted: Bool
  ) throws {
    let run = try Batches.quarantine(
      "properties: [{name: a, required: true}, {name: b}]", "a,b\n1,\n,2\n3,4\n", percent: percent)
    #expect(run.summary.rejected == 1 && run.summary.isWithinPercent == isAccepted)
    #expect(run.result.verdict == (isAccepted ? .warn : .fail))
    let rule = try run.result.result("required", "a")
    #expect(rule.status == (isAccepted ? .warn : .fail) && rule.failing == 1)
  }

  @Test
  func `broken records may be accepted too, a broken header may not`() throws {
    let lines = "properties: [{name: a}, {name: b}]"
    let records = try Batches.quarantine(lines, "a,b\n1\n2,3\n", percent: "50")
    #expect(records.result.verdict == .warn)
    #expect(records.result.structure.map(\.severity) == [.warning])
    let header = try Batches.quarantine(lines, "a,b,b\n1,2,3\n2,3\n", percent: "50")
    #expect(header.result.verdict == .fail)
    let count = try Batches.quarantine(
      lines + "\nquality: [{metric: rowCount, mustBeGreaterThan: 5}]", "a,b\n1\n2,3\n", percent: "50")
    #expect(count.result.verdict == .fail)
  }

  @Test(arguments: [0, 1, 3])
  func `a sink that fails changes no count and no verdict, and leaves nothing`(writes: Int) throws {
    let sink = MemorySink(failingAfter: writes)
    let run = try Batches.quarantine(Self.properties, "id,name,card\n1,ann,7\nx,bob,8\n", percent: "50", sink: sink)
    #expect(sink.isAbandoned && !sink.isFinished)
    #expect(run.summary.failure?.errno == 28 && run.summary.path == nil)
    #expect(run.summary.rejected == 1 && run.summary.parts[0].acceptedPath == nil)
    #expect(run.result.verdict == .warn && !run.result.isComplete)
  }
}
