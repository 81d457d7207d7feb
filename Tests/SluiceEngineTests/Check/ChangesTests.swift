import SluiceContract
import Testing

@testable import SluiceEngine

/// Rules about change: what is compared, exactly, and what is not taken for unchanged.
struct ChangesTests {
  /// The column `v` of two batches; `then` nil for no baseline.
  static func run(
    _ rule: String, type: String, then: [String]?, now: [String], typeThen: String? = nil, more: String = ""
  ) throws -> CheckResult {
    let object = rule.hasPrefix("check: rowCountDelta")
    let quality = "quality: [{type: custom, engine: sluice, implementation: {\(rule)}}]"
    func contract(_ type: String) throws -> Contract {
      try Batches.contract(
        "properties:\n  - name: v\n    logicalType: \(type)\n\(more)"
          + (object ? "    required: false\n\(quality)" : "    \(quality)"))
    }
    func file(_ cells: [String]) -> [[UInt8]] { [Array(("v,w\n" + cells.map { "\($0),1\n" }.joined()).utf8)] }
    var options = RunOptions(threads: 1)
    options.baseline = try then.map { try Batches.baseline(contract(typeThen ?? type), file($0)) }
    let check = try #require(rule.split(separator: ",").first?.dropFirst("check: ".count))
    let run = try Batches.validate(contract(type), file(now), options: options)
    return try #require(run.results.first { $0.check == check })
  }

  struct Case: CustomTestStringConvertible {
    var rule: String
    var type: String
    var then: [String]
    var now: [String]
    var observed: String?
    var status: CheckResult.Status
    var testDescription: String { "\(rule): \(then) → \(now)" }

    init(
      _ rule: String, _ type: String, _ then: [String], _ now: [String], _ observed: String?,
      _ status: CheckResult.Status = .pass
    ) {
      (self.rule, self.type, self.then, self.now) = (rule, type, then, now)
      (self.observed, self.status) = (observed, status)
    }
  }

  @Test(arguments: [
    Case("check: rowCountDelta, mustBe: 1", "string", ["a"], ["a", "b"], "1"),
    Case("check: rowCountDelta, mustBeGreaterThan: -1", "string", ["a", "b", "c"], ["a"], "-2", .fail),
    Case("check: rowCountDelta, unit: percent, mustBe: 200", "string", ["a"], ["a", "b", "c"], "200"),
    Case(
      "check: rowCountDelta, unit: percent, mustBeLessThan: -66.6", "string", ["a", "b", "c"], ["a"],
      "-66.66666666666667"),
    Case("check: rowCountDelta, unit: percent, mustBeLessThan: -66.7", "string", ["a", "b", "c"], ["a"], nil, .fail),
    Case("check: rowCountDelta, mustBeGreaterThan: 0", "string", [], ["a"], "1"),
    Case("check: rowCountDelta, unit: percent, mustBeLessThan: 1", "string", [], ["a"], nil, .notRun),
    // An empty batch has fewer rows, whatever else is not run of it.
    Case("check: rowCountDelta, unit: percent, mustBeGreaterThan: -50", "string", ["a"], [], "-100", .fail),

    Case("check: nullRateDelta, mustBe: 0.25", "integer", ["1", "", "3", "4"], ["", "", "3", "4"], "0.25"),
    Case("check: nullRateDelta, mustBe: -25, unit: percent", "integer", ["1", "", "3", "4"], ["1", "2"], "-25"),
    // 1/3 − 1/3 is 0, of which doubles of 7/21 and 1/3 need not be sure.
    Case("check: nullRateDelta, mustBe: 0", "string", ["", "b", "c"], ["", "", "c", "d", "e", "f"], "0"),
    Case("check: nullRateDelta, mustBe: 0", "array", ["[1]", ""], ["[]", ""], "0"),
    Case("check: nullRateDelta, mustBe: 0", "integer", [], ["1"], nil, .notRun),
    Case("check: nullRateDelta, mustBe: 0", "integer", ["1"], [], nil, .notRun),
    // A cell that does not parse is no null.
    Case("check: nullRateDelta, mustBe: 0", "integer", ["1", ""], ["x", ""], "0"),

    Case("check: meanShift, mustBe: 1", "integer", ["1", "2", "3"], ["3", "3", ""], "1"),
    Case("check: meanShift, mustBe: -50, unit: percent", "integer", ["-2", "-2"], ["-3"], "-50"),
    Case("check: meanShift, mustBe: 0", "number", ["0.1", "0.2", "nan"], ["0.2", "0.1", "inf"], "0"),
    Case("check: meanShift, mustBe: 0", "boolean", ["true", "false"], ["false", "true"], "0"),
    Case("check: meanShift, mustBeBetween: [-1, 1]", "number", ["1", "2"], ["nan"], "NaN", .fail),
    Case("check: meanShift, mustBe: 0", "integer", ["1", "2"], ["", ""], nil, .notRun),
    Case("check: meanShift, mustBe: 0", "integer", ["", ""], ["1", "2"], nil, .notRun),
    Case("check: meanShift, mustBe: 0", "integer", ["5", "5"], ["5", "5"], nil, .notRun),
    Case("check: meanShift, mustBe: 0", "integer", ["5"], ["5", "6"], nil, .notRun),
    Case("check: meanShift, mustBe: 20, unit: percent", "integer", ["5"], ["6"], "20"),
    Case("check: meanShift, mustBe: 0, unit: percent", "integer", ["-1", "1"], ["6"], nil, .notRun),

    Case("check: newCategories", "string", ["a", "b", ""], ["b", "", "a"], "0"),
    Case("check: newCategories", "string", ["a"], ["a", "é", "e\u{301}"], "2", .fail),
    Case("check: newCategories, mustBeLessThan: 2", "string", ["a"], ["a", "b"], "1"),
    Case("check: newCategories", "number", ["1.0", "nan", "0"], ["1", "-0", "NaN", "1e0"], "0"),
    Case("check: newCategories", "date", ["2024-01-01"], ["2024-01-01", "2024-01-02"], "1", .fail),
    Case(
      "check: newCategories", "timestamp", ["2024-01-01T12:00:00Z"],
      ["2024-01-01T13:00:00+01:00", "2024-01-01T12:00:00.000000000Z"], "0"),
    Case("check: newCategories", "integer", ["18446744073709551616", "1"], ["1", "18446744073709551616"], "0"),
    Case("check: newCategories", "boolean", ["true"], ["true", "false"], "1", .fail),
    Case("check: newCategories", "string", ["", ""], ["a"], nil, .notRun),
    Case("check: newCategories", "string", ["a"], ["", ""], nil, .notRun),
    Case("check: newCategories", "array", ["[1]"], ["[2]"], nil, .notRun),
    // A cell that does not parse has no value; that is what the type's rule says.
    Case("check: newCategories", "integer", ["1"], ["1", "x"], "0"),

    Case("check: missingCategories", "string", ["a", "b"], ["b", "a", "c"], "0"),
    Case("check: missingCategories", "string", ["a", "b", "c"], ["b"], "2", .fail),
    Case("check: missingCategories", "string", ["a"], ["", ""], "1", .fail),
    Case("check: missingCategories", "string", ["", ""], ["a"], nil, .notRun),
    Case("check: missingCategories", "string", ["a"], [], nil, .notRun),
  ])
  func `differences are what they say`(_ test: Case) throws {
    let result = try Self.run(test.rule, type: test.type, then: test.then, now: test.now)
    #expect(result.status == test.status, "\(result)")
    if let observed = test.observed { #expect(result.observed == observed) }
    #expect((result.reason == nil) == (result.status == .pass))
    if test.status == .notRun { #expect(result.observed == nil && result.details.isEmpty) }
  }

  @Test(arguments: [
    "check: rowCountDelta, mustBeGreaterThan: -5", "check: nullRateDelta, mustBe: 0", "check: meanShift, mustBe: 0",
    "check: newCategories", "check: missingCategories",
  ])
  func `without a baseline nothing is taken for unchanged`(rule: String) throws {
    let result = try Self.run(rule, type: "integer", then: nil, now: ["1", "2"])
    #expect(result.status == .notRun)
    #expect(result.reason?.contains("--baseline FILE") == true)
  }

  @Test(arguments: [
    "check: nullRateDelta, mustBe: 0", "check: meanShift, mustBe: 0", "check: newCategories",
    "check: missingCategories",
  ])
  func `a column of another type is an error, and says what to do`(rule: String) throws {
    let result = try Self.run(rule, type: "integer", then: ["1", "2"], now: ["1", "2"], typeThen: "number")
    #expect(result.status == .error)
    #expect(result.reason?.hasPrefix("earlier.json has the column v as number, the contract says integer") == true)
    #expect(result.reason?.contains("sluice profile") == true)
  }

  private static let rules = ["nullRateDelta, mustBe: 0", "meanShift, mustBe: 0", "newCategories", "missingCategories"]

  @Test(arguments: [true, false])
  func `an object or a column that the baseline lacks is not run`(lacksObject: Bool) throws {
    let quality = Self.rules.map { "{type: custom, engine: sluice, implementation: {check: \($0)}}" }
    let contract = try Batches.contract(
      "properties: [{name: v, logicalType: integer, quality: [\(quality.joined(separator: ", "))]}]")
    var options = RunOptions(threads: 1)
    options.baseline = Baseline(
      path: "b.json", objects: [Baseline.Object(name: lacksObject ? "others" : "orders", rows: 1, columns: [])])
    let run = try Batches.validate(contract, [Array("v\n1\n2\n".utf8)], options: options)
    let results = run.results.filter { $0.id.contains("Delta") || $0.id.contains("Shift") || $0.id.contains("ateg") }
    #expect(results.count == 4)
    for result in results {
      #expect(result.status == .notRun, "\(result)")
      let missing = lacksObject ? "orders" : "the column v"
      #expect(result.reason?.hasPrefix("b.json tells nothing of \(missing); make it anew") == true)
    }
  }

  @Test func `a report lists no values and no deviation, and has the rest`() throws {
    let quality = (Self.rules + ["meanShift, mustBe: 20, unit: percent"]).map {
      "{type: custom, engine: sluice, implementation: {check: \($0)}}"
    }
    let contract = try Batches.contract(
      "properties: [{name: v, logicalType: integer, quality: [\(quality.joined(separator: ", "))]}]")
    let column = Baseline.Column(
      name: "v", type: "integer", rows: 2, nulls: 0, mean: 5, categories: .notListed(.report))
    var options = RunOptions(threads: 1)
    options.baseline = Baseline(
      path: "b.json", objects: [Baseline.Object(name: "orders", rows: 2, columns: [column])])
    let run = try Batches.validate(contract, [Array("v\n6\n6\n".utf8)], options: options)
    let results = run.results.filter { ["nullRateDelta", "meanShift"].contains($0.check) || $0.id.contains("ateg") }
    #expect(results.map(\.status) == [.pass, .notRun, .notRun, .notRun, .pass], "\(results)")
    for result in results where result.status == .notRun { #expect(result.reason?.contains("sluice profile") == true) }
  }

  @Test func `of a classified column nothing is told but counts`() throws {
    let secret = "    classification: pii\n"
    // The profile was made without a contract, and so has what it should not have.
    let column = Baseline.Column(
      name: "v", type: "string", rows: 2, nulls: 0, categories: .listed(["ada", "bob"]))
    for (rule, observed) in [("newCategories", "1"), ("missingCategories", "2")] {
      let contract = try Batches.contract(
        "properties:\n  - name: v\n    logicalType: string\n\(secret)"
          + "    quality: [{type: custom, engine: sluice, implementation: {check: \(rule)}}]")
      var options = RunOptions(threads: 1)
      options.baseline = Baseline(
        path: "b.json", objects: [Baseline.Object(name: nil, rows: 2, columns: [column])])
      let result = try Batches.validate(contract, [Array("v\neve\n".utf8)], options: options).result(rule, "v")
      #expect(result.status == .fail && result.observed == observed)
      #expect(!"\(result)".contains("eve") && !"\(result)".contains("ada"), "\(result)")
      let kept = try Batches.profile(contract, [Array("v\neve\n\n".utf8)])
      #expect(!"\(kept)".contains("eve"), "\(kept)")
      #expect(kept.columns[0].values == .leftOut(.masked) && kept.columns[0].summary.distinct == 1)
    }
  }

  @Test func `values that come are listed by how often, values that go in their order`() throws {
    let new = try Self.run("check: newCategories", type: "string", then: ["a"], now: ["c", "b", "c", "d", "a"])
    #expect(
      new.details.map { "\($0.name) \($0.value)" } == [
        "valuesThen integer(1)", "valuesNow integer(4)", "rowsWithNewValues integer(4)",
        "newValues list([\"c\", \"b\", \"d\"])", "baseline text(\"earlier.json\")",
      ])
    let missing = try Self.run("check: missingCategories", type: "integer", then: ["10", "9", "1"], now: ["1"])
    #expect(missing.details.contains { "\($0.value)" == "list([\"9\", \"10\"])" }, "\(missing.details)")
    let many = try Self.run(
      "check: newCategories", type: "integer", then: ["0"], now: (0...30).map(String.init))
    #expect(many.observed == "30")
    guard case .list(let shown)? = many.details.first(where: { $0.name == "newValues" })?.value else {
      Issue.record("no list")
      return
    }
    #expect(shown.count == 20)
  }

  @Test func `long texts are compared in full`() throws {
    let long = String(repeating: "x", count: 5000)
    let result = try Self.run(
      "check: newCategories", type: "string", then: [long + "a"], now: [long + "b", long + "a"])
    #expect(result.observed == "1")
  }

  @Test(arguments: [(65_536, CheckResult.Status.pass), (65_537, .notRun)])
  func `more values than categories have are none, on either side`(count: Int, status: CheckResult.Status) throws {
    let many = (0..<count).map(String.init)
    for (then, now) in [(many, ["1"]), (["1"], many)] {
      let result = try Self.run(
        "check: newCategories, mustBeLessThan: 1000000", type: "integer", then: then, now: now)
      #expect(result.status == status, "\(result.reason ?? "")")
      if status == .notRun { #expect(result.reason?.contains("more than 65536 values") == true) }
    }
  }
}
