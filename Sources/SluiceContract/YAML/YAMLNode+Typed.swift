// Typed access by position: each accessor gives nil where the grammar has already reported a wrong kind.

extension YAMLNode {
  /// Text, whatever it looks like; nil for null and collections.
  var text: String? {
    guard let scalar, !scalar.isNull else { return nil }
    return scalar.text
  }

  var markedText: Marked<String>? { text.map { Marked($0, at: mark) } }
  var boolean: Bool? { scalar?.boolean }
  var decimal: ExactDecimal? { scalar?.number }
  var integer: Int? { scalar?.number?.intValue }

  /// A free scalar: unquoted JSON-like numbers, `true`, `false` and null are what they look like; all else is
  /// text.
  var freeScalar: Scalar? {
    guard let scalar else { return nil }
    if scalar.isNull { return .null }
    if let number = scalar.number { return .number(number) }
    if let boolean = scalar.boolean { return .boolean(boolean) }
    return .text(scalar.text)
  }

  /// A free scalar that stands for a value of a column: in a text-like column `1.10` is the text `1.10`, and in
  /// a numeric or boolean one quotes make no difference, as a cell has none.
  func value(for type: LogicalType?) -> Scalar? {
    guard let scalar else { return nil }
    if scalar.isNull { return .null }
    switch type {
    case .integer, .number, .decimal: return ExactDecimal(scalar.text).map { .number($0) } ?? freeScalar
    case .boolean where scalar.text == "true" || scalar.text == "false":
      return .boolean(scalar.text == "true")
    case .boolean, .nested: return freeScalar
    case .string, .date, .time, .timestamp, nil: return .text(scalar.text)
    }
  }

  func text(_ key: String) -> String? { self[key]?.text }
  /// The same for reports, with variables in place of their values.
  func shown(_ key: String) -> String? { self[key].flatMap { $0.text == nil ? nil : $0.scalar?.shown } }
  func markedText(_ key: String) -> Marked<String>? { self[key]?.markedText }
  func boolean(_ key: String) -> Bool? { self[key]?.boolean }
  func integer(_ key: String) -> Int? { self[key]?.integer }

  func markedInteger(_ key: String) -> Marked<Int>? {
    guard let pair = pair(key), let value = pair.value.integer else { return nil }
    return Marked(value, at: pair.value.mark)
  }

  func texts(_ key: String) -> [String] { self[key]?.items?.compactMap(\.text) ?? [] }
  func list(_ key: String) -> [YAMLNode] { self[key]?.items ?? [] }
}
