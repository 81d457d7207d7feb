import SluiceContract
import SluiceSQL
import Testing

@testable import SluiceEngine

/// Every example of every check, from contract to result: the documentation is true.
struct CheckExamplesTests {
  @Test(arguments: CheckDeclaration.all.map(\.id))
  func `the examples of a check count what they say`(id: String) throws {
    let declaration = try #require(CheckDeclaration.named(id))
    #expect(
      declaration.examples.map { $0.failing > 0 } == [false, true], "one that passes, one that does not")
    for example in declaration.examples {
      var options = RunOptions(threads: 1)
      options.queries = SQLiteQueries()
      let contract = try Batches.read(example.contract)
      options.baseline = try example.earlier.map { try Batches.baseline(contract, [Array($0.utf8)]) }
      let run = try Batches.validate(contract, [Array(example.csv.utf8)], options: options)
      let results = run.results.filter { $0.check == id }
      if example.failing == 0 {
        #expect(results.allSatisfy { $0.status == .pass }, "\(example.csv.debugDescription)")
        // A rename that did not happen is no result, nor is a waiver that holds.
        #expect(results.isEmpty == ["columnRenamed", "waiver"].contains(id))
        #expect(run.verdict == .pass)
        continue
      }
      let broken = results.filter { $0.status == .fail || $0.status == .warn }
      try #require(broken.count == 1, "\(example.csv.debugDescription)")
      #expect(run.verdict != .pass)
      #expect(broken[0].reason != nil)
      // An empty batch has nothing that could be counted.
      // Nor has a value that is held against a threshold.
      let kind = CheckKinds.kind(of: id)
      let isValue = kind is any AggregateCheck.Type || kind is any ChangeCheck.Type
      let counted = id == "emptyBatch" || isValue ? 1 : broken[0].failing ?? broken[0].observed.flatMap { Int($0) }
      #expect(counted == example.failing)
      for sample in broken[0].samples { #expect(sample.file.hasSuffix("part-0.csv")) }
    }
  }

  @Test
  func `a contract's rules all end in exactly one result, in its order`() throws {
    let contract = try Batches.contract(
      """
      properties:
        - {name: a, logicalType: integer, quality: [{type: text, description: be nice}, {type: sql, query: SELECT 1, mustBe: 1}]}
        - {name: b, logicalType: object, properties: [{name: c, logicalType: integer, unique: true, required: false}]}
      quality: [{type: custom, engine: soda, implementation: "checks: []"}]
      """)
    let object = try #require(contract.objects.first)
    let run = try Batches.validate(contract, [Array("a,b\n1,{}\n".utf8)])
    let rules = contract.rules(for: object)
    #expect(run.results.map(\.id) == rules.map(\.id))
    #expect(Set(run.results.map(\.id)).count == rules.count)
    let notRun = run.results.filter { $0.status == .notRun }
    #expect(notRun.map(\.check) == ["text", "sql", "unique", "custom"])
    #expect(notRun.allSatisfy { $0.reason?.isEmpty == false })
    #expect(run.verdict == .pass)
    #expect(run.isComplete)
  }
}
