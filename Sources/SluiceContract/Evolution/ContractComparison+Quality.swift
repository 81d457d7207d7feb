// Quality rules: matched by id, else by check and arguments, else by check.

extension ContractComparison {
  /// The column that holds rules, in both versions; none of an object.
  struct RuleOwner {
    var old: Property?
    var new: Property?
  }

  func compareRules(
    _ old: [Element<QualityRule>], _ new: [Element<QualityRule>], _ owner: RuleOwner, _ spot: ChangeSpot
  ) {
    let matching = ElementMatching(
      old.map(RuleForm.init), new.map(RuleForm.init),
      // Two tiers of one check differ in their severity.
      by: [
        { $0.id }, { $0.node.canonical }, { "\($0.isBlocking) \($0.signature)" }, { $0.signature },
        { "\($0.isBlocking) \($0.check)" }, { $0.check },
      ])
    for (old, new) in matching.pairs { compare(old, new, owner, inside(spot, old, new)) }
    for rule in matching.added {
      let spot = inside(spot, rule, rule)
      list.add(
        .ruleAdded, rule.isRun ? .tightens : .undetermined, "\(spot.name): \(rule.words) is new", spot, only: .new,
        rule.node, isBlocking: rule.isBlocking)
    }
    for rule in matching.removed {
      let spot = inside(spot, rule, rule)
      list.add(
        .ruleRemoved, rule.isRun ? .loosens : .undetermined, "\(spot.name): \(rule.words) is gone", spot, only: .old,
        rule.node, isBlocking: rule.isBlocking)
    }
  }

  private func inside(_ spot: ChangeSpot, _ old: RuleForm, _ new: RuleForm) -> ChangeSpot {
    var inner = spot.below("quality", old.node, new.node)
    inner.path += "[\(Words.escaped(new.id ?? new.check))]"
    return inner
  }

  private func compare(_ old: RuleForm, _ new: RuleForm, _ owner: RuleOwner, _ spot: ChangeSpot) {
    compareFields(.quality, spot)
    if old.isBlocking != new.isBlocking {
      list.add(
        .severityChanged, new.isBlocking ? .tightens : .loosens,
        "\(spot.name): \(new.words) \(new.isBlocking ? "halts the pipeline now" : "only warns now")", spot,
        key: "severity")
    } else if !spot.old["severity"].saysTheSame(as: spot.new["severity"]) {
      let words = DifferenceWords.of("severity", spot.old["severity"], spot.new["severity"])
      list.add(
        .textChanged, .none, "\(spot.name): \(new.words): \(words), which halts as before", spot, key: "severity")
    }
    guard old.check.utf8.elementsEqual(new.check.utf8) else {
      let words = "\(spot.name): \(new.words) is another check, was \(old.check)"
      let direction: ChangeDirection = old.isRun && new.isRun ? .both : .undetermined
      return list.add(.ruleChanged, direction, words, spot, isBlocking: old.isBlocking || new.isBlocking)
    }
    RuleComparison(old: old, new: new, owner: owner, spot: spot, list: list).run()
  }
}

/// A quality rule in the form in which two of them are compared.
struct RuleForm {
  let rule: QualityRule
  let node: YAMLNode
  /// `nullValues`, `rowRule`, `sql`, `text`; of a foreign engine its name.
  let check: String
  /// What the check is told, by key; without operators.
  let arguments: [YAMLPair]
  /// Whether some command of Sluice runs it.
  let isRun: Bool

  init(_ element: ContractComparison.Element<QualityRule>) {
    rule = element.typed
    node = element.node
    switch element.typed.kind {
    case .library(let metric, _):
      (check, isRun) = (metric, true)
      arguments = (node["arguments"]?.pairs ?? []) + [node.pair("validValues")].compactMap(\.self)
    case .older(let rule, _): (check, isRun, arguments) = (rule, false, [])
    case .text: (check, isRun, arguments) = ("text", false, [node.pair("description")].compactMap(\.self))
    case .sql: (check, isRun, arguments) = ("sql", true, [node.pair("query")].compactMap(\.self))
    case .custom(let engine, _):
      (check, isRun, arguments) = (engine, false, [node.pair("implementation")].compactMap(\.self))
    case .sluice(let engine):
      (check, isRun) = (engine.check, true)
      arguments = Self.arguments(engine.implementation)
    case .skew:
      (check, isRun) = ("skew", true)
      // Written as text, it is compared as a whole.
      let implementation = element.node.pair("implementation")
      arguments =
        implementation?.value.pairs == nil
        ? [implementation].compactMap(\.self) : Self.arguments(implementation?.value)
    }
  }

  private static func arguments(_ implementation: YAMLNode?) -> [YAMLPair] {
    let others = Set(Grammar.operators + ["check", "unit"])
    return (implementation?.pairs ?? []).filter { !others.contains($0.key) }
  }

  var id: String? { rule.id?.value }
  var isBlocking: Bool { rule.severity == .error }

  /// The check and what it is told.
  var signature: String {
    let texts = arguments.map { "\($0.key)=\($0.value.canonical)" }.sorted()
    return ([check] + texts).joined(separator: "\u{0}")
  }

  func argument(_ key: String) -> YAMLNode? { arguments.first { $0.key.utf8.elementsEqual(key.utf8) }?.value }

  /// Where the operator and its unit stand.
  var thresholdNode: YAMLNode {
    switch rule.kind {
    case .sluice(let engine): engine.implementation
    case .skew: node["implementation"] ?? node
    default: node
    }
  }

  /// `rule "late" (freshness)`, or `rule nullValues`
  var words: String {
    let name = node.shown("id") ?? node.shown("name")
    return name.map { "rule \(Words.quoted($0)) (\(Words.escaped(check)))" } ?? "rule \(Words.escaped(check))"
  }
}
