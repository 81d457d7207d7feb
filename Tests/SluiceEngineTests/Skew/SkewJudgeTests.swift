import Testing

@testable import SluiceContract
@testable import SluiceEngine

/// What rules, waivers and earlier reports make of the counts of a comparison.
struct SkewJudgeTests {
  private func judge(_ lines: String) throws -> SkewJudge {
    let contract = try Batches.contract(lines)
    var judge = SkewJudge()
    judge.rules = contract.rules(for: contract.objects[0]).filter { if case .skew = $0.test { true } else { false } }
    judge.object = "orders"
    judge.waivers = contract.settings.waivers
    judge.today = 20_000
    return judge
  }

  private func skew(_ keys: String) -> String {
    "{type: custom, engine: sluice, implementation: {check: skew\(keys.isEmpty ? "" : ", " + keys)}}"
  }

  private func status(_ failing: Int, of pairs: Int = 1000, _ judge: SkewJudge) -> SkewFeature {
    judge.judged(Self.result(failing, of: pairs)).features[0]
  }

  private static func result(_ failing: Int, of pairs: Int) -> SkewResult {
    var feature = SkewFeature(
      name: "amount", servingName: "amount", type: "number", trainType: "number", serveType: "number", isMasked: false,
      isPrediction: false, tolerance: SkewTolerance(), status: .pass, isBlocking: true,
      threshold: CheckResult.ThresholdSummary(comparison: "mustBe", operands: ["0"], unit: "rows"), expected: "")
    feature.pairs = pairs
    feature.mismatches = failing
    let side = SkewResult.Side(files: [], rows: pairs, structure: [], dialect: [])
    return SkewResult(
      train: side, serve: side, keys: ["id"], policy: .error, pairing: SkewPairing(), features: [feature],
      predictions: nil, findings: [], verdict: .pass, diff: nil,
      timing: SkewResult.Timing(seconds: 1, bytes: 1, threads: 1))
  }

  @Test func `without any rule nothing may differ`() {
    #expect(status(0, SkewJudge()).status == .pass)
    #expect(status(1, of: 1_000_000_000, SkewJudge()).status == .fail)
    #expect(status(0, of: 0, SkewJudge()).status == .pass, "the engine's own word stands where there are no pairs")
  }

  @Test func `a feature's own rule outweighs the command line, and that the object's rule`() throws {
    let rules = """
      properties:
        - name: amount
          quality: [\(skew("unit: percent, mustBeLessOrEqualTo: 1"))]
        - {name: other}
      quality: [\(skew("maxMismatchRate: 0.5"))]
      """
    var judge = try judge(rules)
    judge.threshold = Threshold(comparison: .mustBeLessOrEqualTo(.zero), unit: .percent)
    #expect(status(10, judge).status == .pass && status(11, judge).status == .fail)
    judge.rules.removeAll { $0.column != nil }
    #expect(status(1, judge).status == .fail, "the command line")
    judge.threshold = nil
    #expect(status(500, judge).status == .pass && status(501, judge).status == .fail)
  }

  @Test func `of several tiers the worst counts`() throws {
    let rules = """
      properties:
        - name: amount
          quality:
            - {id: few, severity: warning, \(skew("mustBeLessThan: 10").dropFirst())
            - {id: many, \(skew("mustBeLessThan: 100").dropFirst())
      """
    let judge = try judge(rules)
    #expect(status(9, judge).status == .pass)
    #expect(status(10, judge).status == .warn && status(10, judge).ruleID == "few")
    #expect(status(100, judge).status == .fail && status(100, judge).ruleID == "many")
  }

  @Test func `a rule with a condition, or about no feature, is listed as not run`() throws {
    let rules = """
      properties:
        - name: amount
          quality: [\(skew("where: a > 0, mustBe: 5"))]
        - name: other
          quality: [\(skew(""))]
      """
    let judge = try judge(rules)
    let notRun = judge.rulesNotRun(Self.result(1, of: 10))
    #expect(notRun.map(\.id) == ["orders.amount.skew", "orders.other.skew"])
    #expect(notRun.map(\.reason) == ["`where` is not run by this version", "\"other\" is no feature of both logs"])
    #expect(status(1, judge).status == .fail, "a rule that is not run allows nothing")
  }

  @Test func `a waiver warns until its day`() throws {
    let rules = """
      properties:
        - {name: amount}
      """
    var judge = try judge(rules)
    judge.waivers = [
      ContractSettings.Waiver(
        rule: "skew", path: "orders.amount", until: 20_000, reason: "migration", mark: .start)
    ]
    let waived = status(3, judge)
    #expect(waived.status == .warn && waived.reason?.contains("migration") ?? false)
    judge.today = 20_001
    #expect(status(3, judge).status == .fail)
  }

  @Test func `accepted skew warns unless it has grown`() {
    var judge = SkewJudge()
    judge.accepted = AcceptedSkew(path: "known.json", rates: [Array("amount".utf8): 0.05])
    #expect(status(50, judge).status == .warn && status(50, judge).reason == "known from known.json")
    #expect(status(51, judge).status == .fail && status(51, judge).reason?.contains("more than in known.json") ?? false)
    judge.accepted = AcceptedSkew(path: "known.json", rates: [Array("other".utf8): 1])
    #expect(status(1, judge).status == .fail)
  }

  @Test func `the verdict is the worst of features, logs and structure`() {
    var result = Self.result(0, of: 10)
    #expect(SkewJudge().judged(result).verdict == .pass)
    result.findings = [
      SkewFinding(kind: .unmatchedRows, status: .warn, column: nil, side: .train, count: 1, message: "")
    ]
    #expect(SkewJudge().judged(result).verdict == .warn)
    result.serve.structure = [
      StructuralFinding(
        kind: "fieldCount", severity: .error, file: "s", row: 1, line: 2, byteOffset: 3, message: "", count: 1,
        samples: [])
    ]
    #expect(SkewJudge().judged(result).verdict == .fail)
  }

  @Test func `a contract says what both logs promise`() throws {
    let contract = try Batches.contract(
      """
      customProperties:
        - {property: sluiceExtraColumns, value: ignore}
      quality: [\(skew("duplicates: last, asOfColumn: at, asOfTolerance: 5m, tolerance: {relative: 1e-6}"))]
      properties:
        - {name: shop, primaryKey: true, primaryKeyPosition: 2}
        - {name: id, physicalName: ID, primaryKey: true, primaryKeyPosition: 1}
        - {name: at, logicalType: timestamp, physicalName: logged_at}
        - name: amount
          classification: pii
          quality: [\(skew("tolerance: {ulp: 2}"))]
          customProperties:
            - {property: sluiceServingColumn, value: total}
        - name: label
          customProperties:
            - {property: sluiceEnvironments, value: [train]}
      """)
    var spec = SkewSpec(
      train: SkewSpec.Side(batch: Batch(files: [])), serve: SkewSpec.Side(batch: Batch(files: [])), keys: [])
    spec.adopt(contract.objects[0], rules: contract.rules(for: contract.objects[0]))
    #expect(spec.keys == ["ID", "shop"], "the primary key, by position, as the batch names it")
    #expect(spec.duplicates == .last && spec.tolerance == SkewTolerance(relative: ExactDecimal("1e-6") ?? .zero))
    #expect(spec.asOf?.column == "logged_at" && spec.asOf?.tolerance == 300_000_000_000)
    #expect(!spec.comparesUnlisted)
    let amount = spec.columns[3]
    #expect(amount.servingName == "total" && amount.isMasked && amount.tolerance == SkewTolerance(ulp: 2))
    #expect(spec.columns[4].presence == .train && spec.columns[0].presence == .both)
  }
}
