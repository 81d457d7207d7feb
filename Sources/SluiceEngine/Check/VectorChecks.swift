internal import SluiceContract

/// What the elements of a vector may be, by `elementType`.
///
/// Only the range of a type is held against its values: an exporter may write more digits than a narrow type
/// keeps, and the nearest value of the type is what they mean.
struct ElementType {
  let name: String

  /// nil: any number.
  init(_ name: String?) { self.name = name ?? "number" }

  var kind: ColumnKind { integers == nil ? .number : .integer }

  private var integers: ClosedRange<Int64>? {
    switch name {
    case "int8": -128...127
    case "uint8": 0...255
    // One bit an element.
    case "binary": 0...1
    default: nil
    }
  }

  /// The largest finite value.
  private var largest: Double {
    switch name {
    case "float16": 65_504
    case "bfloat16": 0x1.fep127
    case "float32": Double(Float.greatestFiniteMagnitude)
    default: .greatestFiniteMagnitude
    }
  }

  /// How far the length of a unit vector may be from 1 after each element was rounded to the type.
  var tolerance: Double {
    switch name {
    case "float16": 1e-3
    case "bfloat16": 1e-2
    default: 1e-5
    }
  }

  /// A number of the type, and there.
  var test: CellTest {
    guard let integers else {
      let range = NumberRange(minimum: -largest, maximum: largest, excludesMinimum: false, excludesMaximum: false)
      return .all([.present, .parses, .inNumberRange(range)])
    }
    let (low, high) = (integers.lowerBound, integers.upperBound)
    let range = IntegerRange(
      laneMinimum: low, laneMaximum: high, wideMinimum: Int128(low), wideMaximum: Int128(high),
      exact: ExactRange(minimum: ExactDecimal(Int(low)), maximum: ExactDecimal(Int(high))))
    return .all([.present, .parses, .inRange(range)])
  }
}

enum ElementTypeCheck: ContainerCheck {
  static let id = "elementType"

  static func question(_ rule: Rule, _ target: CheckTarget) -> Requirement? {
    guard case .elementType(let name) = rule.test, target.kind == .container(.vector) else { return nil }
    let type = ElementType(name)
    return .inside(.items, type.kind, type.test)
  }

  static func expected(_ rule: Rule, _ target: CheckTarget) -> String {
    guard case .elementType(let name) = rule.test else { return "" }
    return name.map { "numbers of the type \($0)" } ?? "numbers"
  }
}

enum NormalizedCheck: ContainerCheck {
  static let id = "normalized"

  static func question(_ rule: Rule, _ target: CheckTarget) -> Requirement? {
    guard case .normalized(let name) = rule.test, target.kind == .container(.vector) else { return nil }
    return .inside(.aspect(.normalized(tolerance: ElementType(name).tolerance)), nil, .parses)
  }

  static func expected(_ rule: Rule, _ target: CheckTarget) -> String {
    guard case .normalized(let name) = rule.test else { return "" }
    return "a Euclidean length of 1, within \(ElementType(name).tolerance)"
  }
}
