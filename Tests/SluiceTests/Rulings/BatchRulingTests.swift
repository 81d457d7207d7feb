import Sluice
import Testing

/// Rulings about batches that lack something, and rules that cannot be run; `docs/semantics.md` names them by number.
@Suite struct BatchRulingTests {
  private static let rowCount = "quality: [{type: library, metric: rowCount, mustBeGreaterOrEqualTo: 0}]"

  @Test func `ruling 7: an empty batch fails, and its rates are not run`() throws {
    let ruling = Ruling.column("quality: [{type: library, metric: nullValues, mustBe: 0}]", [])
    let report = try ruling.report()
    #expect(report.verdict == .fail)
    #expect(try ruling.status("emptyBatch") == .fail)
    #expect(try ruling.rule("nullValues").reason == "0 rows")
    #expect(try ruling.status("nullValues") == .notRun)
  }

  @Test func `ruling 7: an empty batch passes where a row count or the object admits it`() throws {
    #expect(try Ruling.column("logicalType: string", [], object: Self.rowCount).report().verdict == .pass)
    for (word, verdict) in [("pass", ValidationReport.Verdict.pass), ("warn", .warn), ("fail", .fail)] {
      let ruling = Ruling.column("logicalType: string", [])
      let policy = "value: ignore}, {property: sluiceEmptyBatch, value: \(word)}]"
      let yaml = ruling.yaml.replacing("value: ignore}]", with: policy)
      #expect(try Ruling.validate(yaml, ruling.batch).verdict == verdict)
    }
  }

  @Test func `ruling 8: a column of nulls has rates and a required rule, and no extremes`() throws {
    let ruling = Ruling.column(
      "logicalType: integer, required: true, quality: [{type: library, metric: nullValues, mustBe: 2}]", ["", ""])
    #expect(try ruling.status("nullValues") == .pass)
    #expect(try ruling.rule("required").failing == 2)
    #expect(try ruling.report().columns.first?.minimum == nil)
  }

  @Test func `ruling 11: a missing column is reported once, and its rules are not run`() throws {
    let ruling = Ruling(
      properties: ["name: a", "name: gone, logicalType: integer, required: true, unique: true"], batch: "a,b\nx,y\n")
    let rules = try ruling.report().rules.filter { $0.column == "gone" }
    #expect(rules.filter { $0.status == .fail }.map(\.check) == ["columnPresent"])
    let others = rules.filter { $0.check != "columnPresent" }
    #expect(!others.isEmpty && others.allSatisfy { $0.status == .notRun && $0.reason == "column missing" })
  }

  @Test func `ruling 11: an absent column warns, fails where it is needed, passes where it is optional`() throws {
    func status(_ property: String) throws -> RuleResult.Status? {
      try Ruling(properties: ["name: a", "name: gone" + property], batch: "a\nx\n").report().rules
        .first { $0.check == "columnPresent" && $0.column == "gone" }?.status
    }
    #expect(try status("") == .warn)
    #expect(try status(", required: true") == .fail)
    #expect(try status(", unique: true") == .fail)
    #expect(try status(", customProperties: [{property: sluicePresence, value: required}]") == .fail)
    #expect(try status(", customProperties: [{property: sluicePresence, value: optional}]") == .pass)
  }

  @Test func `ruling 14: a variable fills values, and one without a value is an error that does not show others`()
    throws
  {
    var ruling = Ruling.column("logicalType: string, logicalTypeOptions: {pattern: \"^${FIRST}\"}", ["xa", "ya"])
    ruling.apiVersion = "v3.2.0"
    ruling.environment = ["FIRST": "x"]
    #expect(try ruling.rule("pattern").failing == 1)
    ruling.environment = ["OTHER": "secret"]
    #expect(!ruling.errors().isEmpty)
  }

  @Test func `ruling 15: a waiver turns a failure into a warning up to its day`() throws {
    var ruling = Ruling.column("logicalType: integer, required: true", [""])
    func waived(until day: String) throws -> [RuleResult] {
      ruling.root = "customProperties: [{property: sluiceWaivers, value: [{rule: required, until: \(day)}]}]"
      return try ruling.report().rules
    }
    #expect(try waived(until: "2999-12-31").first { $0.check == "required" }?.status == .warn)
    let expired = try waived(until: "2001-01-01")
    #expect(expired.first { $0.check == "required" }?.status == .fail)
    #expect(expired.first { $0.check == "waiver" }?.status == .warn)
  }

  @Test func `ruling 16: text rules and foreign engines are listed and not run`() throws {
    let text = try Ruling.column("quality: [{type: text, description: it looks right}]", ["x"]).rule("text")
    #expect(text.status == .notRun && text.reason == "text rule")
    let foreign = try Ruling.column(
      "quality: [{type: custom, engine: soda, implementation: \"checks\"}]", ["x"]
    ).rule("custom")
    #expect(foreign.status == .notRun && foreign.reason?.contains("soda") ?? false)
  }

  @Test(arguments: [
    "{mustBe: 0}", "{type: library, metric: rowCount, mustBe: 0}",
    "{type: library, metric: nullValues, mustBe: 0, arguments: {wrong: 1}}",
  ]) func `ruling 17: a rule that would be skipped elsewhere is an error`(rule: String) {
    #expect(!Ruling.column("quality: [\(rule)]", []).errors().isEmpty)
  }

  @Test func `ruling 17: invalid values with nothing to compare with are warned about and not run`() throws {
    let ruling = Ruling.column("quality: [{type: library, metric: invalidValues, mustBe: 0}]", ["x"])
    #expect(try ruling.status("invalidValues") == .notRun)
    #expect(try !ruling.warnings().isEmpty)
  }
}
