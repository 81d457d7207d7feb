/// Compares what two versions of one quality rule are told, and what they are held against.
struct RuleComparison {
  let old: RuleForm
  let new: RuleForm
  let owner: ContractComparison.RuleOwner
  let spot: ChangeSpot
  let list: ChangeList

  func run() {
    let before = AdmittedResults(old, owner.new ?? owner.old)
    let after = AdmittedResults(new, owner.new ?? owner.old)
    compareArguments(before, after)
    compareThresholds(before, after)
  }

  private var isBlocking: Bool { old.isBlocking || new.isBlocking }

  private func add(
    _ rule: ChangeRule, _ direction: ChangeDirection, _ words: String, at node: YAMLNode?, hint: String? = nil
  ) {
    var inner = spot
    if let node { inner.new = node }
    list.add(
      rule, direction, "\(spot.name): \(new.words): \(words)", inner, hint: hint, isBlocking: isBlocking)
  }

  // MARK: What it is told

  private func compareArguments(_ before: AdmittedResults?, _ after: AdmittedResults?) {
    let keys = new.arguments.map(\.key) + old.arguments.map(\.key).filter { new.argument($0) == nil }
    for key in keys {
      let (left, right) = (old.argument(key), new.argument(key))
      if left.saysTheSame(as: right) || isSameExpression(key, left, right) { continue }
      if key == "against" {
        add(.baselineChanged, .undetermined, DifferenceWords.of(key, left, right), at: right)
        continue
      }
      let change = direction(key, left, right)
      if change.direction == .none {
        if change.isIdle { continue }
        add(.textChanged, .none, DifferenceWords.of(key, left, right) + ", which asks the same", at: right)
        continue
      }
      add(
        .ruleChanged, turned(change.direction, before, after), DifferenceWords.of(key, left, right), at: right,
        hint: change.hint)
    }
  }

  /// Where fewer failures are asked for, a stricter argument tightens; where more are, it loosens.
  private func turned(_ direction: ChangeDirection, _ before: AdmittedResults?, _ after: AdmittedResults?)
    -> ChangeDirection
  {
    guard direction == .tightens || direction == .loosens else { return direction }
    guard let before, let after, before.shape == after.shape else { return .undetermined }
    switch before.shape {
    case .upTo: return direction
    case .from: return direction.opposite
    case .other: return .undetermined
    }
  }

  private struct ArgumentChange {
    var direction: ChangeDirection
    var hint: String?
    /// What is written is what holds anyway.
    var isIdle = false
  }

  /// Of an argument by what its check declares of a larger one.
  private func direction(_ key: String, _ left: YAMLNode?, _ right: YAMLNode?) -> ArgumentChange {
    if let special = special(key, left, right) { return special }
    let larger = declared(key)
    switch (left, right) {
    case (let left?, let right?) where left.items != nil && right.items != nil:
      return ArgumentChange(direction: larger.from(Self.values(left), to: Self.values(right)))
    case (let left?, let right?):
      guard let before = left.decimal, let after = right.decimal else { break }
      return ArgumentChange(direction: larger.from(before, to: after), isIdle: before == after)
    case (nil, let list?) where list.items != nil && key != "validValues":
      return ArgumentChange(direction: larger.from([], to: Self.values(list)))
    case (let list?, nil) where list.items != nil && key != "validValues":
      return ArgumentChange(direction: larger.from(Self.values(list), to: []))
    default: break
    }
    if left?.boolean ?? right?.boolean != nil {
      let (before, after) = (left?.boolean ?? false, right?.boolean ?? false)
      return ArgumentChange(direction: larger.from(before ? 1 : 0, to: after ? 1 : 0), isIdle: before == after)
    }
    return ArgumentChange(direction: .undetermined)
  }

  /// What a larger value does; what changes what is measured is not told by a direction of none.
  private func declared(_ key: String) -> ChangeDirection {
    let parameters = CheckDeclaration.named(new.check)?.parameters ?? []
    let direction = parameters.first { $0.name == key || $0.name == "arguments.\(key)" }?.direction
    return direction == nil || direction == CheckDeclaration.Direction.none ? .undetermined : direction ?? .undetermined
  }

  private static func values(_ list: YAMLNode) -> Set<String> { Set((list.items ?? []).map(\.canonical)) }

  /// Arguments whose meaning needs more than a comparison of two values.
  private func special(_ key: String, _ left: YAMLNode?, _ right: YAMLNode?) -> ArgumentChange? {
    switch key {
    case "validValues", "pattern":
      guard let left, let right else {
        // Both must hold, so one more asks for more.
        return ArgumentChange(direction: left == nil ? .tightens : .loosens)
      }
      guard key == "pattern", let before = left.text, let after = right.text else { return nil }
      return ArgumentChange(
        direction: .undetermined, hint: PatternFlips(from: before, to: after, of: owner.old, owner.new).words)
    case "k", "side", "method":
      guard case .sluice(let before) = old.rule.kind, case .sluice(let after) = new.rule.kind,
        let before = before.outliers, let after = after.outliers
      else { return nil }
      return ArgumentChange(direction: Self.direction(before, after, key), isIdle: before == after)
    case "tolerance":
      guard case .skew(let before) = old.rule.kind, case .skew(let after) = new.rule.kind else { return nil }
      let (less, more) = (before.tolerance ?? SkewTolerance(), after.tolerance ?? SkewTolerance())
      let parts = [
        ChangeDirection.loosens.from(less.absolute, to: more.absolute),
        ChangeDirection.loosens.from(less.relative, to: more.relative),
        ChangeDirection.loosens.from(less.ulp, to: more.ulp),
      ]
      return ArgumentChange(direction: .combined(parts), isIdle: less == more)
    case "maxMismatchRate": return ArgumentChange(direction: .none, isIdle: true)
    default: return nil
    }
  }

  private static func direction(_ old: OutlierTest, _ new: OutlierTest, _ key: String) -> ChangeDirection {
    switch key {
    case "k" where old.method == new.method: declaredK.from(old.k, to: new.k)
    case "side": old.side == new.side ? .none : old.side == .both ? .loosens : new.side == .both ? .tightens : .both
    default: .undetermined
    }
  }

  private static var declaredK: ChangeDirection {
    CheckDeclaration.outliers.parameters.first { $0.name == "k" }?.direction ?? .undetermined
  }

  /// Blanks and line ends between the words of an expression say nothing.
  private func isSameExpression(_ key: String, _ left: YAMLNode?, _ right: YAMLNode?) -> Bool {
    guard ["expr", "where"].contains(key), let left = left?.text, let right = right?.text,
      let before = Self.expressionWords(left), let after = Self.expressionWords(right)
    else { return false }
    return before == after
  }

  private static func expressionWords(_ text: String) -> [[UInt8]]? {
    let bytes = Array(text.utf8)
    return (try? ExpressionLexer.tokens(bytes))?.map { Array(bytes[$0.range]) }
  }

  // MARK: What it is held against

  private func compareThresholds(_ before: AdmittedResults?, _ after: AdmittedResults?) {
    let (left, right) = (old.thresholdNode, new.thresholdNode)
    let keys = Grammar.operators + ["unit", "maxMismatchRate"]
    let changed = keys.filter { !left[$0].saysTheSame(as: right[$0]) }
    guard !changed.isEmpty else { return }
    let direction: ChangeDirection =
      if let before, let after { before.direction(to: after) } else { .undetermined }
    let operators = changed.filter { $0 != "unit" }
    let node = (operators + changed).lazy.compactMap { right.pair($0)?.value }.first
    let words = "\(Self.words(left)) becomes \(Self.words(right))"
    if direction == .none { return add(.textChanged, .none, words + ", which admits the same", at: node) }
    add(.thresholdChanged, direction, words, at: node)
  }

  /// `mustBeLessThan: 5 percent`
  private static func words(_ node: YAMLNode) -> String {
    let pairs = (Grammar.operators + ["maxMismatchRate"]).compactMap { node.pair($0) }
    let texts = pairs.map { "`\($0.key): \($0.value.words)`" }
    let unit = node["unit"].map { " \($0.words)" } ?? ""
    return texts.isEmpty ? "the default threshold" : texts.joined(separator: ", ") + unit
  }
}
