import Testing

@testable import SluiceContract

/// Every kind of change, by a table; and that no change is silent, by the grammar.
struct EvolutionTests {
  /// A day in 2026.
  static let today: Int64 = 20_500

  static func evolution(
    _ old: String, _ new: String, perspective: ContractEvolution.Perspective? = nil, environment: [String: String] = [:]
  ) throws -> ContractEvolution {
    let readings = [old, new].map { read($0, environment: environment) }
    for reading in readings where reading.contract == nil { Issue.record("\(lines(reading))") }
    return ContractEvolution(from: readings[0], to: readings[1], perspective: perspective, today: today)
  }

  /// `rule direction`, without what is said of the version.
  static func words(_ evolution: ContractEvolution) -> [String] {
    evolution.findings.map(\.change).filter { $0.rule.id != "version-bump" }.map {
      "\($0.rule.id) \($0.direction.rawValue)" + ($0.isBlocking ? "" : "?")
    }
  }

  @Test(arguments: EvolutionCase.all)
  func `each step is told as what it is`(step: EvolutionCase) throws {
    let contracts = step.contracts
    #expect(Self.words(try Self.evolution(contracts.old, contracts.new)) == step.expected)
    #expect(Self.words(try Self.evolution(contracts.new, contracts.new)) == [])
  }

  /// What loosens one way tightens the other; additions and removals are kinds of their own.
  @Test(arguments: EvolutionCase.all)
  func `the way back is the opposite`(step: EvolutionCase) throws {
    let contracts = step.contracts
    let back = Self.words(try Self.evolution(contracts.new, contracts.old))
    #expect(back.isEmpty == step.expected.isEmpty, "\(back)")
    guard step.expected.count == 1, back.count == 1, let word = step.expected.first,
      word.split(separator: " ")[0] == back[0].split(separator: " ")[0]
    else { return }
    let opposite = word.split(separator: " ").map(String.init)
    let turned = ["loosens": "tightens", "tightens": "loosens", "loosens?": "tightens?", "tightens?": "loosens?"]
    #expect(back[0] == "\(opposite[0]) \(turned[opposite[1]] ?? opposite[1])")
  }

  @Test func `every kind of change is met by the table`() {
    let met = Set(EvolutionCase.all.flatMap(\.expected).map { String($0.split(separator: " ")[0]) })
    // What two contracts side by side cannot show, and the head, which the table does not change.
    let elsewhere = [
      "contract-added", "contract-removed", "contract-id", "standard-version", "status-changed", "version-bump",
      "waiver-expired",
    ]
    #expect(Set(ChangeRule.all.map(\.id)).subtracting(met).sorted() == elsewhere.sorted())
    #expect(Set(ChangeRule.all.map(\.id)).count == ChangeRule.all.count)
  }

  @Test(arguments: [
    ("id: shop", "id: store", "contract-id undetermined"), ("v3.2.0", "v3.1.0", "standard-version none"),
    ("status: active", "status: deprecated", "status-changed none"),
  ]) func `the head has kinds of its own`(old: String, new: String, expected: String) throws {
    let changed = head.split(separator: "\n").map { line in line.hasSuffix(old) ? line.dropLast(old.count) + new : line
    }
    #expect(Self.words(try Self.evolution(head, changed.joined(separator: "\n") + "\n")) == [expected])
  }

  @Test(arguments: ChangeRule.all.map(\.id))
  func `every declared example shows its kind`(id: String) throws {
    let rule = try #require(ChangeRule.named(id))
    #expect(rule.summary.hasSuffix(".") && !rule.why.isEmpty && !rule.whatToDo.hasSuffix("."))
    guard let example = rule.example else { return }
    let contracts = example.contracts
    #expect(Self.words(try Self.evolution(contracts.old, contracts.new)) == ["\(id) \(example.direction.rawValue)"])
  }

  @Test func `every key of the standard has a meaning in the table`() {
    let whole: Set<ShapeName> = [
      .description, .context, .verifiedStatement, .constraint, .enumValue, .synonym, .authoritativeDefinition,
      .customProperty,
    ]
    var missing: [String] = []
    for name in ShapeName.allCases where !whole.contains(name) {
      let shape = Grammar.shape(name)
      let fields = shape.fields + (shape.variants.map { $0.cases.values.flatMap(\.self) + $0.absent } ?? [])
      for field in fields where FieldEvolution.of(field.key, in: name) == nil {
        missing.append("\(name.rawValue).\(field.key)")
      }
    }
    #expect(missing.isEmpty, "\(Set(missing).sorted())")
  }

  @Test func `the page is what the table says, and every kind is explained`() throws {
    try expectFile("docs/breaking.md", holds: ChangeReference.markdown())
    for rule in ChangeRule.all {
      let text = try #require(ChangeReference.explain(rule.id))
      #expect(text.hasPrefix("\(rule.id): \(rule.summary)\n"))
    }
    #expect(ChangeReference.explain("column-remove") == nil)
  }
}
