import SluiceContract
import Testing

struct CheckDeclarationTests {
  @Test func `the declarations are exactly the checks that this version runs`() {
    #expect(
      CheckDeclaration.all.map(\.id) == [
        "columnPresent", "columnExtra", "columnOrder", "columnRenamed", "type", "required", "unique",
        "primaryKey",
        "range", "length", "pattern", "enum", "format", "multipleOf", "timezone",
        "items", "uniqueItems", "properties", "requiredProperties", "dimensions", "elementType", "normalized",
        "reference", "nullValues", "missingValues", "invalidValues",
        "duplicateValues",
        "rowCount", "rowRule", "nulls", "invalid", "validFormat", "distinctAcross", "duplicates",
        "outliers", "increasing", "decreasing",
        "min", "max", "sum", "mean", "median", "quantile", "stddev", "variance", "skewness", "kurtosis", "correlation",
        "distinctCount", "distinctRatio", "uniqueRatio", "entropy", "zeroRate", "nanRate", "mostCommon",
        "containsValues", "columnCount", "fileCount", "byteCount", "rowCountDelta", "nullRateDelta", "meanShift",
        "newCategories", "missingCategories", "sql", "emptyBatch",
        "freshness", "latency", "retention", "frequency", "waiver",
      ])
  }

  @Test(arguments: CheckDeclaration.all.map(\.id))
  func `every example is a contract that holds the check, once passing and once not`(id: String) throws {
    let check = try #require(CheckDeclaration.named(id))
    #expect(check.examples.contains { $0.failing == 0 })
    #expect(check.examples.contains { $0.failing > 0 })
    for example in check.examples {
      let reading = read(example.contract)
      #expect(reading.diagnostics.isEmpty, "\(lines(reading))")
      let contract = try #require(reading.contract)
      let rules = contract.rules(for: contract.objects[0])
      // A rename is found in the batch, an expired waiver in the calendar; no rule of the contract states them.
      if !["columnRenamed", "waiver"].contains(id) { #expect(rules.contains { $0.check == id }) }
      #expect(example.csv.hasSuffix("\n"))
    }
  }

  @Test func `the reference names every check`() throws {
    let page = CheckReference.markdown()
    for check in CheckDeclaration.all { #expect(page.contains("\n## \(check.id)\n")) }
    let text = try #require(CheckReference.explain("range"))
    #expect(text.hasPrefix("range: Every value lies between the bounds"))
    #expect(CheckReference.explain("rang") == nil)
  }

  @Test func `the page of checks is what the declarations say`() throws {
    try expectFile("docs/checks.md", holds: CheckReference.markdown())
  }
}
