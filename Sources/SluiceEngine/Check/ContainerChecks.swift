internal import SluiceContract

/// Checks that ask something of an object, an array, a map or a vector as a whole.
protocol ContainerCheck: CellCheck {
  /// What must hold for the cells of the container, or of what is inside it.
  static func question(_ rule: Rule, _ target: CheckTarget) -> Requirement?
}

extension ContainerCheck {
  static func requirement(_ rule: Rule, _ target: CheckTarget) -> Requirement {
    question(rule, target) ?? .notRun(reason: "\(target.kind.name) columns have no \(id)")
  }
}

/// Bounds of how many items, members or dimensions a container has; the three say it in words of their own.
protocol SizeCheck: ContainerCheck {
  static var one: String { get }
  static var many: String { get }
}

extension SizeCheck {
  static func question(_ rule: Rule, _ target: CheckTarget) -> Requirement? {
    guard case .size(let minimum, let maximum) = rule.test, target.kind.isContainer else { return nil }
    let (low, high) = (Int64(minimum ?? 0), Int64(maximum ?? .max))
    return .cells(
      .inRange(
        IntegerRange(
          laneMinimum: low, laneMaximum: high, wideMinimum: Int128(low), wideMaximum: Int128(high),
          exact: ExactRange())))
  }

  static func expected(_ rule: Rule, _ target: CheckTarget) -> String {
    guard case .size(let minimum, let maximum) = rule.test else { return "" }
    switch (minimum, maximum) {
    case (let low?, let high?): return low == high ? words(low) : "\(low) to \(words(high))"
    case (let low?, nil): return "at least \(words(low))"
    default: return "at most \(words(maximum ?? 0))"
    }
  }

  private static func words(_ count: Int) -> String { "\(count) \(count == 1 ? one : many)" }
}

enum ItemsCheck: SizeCheck {
  static let id = "items"
  static let one = "item"
  static let many = "items"
}

enum PropertiesCheck: SizeCheck {
  static let id = "properties"
  static let one = "property"
  static let many = "properties"
}

enum DimensionsCheck: SizeCheck {
  static let id = "dimensions"
  static let one = "dimension"
  static let many = "dimensions"
}

enum UniqueItemsCheck: ContainerCheck {
  static let id = "uniqueItems"

  static func question(_ rule: Rule, _ target: CheckTarget) -> Requirement? {
    target.kind == .container(.array) ? .inside(.aspect(.uniqueItems), nil, .parses) : nil
  }

  static func expected(_ rule: Rule, _ target: CheckTarget) -> String { "no item twice" }
}

enum RequiredPropertiesCheck: ContainerCheck {
  static let id = "requiredProperties"

  static func question(_ rule: Rule, _ target: CheckTarget) -> Requirement? {
    guard case .requiredProperties(let names) = rule.test, target.kind == .container(.object) else { return nil }
    return .inside(.aspect(.hasMembers(names.map { Array($0.utf8) })), nil, .parses)
  }

  static func expected(_ rule: Rule, _ target: CheckTarget) -> String {
    guard case .requiredProperties(let names) = rule.test else { return "" }
    return "\(names.count == 1 ? "the property" : "all of the properties") \(ListWords.joined(names))"
  }
}
