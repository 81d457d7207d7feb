import SluiceContract
import Testing

@testable import SluiceEngine

/// Ruling 15: a waived failure warns until its date, an expired waiver is a warning of its own.
struct WaiverTests {
  private static func run(_ waiver: String, today: String) throws -> RunResult {
    let text = """
      apiVersion: v3.1.0
      kind: DataContract
      id: orders
      version: 1.0.0
      status: active
      customProperties:
        - property: sluiceWaivers
          value:
            - \(waiver)
      schema:
        - name: orders
          properties:
            - name: id
              logicalType: integer
              required: true
            - name: amount
              logicalType: integer
              required: true

      """
    let reading = ContractReader.read(Array(text.utf8), path: "orders.odcs.yaml")
    let contract = try #require(reading.contract, "\(reading.diagnostics)")
    return try Cells.withFile("id,amount\n1,\n2,5\n") { file in
      try Validation.run(
        contract: contract, object: contract.objects[0], batch: Batch(files: [file]), dialect: .standard,
        options: RunOptions(threads: 1, asOf: CivilTime.timestamp(today)?.nanoseconds))
    }
  }

  @Test(arguments: [
    "{rule: required, until: 2026-12-31, reason: backfill runs}", "{rule: orders.amount.required, until: 2026-12-31}",
    "{rule: required, path: orders.amount, until: 2026-12-31}", "{rule: required, path: orders, until: 2026-12-31}",
  ])
  func `a failure that a waiver names warns, up to its last day`(waiver: String) throws {
    for day in ["2026-01-01", "2026-12-31"] {
      let run = try Self.run(waiver, today: day)
      let result = try run.result("required", "amount")
      #expect(result.status == .warn && result.failing == 1)
      #expect(result.reason?.contains("waived until 2026-12-31") == true)
      #expect(run.verdict == .warn)
      #expect(!run.results.contains { $0.check == "waiver" })
    }
  }

  @Test func `an expired waiver leaves the failure, and warns`() throws {
    let run = try Self.run("{rule: required, until: 2026-12-31}", today: "2027-01-01")
    #expect(try run.result("required", "amount").status == .fail)
    #expect(run.verdict == .fail)
    let waiver = try #require(run.results.first { $0.check == "waiver" })
    #expect(waiver.status == .warn && waiver.id == "orders.waiver")
    #expect(waiver.reason == "the waiver of \"required\" ended on 2026-12-31; renew it or remove it")
  }

  @Test(arguments: ["{rule: unique, until: 2026-12-31}", "{rule: required, path: orders.id, until: 2026-12-31}"])
  func `a waiver of something else changes nothing`(waiver: String) throws {
    let run = try Self.run(waiver, today: "2026-01-01")
    #expect(try run.result("required", "amount").status == .fail)
    #expect(run.verdict == .fail)
  }
}
