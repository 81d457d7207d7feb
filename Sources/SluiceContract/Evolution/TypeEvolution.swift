/// What it does to a promise that values are of another type: a type that holds all values of another loosens it.
package struct TypeEvolution: Sendable {
  private enum Kind: Equatable {
    case integer(Bounds?), number(isSingle: Bool, isDouble: Bool), decimal(precision: Int, scale: Int)
    case text, other(String)

    static func == (left: Self, right: Self) -> Bool {
      switch (left, right) {
      case (.text, .text): true
      case (.other(let left), .other(let right)): left.utf8.elementsEqual(right.utf8)
      default: false
      }
    }
  }

  private let kind: Kind
  /// As the table and messages call it: `integer i32`, `DECIMAL(18,2)`, `text`.
  let words: String

  init(_ property: Property) {
    self.init(property.valueType, format: property.options.format?.value)
  }

  init(_ type: LogicalType?, format: String?) {
    let form = format.flatMap { NumberForm($0) }
    switch type {
    case nil, .string:
      kind = .text
      words = type == nil ? "text (no logicalType)" : "string"
    case .integer:
      kind = .integer(form?.bounds)
      words = form == nil ? "integer" : "integer \(format ?? "")"
    case .number:
      kind = .number(isSingle: form == .float32, isDouble: form == .float64)
      words = form == nil ? "number" : "number \(format ?? "")"
    case .decimal(let precision, let scale):
      kind = .decimal(precision: precision, scale: scale)
      words = "DECIMAL(\(precision),\(scale))"
    case .boolean: (kind, words) = (.other("boolean"), "boolean")
    case .date: (kind, words) = (.other("date"), "date")
    case .time: (kind, words) = (.other("time"), "time")
    case .timestamp: (kind, words) = (.other("timestamp"), "timestamp")
    case .nested(let name): (kind, words) = (.other(name), name)
    }
  }

  func direction(to new: TypeEvolution) -> ChangeDirection {
    let (grows, shrinks) = (!holds(new), !new.holds(self))
    return grows && shrinks ? .both : .ofAdmitted(grows: grows, shrinks: shrinks)
  }

  /// Whether every value of another type is one of this.
  private func holds(_ other: TypeEvolution) -> Bool {
    switch (kind, other.kind) {
    case (.integer(let own), .integer(let theirs)): return Self.holds(own, theirs)
    case (.number, .integer), (.number, .decimal): return true
    case (.number(let single, let double), .number(let otherSingle, let otherDouble)):
      return single ? otherSingle : double ? otherSingle || otherDouble : true
    case (.decimal(let precision, let scale), .decimal(let otherPrecision, let otherScale)):
      return precision - scale >= otherPrecision - otherScale && scale >= otherScale
    case (.decimal(let precision, let scale), .integer(let bounds)):
      guard let limit = ExactDecimal(isNegative: false, digits: [1], exponent: precision - scale) else { return false }
      return [bounds?.minimum, bounds?.maximum].allSatisfy { bound in
        guard case .number(let value)? = bound?.value else { return false }
        let size = ExactDecimal(isNegative: false, digits: value.digits, exponent: value.exponent) ?? value
        return size < limit
      }
    case (.other("timestamp"), .other("date")): return true
    default: return kind == other.kind
    }
  }

  private static func holds(_ own: Bounds?, _ theirs: Bounds?) -> Bool {
    guard let own else { return true }
    guard let theirs else { return false }
    return [theirs.minimum, theirs.maximum].allSatisfy { bound in
      guard case .number(let value)? = bound?.value else { return false }
      return BoundOrder.isInside(value, own)
    }
  }

  /// The pairs that the documentation shows, with what the code above says of them.
  package static let published: [(old: String, new: String, direction: ChangeDirection)] = {
    let pairs: [((LogicalType?, String?), (LogicalType?, String?))] = [
      ((.integer, nil), (.number, nil)), ((.integer, "i32"), (.integer, "i64")), ((.integer, "u8"), (.integer, "i16")),
      ((.integer, "i64"), (.integer, nil)), ((.integer, "i32"), (.integer, "u32")),
      ((.integer, "i32"), (.decimal(precision: 12, scale: 2), nil)),
      ((.integer, nil), (.decimal(precision: 12, scale: 2), nil)),
      ((.decimal(precision: 10, scale: 2), nil), (.decimal(precision: 12, scale: 2), nil)),
      ((.decimal(precision: 10, scale: 2), nil), (.decimal(precision: 10, scale: 4), nil)),
      ((.decimal(precision: 10, scale: 2), nil), (.number, nil)), ((.number, "f32"), (.number, "f64")),
      ((.number, "f64"), (.number, nil)), ((.date, nil), (.timestamp, nil)), ((nil, nil), (.string, nil)),
      ((.integer, nil), (.string, nil)), ((.boolean, nil), (.integer, nil)), ((.time, nil), (.timestamp, nil)),
      ((.string, nil), (.date, nil)), ((.nested("object"), nil), (.nested("map"), nil)),
    ]
    return pairs.map { old, new in
      let (left, right) = (TypeEvolution(old.0, format: old.1), TypeEvolution(new.0, format: new.1))
      return (left.words, right.words, left.direction(to: right))
    }
  }()
}

extension ContractComparison {
  /// What the type's change does; `none` where it has not changed.
  func compareType(_ old: Property, _ new: Property, _ spot: ChangeSpot) -> ChangeDirection {
    let (before, after) = (TypeEvolution(old), TypeEvolution(new))
    let direction = before.direction(to: after)
    if direction != .none {
      list.add(
        .typeChanged, direction, "\(spot.name): the type was \(before.words), is \(after.words)", spot,
        key: typeKey(spot))
      return direction
    }
    if !before.words.utf8.elementsEqual(after.words.utf8) {
      list.add(
        .textChanged, .none, "\(spot.name): the type was \(before.words), is \(after.words), which is the same", spot,
        key: typeKey(spot))
    }
    if !spot.old["physicalType"].saysTheSame(as: spot.new["physicalType"]), !isDecimal(old), !isDecimal(new) {
      let words = DifferenceWords.of("physicalType", spot.old["physicalType"], spot.new["physicalType"])
      list.add(.physicalTypeChanged, .undetermined, "\(spot.name): \(words)", spot, key: "physicalType")
    }
    return .none
  }

  private func isDecimal(_ property: Property) -> Bool {
    if case .decimal? = property.logicalType { true } else { false }
  }

  /// Where the type is written that has changed.
  private func typeKey(_ spot: ChangeSpot) -> String {
    ["logicalType", "physicalType", "logicalTypeOptions"].first { !spot.old[$0].saysTheSame(as: spot.new[$0]) }
      ?? "logicalType"
  }
}
