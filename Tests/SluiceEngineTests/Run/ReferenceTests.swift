import SluiceContract
import Testing

@testable import SluiceEngine

/// Values that must exist elsewhere: in another batch, in the same one, in a file that is a list.
struct ReferenceTests {
  private static let shop = """
    apiVersion: v3.2.0
    kind: DataContract
    id: shop
    version: 1.0.0
    status: active
    schema:
      - name: orders
        properties:
          - {name: id, logicalType: integer}
          - {name: customer, logicalType: integer, relationships: [{to: customers.id}]}
          - {name: store, logicalType: string}
          - {name: till, logicalType: integer}
          - {name: country, logicalType: string}
        relationships:
          - {id: tills, from: [orders.store, orders.till], to: [tills.store, tills.number]}
      - name: customers
        properties:
          - {name: id, physicalName: CUSTOMER_ID, logicalType: string}
      - name: tills
        properties:
          - {name: store, logicalType: string}
          - {name: number, logicalType: integer}
    """
  private static let head = "id,customer,store,till,country\n"

  /// Holds orders against files by the names of what they are.
  private func validate(
    _ orders: String, _ references: [String: String], in contract: String = Self.shop,
    options: RunOptions = RunOptions(threads: 1)
  ) throws -> RunResult {
    let contract = try Batches.read(contract)
    let folder = try TemporaryFolder()
    var options = options
    for (name, text) in references {
      options.references[Array(name.utf8)] = ReferenceSource(
        object: contract.objects.first { $0.name == name },
        batch: try Batch(paths: [try folder.write("\(name).csv", text)]), dialect: nil)
    }
    return try Batches.validate(contract, paths: [try folder.write("orders.csv", orders)], options: options)
  }

  private func details(_ result: CheckResult) -> [String: Int] {
    result.details.reduce(into: [:]) { if case .integer(let value) = $1.value { $0[$1.name] = value } }
  }

  @Test func `rows with a value that is not there are counted, and the first of each value is shown`() throws {
    let run = try validate(
      Self.head + "1,7,,,\n2,9,,,\n3,8,,,\n4,9,,,\n5,,,,\n6,x,,,\n7,10,,,\n",
      ["customers": "CUSTOMER_ID,name\n7,a\n8.0,b\n007,c\n,d\n7,e\n"])
    let result = try run.result("reference", "customer")
    #expect((result.status, result.failing, result.population) == (.fail, 3, 5))
    #expect(result.expected == "customer in customers.id")
    #expect(result.samples.map(\.row) == [2, 7])
    #expect(result.samples.map { $0.value.map { String(decoding: $0, as: UTF8.self) } } == ["9", "10"])
    #expect(details(result) == ["missingKeys": 2, "referenceKeys": 2, "referenceRows": 5])
  }

  @Test func `a combination is looked up as a whole, and not at all where a part is null`() throws {
    let run = try validate(
      Self.head + "1,,a,1,\n2,,a,2,\n3,,b,1,\n4,,,9,\n5,,c,,\n6,,,,\n", ["tills": "number,store\n1,a\n2,b\n,c\n"])
    let result = try #require(run.results.first { $0.ruleID == "tills" })
    #expect(result.id == "tills" && result.check == "reference" && result.column == nil)
    #expect((result.status, result.failing, result.population) == (.fail, 2, 3))
    #expect(result.expected == "(store, till) in tills (store, number)")
    #expect(details(result)["partialRows"] == 2)
    #expect(result.samples.map(\.row) == [2, 3])
    #expect(result.samples[0].key.map(\.column) == ["store", "till"])
  }

  @Test func `without a batch of that name the rule is not run, and says how it would be`() throws {
    let result = try validate(Self.head + "1,7,,,\n", [:]).result("reference", "customer")
    #expect(result.status == .notRun)
    #expect(
      result.reason == "no batch of customers was given; add --batch customers=PATH or --reference customers=PATH")
  }

  @Test(arguments: ["name\na\n", "", "\u{1F}\u{8B}"])
  func `a reference that cannot be used is an error, never a pass`(file: String) throws {
    let result = try validate(Self.head + "1,7,,,\n", ["customers": file]).result("reference", "customer")
    #expect(result.status == .error)
    #expect(result.reason?.contains("customers.csv") ?? false)
  }

  @Test func `records of the reference that cannot be read are counted`() throws {
    let run = try validate(Self.head + "1,7,,,\n2,8,,,\n", ["customers": "CUSTOMER_ID,name\n7,a\n8,b,c\n"])
    let result = try run.result("reference", "customer")
    #expect((result.status, result.failing) == (.fail, 1))
    #expect(details(result)["referenceBrokenRecords"] == 1)
  }

  @Test func `two columns may refer to one`() throws {
    let contract = Self.shop.replacing("to: [tills.store, tills.number]", with: "to: [tills.store, tills.store]")
      .replacing("{name: till, logicalType: integer}", with: "{name: till, logicalType: string}")
    let run = try validate(
      Self.head + "1,,\"q\"\"q\",\"q\"\"q\",\n2,,a,b,\n", ["tills": "store,number\n\"q\"\"q\",1\nb,2\n"], in: contract)
    let result = try #require(run.results.first { $0.ruleID == "tills" })
    #expect((result.failing, result.population) == (1, 2))
    #expect(result.samples.map(\.row) == [2])
  }

  @Test func `an object can refer to itself`() throws {
    let lines = """
      properties:
        - {name: id, logicalType: integer}
        - {name: boss, logicalType: integer, relationships: [{to: orders.id}]}
      """
    let run = try Batches.validate(lines, "id,boss\n1,\n2,1\n3,2\n4,9\n")
    #expect(try run.result("reference", "boss").failing == 1)
  }

  @Test func `paths of ids are followed`() throws {
    let contract = Self.shop.replacing("{to: customers.id}", with: "{to: schema/people/properties/key}")
      .replacing("- name: customers", with: "- name: customers\n    id: people")
      .replacing("{name: id, physicalName", with: "{id: key, name: id, physicalName")
    let run = try validate(Self.head + "1,7,,,\n2,9,,,\n", ["customers": "CUSTOMER_ID\n7\n"], in: contract)
    #expect(try run.result("reference", "customer").failing == 1)
  }

  // MARK: Lists in files

  private static func listing(_ arguments: String) -> String {
    shop.replacing(
      "- {name: country, logicalType: string}",
      with: "- {name: country, logicalType: string, quality: [\(arguments)]}")
  }

  @Test(arguments: ["country,name\nDE,x\nFR,y\n", "iso\nDE\nFR\n", "country;n\nDE;1\nFR;2\n"])
  func `valid values may stand in a file, in the column of the same name or in its only one`(list: String) throws {
    let contract = Self.listing(
      "{metric: invalidValues, mustBeLessThan: 2, arguments: {validValues: {reference: lands}}},"
        + "{metric: missingValues, mustBe: 1, arguments: {missingValues: [N/A]}}")
    let run = try validate(
      Self.head + "1,,,,DE\n2,,,,\n3,,,,de\n4,,,,N/A\n5,,,,US\n", ["lands": list], in: contract)
    let result = try run.result("invalidValues", "country")
    #expect((result.status, result.failing, result.population) == (.fail, 2, 5))
    #expect(result.expected == "country in lands")
    #expect(result.samples.map(\.row) == [3, 5])
  }

  @Test func `a rule with where asks only the rows for which it holds`() throws {
    let contract = Self.listing(
      "{type: custom, engine: sluice, implementation: {check: invalid, validValues: {reference: lands, column: iso}, "
        + "where: till > 1, mustBeLessOrEqualTo: 40, unit: percent}}")
    let run = try validate(
      Self.head + "1,,,1,XX\n2,,,2,XX\n3,,,2,DE\n4,,,3,FR\n5,,,3,\n", ["lands": "name,iso\na,DE\nb,FR\n"],
      in: contract)
    let result = try run.result("invalid", "country")
    #expect((result.status, result.failing, result.population) == (.pass, 1, 3))
    #expect(result.expected == "country in lands.iso, where till > 1")
  }

  // MARK: Laws

  /// Orders and customers by a formula, so that a plain loop knows the answer.
  private func large() -> (orders: String, customers: String, missing: Int, keys: Int) {
    var orders = Self.head
    var (missing, keys) = (0, Set<Int>())
    for row in 0..<4_000 {
      let customer = row * 7919 % 1_500
      orders += "\(row),\(customer),,,\n"
      if customer % 3 == 0 {
        missing += 1
        keys.insert(customer)
      }
    }
    let customers = "CUSTOMER_ID\n" + (0..<1_500).filter { $0 % 3 != 0 }.map { "\($0)\n" }.joined()
    return (orders, customers, missing, keys.count)
  }

  @Test(arguments: [1, 2, 3], [7, 512, 1 << 18])
  func `threads and chunks change nothing`(threads: Int, chunkBytes: Int) throws {
    let (orders, customers, missing, keys) = large()
    let run = try validate(
      orders, ["customers": customers], options: RunOptions(threads: threads, chunkBytes: chunkBytes))
    let result = try run.result("reference", "customer")
    #expect((result.failing, result.population) == (missing, 4_000))
    #expect(details(result) == ["missingKeys": keys, "referenceKeys": 1_000, "referenceRows": 1_000])
    #expect(result.samples.map(\.row) == [1, 4, 7, 10, 13])
  }

  @Test func `little memory divides the keys into shares and gives the same result`() throws {
    let (orders, customers, _, _) = large()
    let plenty = try validate(orders, ["customers": customers])
    var options = RunOptions(threads: 2, memory: 1 << 16)
    options.chunkBytes = 512
    let little = try validate(orders, ["customers": customers], options: options)
    #expect(try little.result("reference", "customer").details.count == 3)
    #expect(little.dump == plenty.dump)
  }

  @Test(arguments: [UInt64.max, 0xFF, 0])
  func `keys of equal hashes are told apart`(mask: UInt64) throws {
    let contract = try Batches.read(Self.shop)
    let (orders, customers, missing, keys) = large()
    let folder = try TemporaryFolder()
    let plan = Plan(contract, contract.objects[0], dialect: .standard, samples: 5)
    var spec = plan.pass
    spec.hashMask = mask
    let source = ReferenceSource(
      object: contract.objects[1], batch: try Batch(paths: [try folder.write("c.csv", customers)]), dialect: nil)
    let standing = try ReferencePass(
      plan.references[0], in: source, spec, files: Batch(paths: [folder.write("o.csv", orders)]).files, threads: 2,
      chunkBytes: 4096, rows: nil
    ).run()
    guard case .counted(let counts) = standing else { throw ContractRefused(description: "\(standing)") }
    #expect((counts.missingRows, counts.missingKeys, counts.referenceKeys) == (missing, keys, 1_000))
  }

  @Test func `a table that outgrows its share asks for a smaller one, but for the last`() throws {
    let tables = [KeyShare.all, KeyShare(index: 0, bits: KeyShare.mostBits)].map { share in
      let table = AntiJoin.Reference(share, limit: 8 << 10)
      let bytes = [UInt8](repeating: 0x61, count: 9 << 10)
      unsafe bytes.withUnsafeBufferPointer { unsafe table.table.insert(1, note: 0, $0) }
      return table
    }
    #expect(tables.map(\.isOver) == [true, false])
    #expect(KeyShare.all.quarter == KeyShare(index: 0, bits: 2) && KeyShare(index: 3, bits: 2).next == nil)
    let shares = (0..<4).map { KeyShare(index: $0, bits: 2) }
    for hash in (0..<1_000).map({ KeyHash.spread($0) }) { #expect(shares.count { $0.contains(hash) } == 1) }
  }

  @Test func `quarantine rejects every row with a missing value`() throws {
    let contract = try Batches.read(Self.shop)
    let folder = try TemporaryFolder()
    var options = RunOptions(threads: 2, chunkBytes: 16)
    options.references[Array("customers".utf8)] = ReferenceSource(
      object: contract.objects[1], batch: try Batch(paths: [try folder.write("c.csv", "CUSTOMER_ID\n7\n8\n")]),
      dialect: nil)
    let path = try folder.write("orders.csv", Self.head + "1,7,,,\n2,9,,,\n3,8,,,\n4,9,,,\n5,10,,,\n")
    let run = try Batches.quarantine(contract, paths: [path], options: options)
    #expect(run.sink.text(run.sink.parts[0].rejected) == Self.head + "2,9,,,\n4,9,,,\n5,10,,,\n")
    #expect((run.summary.accepted, run.summary.rejected) == (2, 3))
    #expect(
      try ReasonFile(run.sink.reasons).lines.map { "\($0.row) \($0.column) \($0.checks) \($0.value)" } == [
        "2 customer reference 9", "4 customer reference 9", "5 customer reference 10",
      ])
  }
}
