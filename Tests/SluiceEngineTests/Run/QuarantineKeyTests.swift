import SluiceContract
import Testing

@testable import SluiceEngine

/// Rows that share a key: none of them can be trusted, unless the first is wanted.
struct QuarantineKeyTests {
  private func reasons(_ sink: MemorySink) throws -> [String] {
    try ReasonFile(sink.reasons).lines.map { "\($0.row) \($0.column) \($0.checks) \($0.value)" }
  }

  @Test func `of a duplicated key every row is rejected, and nulls are none`() throws {
    let lines = "properties: [{name: id, logicalType: integer, unique: true}, {name: b}]"
    let run = try Batches.quarantine(lines, "id,b\n1,x\n2,x\n1,y\n,x\n,x\n3,x\n1.0,z\n")
    #expect(run.sink.text(run.sink.parts[0].rejected) == "id,b\n1,x\n1,y\n1.0,z\n")
    #expect(try reasons(run.sink) == ["1 id unique 1", "3 id unique 1", "7 id unique 1.0"])
  }

  @Test func `the first stays where it is wanted, wherever it was read`() throws {
    let contract = try Batches.contract("properties: [{name: id, unique: true}, {name: b}]")
    let folder = try TemporaryFolder()
    let paths = [
      try folder.write("b.csv", "id,b\nk,1\nm,2\n"), try folder.write("a.csv", "id,b\nk,3\nm,4\nk,5\nn,6\n"),
    ]
    for threads in [1, 2, 4] {
      let options = RunOptions(threads: threads, chunkBytes: 3)
      let run = try Batches.quarantine(contract, paths: paths, options: options, keepsFirst: true)
      #expect(run.sink.parts.map { run.sink.text($0.accepted) } == ["id,b\nk,1\nm,2\n", "id,b\nn,6\n"])
      #expect(run.summary.rejected == 3)
    }
  }

  @Test func `a key of several columns has a line of its own, masked part by part`() throws {
    let lines = """
      properties:
        - {name: a, logicalType: string, primaryKey: true, primaryKeyPosition: 1, logicalTypeOptions: {maxLength: 1}}
        - {name: b, primaryKey: true, primaryKeyPosition: 2, tags: [pii]}
        - {name: c, unique: true}
      """
    let run = try Batches.quarantine(lines, "a,b,c\nx,1,p\nx,1,q\nyy,2,p\nz,2,r\n")
    #expect(
      try reasons(run.sink) == [
        "1 c unique p", "1 a;b primaryKey x;•••", "2 a;b primaryKey x;•••", "3 a length yy", "3 c unique p",
      ])
    #expect(run.summary.rejected == 3)
  }

  @Test func `duplicates within a tolerance stay`() throws {
    let rule = { (most: Int) in
      "properties: [{name: a, quality: [{metric: duplicateValues, mustBeLessThan: \(most)}]}]"
    }
    #expect(try Batches.quarantine(rule(2), "a\nx\nx\ny\n").summary.rejected == 0)
    #expect(try Batches.quarantine(rule(1), "a\nx\nx\ny\n").summary.rejected == 2)
    #expect(try Batches.quarantine(rule(1), "a\nx\nx\ny\n", keepsFirst: true).summary.rejected == 1)
  }

  @Test func `duplicates may be accepted as few enough`() throws {
    let lines = "properties: [{name: id, unique: true}]"
    let run = try Batches.quarantine(lines, "id\na\na\nb\nc\n", percent: "50")
    #expect(run.summary.rejected == 2 && run.result.verdict == .warn)
    #expect(try Batches.quarantine(lines, "id\na\na\nb\nc\n", percent: "49").result.verdict == .fail)
  }
}
