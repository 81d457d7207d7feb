import Foundation
import Testing

/// Values that must exist elsewhere, and rules in SQL, with the real binary.
@Suite struct EndToEndReferenceTests {
  private let folder: TemporaryFolder

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
          - {name: land, quality: [{metric: invalidValues, mustBe: 0, arguments: {validValues: {reference: lands}}}]}
        quality:
          - {id: totals, type: sql, query: "SELECT count(*) FROM {object} JOIN customers ON customers.id = customer", mustBe: 2}
      - name: customers
        properties:
          - {name: id, logicalType: integer}

    """

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(Self.shop, "shop.odcs.yaml")
    try folder.write("id,customer,land\n1,7,DE\n2,8,FR\n", "orders.csv")
    try folder.write("id,customer,land\n1,7,DE\n2,9,XX\n", "broken.csv")
    try folder.write("id\n7\n8\n", "customers.csv")
    try folder.write("code;name\nDE;Germany\nFR;France\n", "lands.csv")
    try folder.write("code\nDE\nFR\n", "list.csv")
  }

  private func validate(_ words: String...) throws -> SluiceBinary.Ending {
    try SluiceBinary.run(["validate", "shop.odcs.yaml"] + words, in: folder)
  }

  @Test func `batches of one run are looked up in one another`() throws {
    let ending = try validate(
      "--batch", "orders=orders.csv", "--batch", "customers=customers.csv", "--reference", "lands=list.csv")
    #expect(ending.exitCode == 0, "\(ending.output)\(ending.messages)")
    #expect(ending.lastLine.contains("0 notRun"))
  }

  @Test func `what is missing fails the batch and is shown`() throws {
    let ending = try validate(
      "broken.csv", "-s", "orders", "--reference", "customers=customers.csv", "--reference", "lands=list.csv")
    #expect(ending.exitCode == 1)
    #expect(ending.output.contains("1 of 2 rows (50.0 %) break customer in customers.id"))
    #expect(ending.output.contains("row 2  line 3  broken.csv  land = XX"))
    #expect(ending.output.contains("the query gives 1, expected 2"))
  }

  @Test func `a reference that is not given is not run, and counts with require-all`() throws {
    let ending = try validate("orders.csv", "-s", "orders")
    #expect(ending.exitCode == 0)
    #expect(ending.output.contains("add --batch customers=PATH or --reference customers=PATH"))
    #expect(ending.output.contains("SQLite: no such table: customers"))
    #expect(try validate("orders.csv", "-s", "orders", "--require-all").exitCode == 5)
  }

  @Test func `a reference without the column is no pass`() throws {
    let ending = try validate(
      "orders.csv", "-s", "orders", "--reference", "customers=customers.csv", "--reference", "lands=lands.csv")
    #expect(ending.exitCode == 5)
    #expect(ending.output.contains("lands.csv has no column \"land\""))
  }

  @Test(arguments: [
    ("custommers=customers.csv", 2, "no rule of the contract refers to it; did you mean customers?"),
    ("customers", 2, "--reference takes NAME=PATH"), ("customers=gone.csv", 4, "gone.csv"),
  ])
  func `a reference that cannot be meant ends the run`(value: String, code: Int32, words: String) throws {
    let ending = try validate("orders.csv", "-s", "orders", "--reference", value)
    #expect(ending.exitCode == code)
    #expect(ending.messages.contains(words))
  }
}
