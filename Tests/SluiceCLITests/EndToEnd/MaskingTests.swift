import Foundation
import Testing

/// A value of a classified column appears in no output of any form; only the quarantined rows themselves hold it.
@Suite struct EndToEndMaskingTests {
  /// Both are in the batches below, and in no contract.
  private static let secret = "Zanzibar-4711"
  private static let salary = "98765432"

  private static let contract = """
    apiVersion: v3.2.0
    kind: DataContract
    id: people
    version: 1.0.0
    status: active
    schema:
      - name: people
        properties:
          - {name: id, logicalType: integer, primaryKey: true, primaryKeyPosition: 1}
          - name: card
            logicalType: string
            classification: restricted
            unique: true
            primaryKey: true
            primaryKeyPosition: 2
            enum: [{value: none}]
            logicalTypeOptions: {maxLength: 4, pattern: "^[a-z]*$"}
            quality:
              - {metric: invalidValues, mustBe: 0, arguments: {validValues: [none]}}
              - {metric: duplicateValues, mustBe: 0}
              - {metric: missingValues, mustBe: 0, arguments: {missingValues: [n/a]}}
          - name: name
            logicalType: string
            tags: [Staff, PII]
            logicalTypeOptions: {pattern: "^(a+)+$"}
          - name: salary
            logicalType: integer
            classification: Confidential
            logicalTypeOptions: {maximum: 1000}
          - {name: born, logicalType: date, classification: sensitive}
        quality:
          - type: custom
            engine: sluice
            implementation: {check: rowRule, expr: card = lower(name) and salary < 0}
          - type: custom
            engine: sluice
            implementation: {check: duplicates, properties: [card, name], where: name <> card or id < 9}
          - type: custom
            engine: sluice
            implementation: {check: distinctAcross, properties: [card, name]}

    """

  /// Breaks every rule on every classified column, structure included.
  private static let broken =
    "id,card,name,salary,born\n" + "1,\(secret),\(secret),\(salary),\(secret)\n"
    + "1,\(secret),\(String(repeating: "a", count: 40))!\(secret),\(salary)0,2024-01-01\n" + "2,\(secret)\n"
    + "3,\"\(secret)\"\(secret),x,\(salary),\n" + "4,n/a\(secret),\(secret),\(secret),\(salary)\n"
    + "5,\"\(secret)\",\(secret)\u{0},1,\n"

  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(Self.contract, "people.odcs.yaml")
  }

  private func expectSilence(_ words: [String], _ batch: String) throws {
    for format in ["text", "json", "junit", "github"] {
      let ending = try SluiceBinary.run(
        ["validate", "people.odcs.yaml", batch, "--format", format, "--samples", "100"] + words
          + ["--on-fail", "cat"], in: folder)
      #expect(ending.exitCode == 1, "\(format)")
      #expect(!ending.output.isEmpty && !ending.messages.isEmpty)
      for text in [ending.output, ending.messages] {
        #expect(!text.contains(Self.secret) && !text.contains(Self.salary), "\(format) of \(batch):\n\(text)")
      }
    }
  }

  @Test func `no report, alert or message holds a classified value`() throws {
    try folder.write(Self.broken, "broken.csv")
    try expectSilence([], "broken.csv")
    try expectSilence(["--verbose"], "broken.csv")
  }

  @Test func `reasons are masked, and the rows themselves are not`() throws {
    try folder.write(Self.broken, "broken.csv")
    try expectSilence(["--quarantine", "q"], "broken.csv")
    for run in try FileManager.default.contentsOfDirectory(atPath: folder.path("q")) {
      let reasons = try folder.read("q/\(run)/reasons.csv")
      #expect(reasons.contains(",card,") && reasons.contains("•••") && reasons.contains("fieldCount"))
      #expect(!reasons.contains(Self.secret) && !reasons.contains(Self.salary), "\(reasons)")
      #expect(try folder.read("q/\(run)/broken.rejected.csv").contains(Self.secret))
    }
  }

  @Test func `a first row where the header is due is not quoted`() throws {
    let row = "7,\(Self.secret),\(Self.secret),\(Self.salary),2024-01-01\n"
    try folder.write(row + row, "headless.csv")
    try expectSilence([], "headless.csv")
    try FileManager.default.createDirectory(atPath: folder.path("parts"), withIntermediateDirectories: true)
    try folder.write("id,card,name,salary,born\n1,none,a,5,\n", "parts/part-0.csv")
    try folder.write(row, "parts/part-1.csv")
    try expectSilence([], "parts")
  }
}
