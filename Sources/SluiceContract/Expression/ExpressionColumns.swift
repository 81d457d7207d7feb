/// The columns that an expression may name, with what they hold.
package struct ExpressionColumns {
  let object: String
  let names: [String]
  private let types: [ExpressionType]
  /// Whether the contract says what the column holds.
  private let isTyped: [Bool]
  private let indices: [[UInt8]: Int]

  package init(_ object: SchemaObject) {
    self.object = object.name
    names = object.properties.map(\.name)
    types = object.properties.map { ExpressionType($0.valueType) }
    isTyped = object.properties.map { $0.valueType != nil }
    indices = Dictionary(names.enumerated().map { (Array($0.element.utf8), $0.offset) }) { first, _ in first }
  }

  func index(of name: [UInt8]) -> Int? { indices[name] }

  func type(of index: Int) -> ExpressionType { types[index] }

  /// What to do about a column that is text because nobody said what it is.
  func hint(about expression: TypedExpression) -> String? {
    guard case .column(let index) = expression.node, !isTyped[index] else { return nil }
    return "give the column \(Words.quoted(names[index])) a `logicalType`: without one it is text"
  }
}
