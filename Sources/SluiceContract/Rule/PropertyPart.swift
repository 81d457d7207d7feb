/// A part of a nested column: what a rule about the insides of its cells is about.
package struct PropertyPart: Sendable, Hashable {
  /// `name` of the column.
  package var column: String
  /// The way down from the column's property; never empty.
  package var steps: [Step]

  package enum Step: Sendable, Hashable {
    /// The property of that index.
    case property(Int)
    case items
    case key, value
  }

  package init(column: String, steps: [Step]) {
    self.column = column
    self.steps = steps
  }
}

extension Property {
  /// What values are, also where the contract says so only by giving their parts.
  package var valueType: LogicalType? {
    if let logicalType { return logicalType }
    if !nested.properties.isEmpty { return .nested("object") }
    return nested.items.isEmpty ? nil : .nested("array")
  }

  /// The part that a step leads to.
  package func part(_ step: PropertyPart.Step) -> Property? {
    switch step {
    case .property(let index): nested.properties.indices.contains(index) ? nested.properties[index] : nil
    case .items: nested.items.first
    case .key: nested.map.first
    case .value: nested.map.last
    }
  }
}
