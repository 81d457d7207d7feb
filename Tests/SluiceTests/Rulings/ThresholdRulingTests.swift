import Sluice
import Testing

/// Rulings about what rules count and what they compare it with; `docs/semantics.md` names them by number.
@Suite struct ThresholdRulingTests {
  private func nulls(_ threshold: String, _ cells: [String]) -> Ruling {
    .column("quality: [{type: library, metric: nullValues, \(threshold)}]", cells)
  }

  @Test(arguments: [("[1, 1]", RuleResult.Status.pass), ("[0, 1]", .pass), ("[1, 2]", .pass), ("[2, 3]", .fail)])
  func `ruling 1: between includes both ends`(ends: String, status: RuleResult.Status) throws {
    #expect(try nulls("mustBeBetween: \(ends)", ["", "x"]).status("nullValues") == status)
    let opposite: RuleResult.Status = status == .pass ? .fail : .pass
    #expect(try nulls("mustNotBeBetween: \(ends)", ["", "x"]).status("nullValues") == opposite)
  }

  @Test func `ruling 1: ends in the wrong order are an error of the contract`() {
    #expect(!nulls("mustBeBetween: [10, 5]", []).errors().isEmpty)
    #expect(!nulls("unit: percent, mustBeLessThan: 101", []).errors().isEmpty)
    #expect(!Ruling.column("logicalType: integer, logicalTypeOptions: {minimum: 2, maximum: 1}", []).errors().isEmpty)
  }

  @Test func `ruling 2: percent is of the population, compared exactly`() throws {
    let third = ["", "x", "y"]
    #expect(try nulls("unit: percent, mustBeLessThan: 33.4", third).status("nullValues") == .pass)
    #expect(try nulls("unit: percent, mustBeLessThan: 33.3", third).status("nullValues") == .fail)
    // 100 / 3 is between these two, which differ in the twentieth digit.
    #expect(
      try nulls("unit: percent, mustBeLessThan: 33.3333333333333333333", third).status("nullValues") == .fail)
    #expect(
      try nulls("unit: percent, mustBeLessThan: 33.3333333333333333334", third).status("nullValues") == .pass)
    #expect(try nulls("unit: percent, mustBeLessThan: 50", third).rule("nullValues").population == 3)
    #expect(!nulls("unit: share, mustBeLessThan: 1", []).errors().isEmpty)
  }

  @Test func `ruling 3: missing counts nulls, and the listed tokens`() throws {
    let rule = "quality: [{type: library, metric: missingValues, mustBe: 2, arguments: {missingValues: [N/A]}}]"
    let missing = try Ruling.column(rule, ["", "N/A", "x"]).rule("missingValues")
    #expect(missing.status == .pass && missing.failing == 2 && missing.population == 3)
    #expect(try nulls("mustBe: 1", ["", "N/A", "x"]).status("nullValues") == .pass)
  }

  @Test func `ruling 4: invalid is what breaks the list or the pattern, of all rows`() throws {
    let both = "validValues: [aa, bb, c], pattern: ^..$"
    let rule = "quality: [{type: library, metric: invalidValues, mustBe: 2, arguments: {\(both)}}]"
    let invalid = try Ruling.column(rule, ["aa", "c", "xx", ""]).rule("invalidValues")
    #expect(invalid.status == .pass && invalid.failing == 2 && invalid.population == 4)
  }

  @Test func `ruling 5: duplicates are counted in three ways`() throws {
    func duplicates(_ threshold: String) -> Ruling {
      .column("quality: [{type: library, metric: duplicateValues, \(threshold)}]", ["x", "x", "x", "y", "y", "z", ""])
    }
    // Two values occur more than once; six rows are not null and three of them are surplus.
    #expect(try duplicates("mustBe: 2").status("duplicateValues") == .pass)
    #expect(try duplicates("unit: percent, mustBe: 50").status("duplicateValues") == .pass)
    #expect(try duplicates("mustBe: 2").rule("duplicateValues").population == 6)
    let text = try duplicates("mustBe: 0").report().text()
    #expect(text.contains("duplicatedValues 2 · surplusRows 3 · rowsInGroups 5"))
  }

  @Test func `ruling 5: a combination is left out only where all its parts are null`() throws {
    let arguments = "{type: library, metric: duplicateValues, mustBe: 1, arguments: {properties: [a, b]}}"
    let ruling = Ruling(
      properties: ["name: a", "name: b"], object: "quality: [\(arguments)]", batch: "a,b\n1,\n1,\n,\n,\n")
    #expect(try ruling.status("duplicateValues") == .pass)
    #expect(try ruling.rule("duplicateValues").population == 2)
  }

  @Test(arguments: [
    ("error", RuleResult.Status.fail), ("critical", .fail), ("high", .fail), ("medium", .fail), ("fail", .fail),
    ("blocker", .fail), ("warning", .warn), ("warn", .warn), ("low", .warn), ("minor", .warn), ("trivial", .warn),
    ("info", .warn),
  ]) func `ruling 9: the word of severity decides between fail and warn`(
    word: String, status: RuleResult.Status
  ) throws {
    #expect(try nulls("mustBe: 0, severity: \(word)", [""]).status("nullValues") == status)
  }

  @Test func `ruling 9: without a severity a rule blocks, and another word is an error`() throws {
    #expect(try nulls("mustBe: 0", [""]).status("nullValues") == .fail)
    #expect(!nulls("mustBe: 0, severity: Warning", []).errors().isEmpty)
  }

  @Test func `ruling 9: two tiers on one metric are two results`() throws {
    let tiers =
      "{type: library, metric: nullValues, unit: percent, mustBeLessThan: 10, severity: warning}"
      + ", {type: library, metric: nullValues, unit: percent, mustBeLessThan: 60}"
    let rules = try Ruling.column("quality: [\(tiers)]", ["", "x"]).report().rules.filter { $0.check == "nullValues" }
    #expect(rules.map(\.status) == [.warn, .pass])
  }
}
