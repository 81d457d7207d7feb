import Foundation
import Sluice
import Testing

/// The library as a program outside the package uses it: public symbols only.
@Suite struct ContractTests {
  private static let orders = """
    apiVersion: v3.1.0
    kind: DataContract
    id: orders
    version: 1.4.0
    status: active
    schema:
      - name: orders
        properties:
          - {name: id, logicalType: integer, required: true, unique: true}
          - {name: amount, logicalType: number, logicalTypeOptions: {minimum: 0, maximum: 100}}
          - {name: email, logicalType: string, classification: pii, logicalTypeOptions: {maxLength: 5}}

    """

  private func file(_ text: String, _ name: String = "batch.csv") throws -> String {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("sluice-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let path = folder.appendingPathComponent(name).path
    try text.write(toFile: path, atomically: false, encoding: .utf8)
    return path
  }

  @Test func `a contract tells its name, version and objects`() throws {
    let contract = try Contract(yaml: Self.orders)
    #expect(contract.id == "orders" && contract.version == "1.4.0" && contract.objects == ["orders"])
  }

  @Test func `values are looked up in the files that options name`() throws {
    let contract = try Contract(
      yaml: Self.orders.replacingOccurrences(
        of: "{name: id, logicalType: integer,", with: "{name: id, logicalType: integer, relationships: [{to: log.id}],")
    )
    let batch = try file("id,amount,email\n1,3.5,a\n2,,b\n")
    var options = ValidationOptions()
    #expect(try contract.validate([batch]).rules.first { $0.check == "reference" }?.status == .notRun)
    options.references = ["log": [try file("id\n1\n", "log.csv")]]
    let rule = try #require(try contract.validate([batch], options: options).rules.first { $0.check == "reference" })
    #expect(rule.status == .fail && rule.failing == 1)
  }

  @Test func `a batch is compared with the report of an earlier one`() throws {
    let rule = "{type: custom, engine: sluice, implementation: {check: rowCountDelta, mustBe: 0}}"
    let contract = try Contract(yaml: Self.orders + "    quality: [\(rule)]\n")
    let (one, two) = (try file("id,amount,email\n1,3.5,a\n"), try file("id,amount,email\n1,3.5,a\n2,,b\n"))
    let earlier = try contract.validate([one])
    #expect(earlier.rules.first { $0.check == "rowCountDelta" }?.status == .notRun)
    var options = ValidationOptions()
    options.baseline = try file(String(decoding: earlier.json(), as: UTF8.self), "earlier.json")
    func status(_ path: String) throws -> RuleResult.Status? {
      try contract.validate([path], options: options).rules.first { $0.check == "rowCountDelta" }?.status
    }
    #expect(try status(one) == .pass)
    #expect(try status(two) == .fail)
    for (path, code) in [("/nowhere/earlier.json", "inputUnreadable"), (one, "usage")] {
      options.baseline = path
      #expect {
        try contract.validate([one], options: options)
      } throws: { error in
        (error as? ValidationError)?.code == code
      }
    }
  }

  @Test func `a batch that keeps the contract passes`() throws {
    let report = try Contract(yaml: Self.orders).validate([file("id,amount,email\n1,3.5,a\n2,,b\n")])
    #expect(report.verdict == .pass && report.exitCode == 0 && report.rows == 2)
    #expect(report.rules.allSatisfy { $0.status == .pass } && report.structure.isEmpty)
    #expect(report.columns.map(\.name) == ["id", "amount", "email"])
    #expect(report.columns[1].nulls == 1 && report.columns[1].maximum == "3.5")
  }

  @Test func `a broken batch is a report with rule, row, line and value`() throws {
    let path = try file("id,amount,email\n1,3.5,a\n2,-1,b\n")
    let report = try Contract(yaml: Self.orders).validate([path])
    #expect(report.verdict == .fail && report.exitCode == 1)
    let broken = report.rules.filter { $0.status == .fail }
    #expect(broken.map(\.id) == ["orders.amount.range"])
    #expect(broken.first?.failing == 1 && broken.first?.population == 2 && broken.first?.column == "amount")
    let sample = try #require(broken.first?.samples.first)
    #expect(sample.file == path && sample.row == 2 && sample.line == 3 && sample.byteOffset == 24)
    #expect(sample.value == Array("-1".utf8))
    #expect(report.text().contains("amount = -1"))
    let json = try JSONSerialization.jsonObject(with: Data(report.json())) as? [String: Any]
    #expect(json?["verdict"] as? String == "fail" && json?["exitCode"] as? Int == 1)
  }

  @Test func `a value that must not be shown is not handed out`() throws {
    let report = try Contract(yaml: Self.orders).validate([file("id,amount,email\n1,3.5,secretive\n")])
    let sample = try #require(report.rules.first { $0.status == .fail }?.samples.first)
    #expect(sample.isMasked && sample.value == nil)
    #expect(!report.text().contains("secretive"))
    #expect(report.columns.last?.minimum == nil)
  }

  @Test func `a broken file is a structural fault`() throws {
    let report = try Contract(yaml: Self.orders).validate([file("id,amount,email\n1,3.5\n")])
    let fault = try #require(report.structure.first)
    #expect(fault.kind == "fieldCount" && fault.isBlocking && fault.line == 2 && fault.count == 1)
  }

  @Test func `how a batch is written can be said by the caller`() throws {
    let path = try file("1;3.5;a\n")
    let options = ValidationOptions(delimiter: ";", hasHeader: false)
    #expect(try Contract(yaml: Self.orders).validate([path], options: options).verdict == .pass)
  }

  @Test func `a wrong contract throws all its errors with their lines`() throws {
    let wrong = Self.orders.replacingOccurrences(of: "required: true", with: "requird: true")
    let error = #expect(throws: ContractError.self) { try Contract(yaml: wrong, name: "orders.odcs.yaml") }
    #expect(error?.diagnostics.first?.line == 9)
    #expect(error?.description.contains("orders.odcs.yaml:9:") ?? false)
    #expect(error?.diagnostics.first?.help?.contains("required") ?? false)
  }

  @Test func `what cannot be read throws with the path`() throws {
    let contract = try Contract(yaml: Self.orders)
    let missing = #expect(throws: ValidationError.self) { try contract.validate(["/no/such/batch.csv"]) }
    #expect(missing?.code == "inputNotFound" && missing?.path == "/no/such/batch.csv" && missing?.isRetryable == true)
    let object = #expect(throws: ValidationError.self) { try contract.validate(["/x.csv"], object: "order") }
    #expect(object?.message.contains("did you mean \"orders\"?") ?? false)
    #expect(throws: ContractError.self) { try Contract(contentsOf: "/no/such/contract.yaml") }
  }
}
