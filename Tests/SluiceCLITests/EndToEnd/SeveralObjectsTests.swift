import Foundation
import Testing

/// Several objects of one contract in one run, with the real binary.
@Suite struct EndToEndSeveralObjectsTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try Orders.folder()
    try folder.write("sku\na\nb\n", "items.csv")
    try folder.write("sku,extra\na,1\n", "wider.csv")
  }

  private func validate(_ words: String...) throws -> SluiceBinary.Ending {
    try SluiceBinary.run(["validate", "two.odcs.yaml"] + words, in: folder)
  }

  @Test func `objects that keep the contract end with 0 and one verdict`() throws {
    let ending = try validate("--batch", "orders=good.csv", "--batch", "items=items.csv")
    #expect(ending.exitCode == 0)
    #expect(ending.lastLine.hasPrefix("PASS · 2 objects, "))
    #expect(ending.output.contains("two.odcs.yaml 1.4.0 · orders · 1 file, 3 rows, "))
    #expect(ending.output.contains("two.odcs.yaml 1.4.0 · items · 1 file, 2 rows, "))
  }

  @Test func `one broken object fails the run and is shown last`() throws {
    let ending = try validate("--batch", "orders=range.csv", "--batch", "items=wider.csv")
    #expect(ending.exitCode == 1)
    #expect(ending.lastLine.hasPrefix("FAIL · 2 objects, "))
    let items = try #require(ending.output.range(of: "· items ·"))
    let orders = try #require(ending.output.range(of: "· orders ·"))
    #expect(items.lowerBound < orders.lowerBound)
  }

  @Test func `the JSON report names the object of every result, column and batch`() throws {
    let report = try validate(
      "--batch", "orders=range.csv", "--batch", "items=items.csv", "--format", "json"
    ).json()
    let batches = report["batches"] as? [[String: Any]] ?? []
    #expect(batches.map { $0["schema"] as? String } == ["orders", "items"])
    #expect(batches.map { $0["rows"] as? Int } == [3, 2])
    let batch = try #require(report["batch"] as? [String: Any])
    #expect(batch["schema"] is NSNull && batch["rows"] as? Int == 5)
    let columns = report["columns"] as? [[String: Any]] ?? []
    #expect(columns.map { $0["schema"] as? String } == ["orders", "orders", "items"])
    let results = report["results"] as? [[String: Any]] ?? []
    #expect(Set(results.compactMap { $0["schema"] as? String }) == ["orders", "items"])
  }

  @Test func `an object that the contract lacks is a usage error with the near name`() throws {
    let ending = try validate("--batch", "order=good.csv")
    #expect(ending.exitCode == 2)
    #expect(ending.messages.contains("did you mean \"orders\"?"))
  }

  @Test func `nothing is read where one of the batches is missing`() throws {
    let ending = try validate("--batch", "orders=good.csv", "--batch", "items=missing.csv")
    #expect(ending.exitCode == 4)
    #expect(ending.output.isEmpty && ending.messages.contains("missing.csv"))
  }
}
