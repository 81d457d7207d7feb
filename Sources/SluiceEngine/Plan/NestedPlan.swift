internal import SluiceContract

/// Collects what the rules ask of the insides of one column.
///
/// Only parts that some rule asks about become nodes; the rest of a cell is read and passed over.
struct NestedPlan {
  private(set) var spec: NestedSpec
  private let property: Property
  private var nodes: [[PropertyPart.Step]: Int] = [[]: 0]
  /// Index of the test for presence that several rules share, by node.
  private var presentTests: [Int: Int] = [:]

  /// nil for a column whose cells are not JSON.
  init?(_ property: Property) {
    guard case .container(let container) = ColumnKind(property.valueType) else { return nil }
    self.property = property
    spec = NestedSpec(NestedShape(container))
    if hidesNames([]) { spec.shape.hideNames(of: 0) }
  }

  /// The node of the part that `steps` lead to.
  mutating func node(of steps: [PropertyPart.Step]) -> Int {
    if let known = nodes[steps] { return known }
    guard let last = steps.last else { return 0 }
    let parent = node(of: steps.dropLast())
    let part = steps.reduce(property) { $0.part($1) ?? $0 }
    let step: NestedShape.Step =
      switch last {
      case .property: .member(Array(part.columnName.utf8))
      case .items: .items
      case .key: .key
      case .value: .value
      }
    let node = add(part.valueType.map { ColumnKind($0) }, step, to: parent, reading: part.timeReading)
    if hidesNames(steps) { spec.shape.hideNames(of: node) }
    nodes[steps] = node
    return node
  }

  /// A further node one step down.
  mutating func node(below parent: Int, _ step: NestedShape.Step, _ kind: ColumnKind?) -> Int {
    add(kind, step, to: parent)
  }

  /// Adds a test and returns its index among those of the node.
  mutating func add(_ test: CellTest, to node: Int) -> Int {
    if case .present = test {
      if let known = presentTests[node] { return known }
      presentTests[node] = spec.tests[node].count
    }
    spec.tests[node].append(test)
    return spec.tests[node].count - 1
  }

  private mutating func add(
    _ kind: ColumnKind?, _ step: NestedShape.Step, to parent: Int, reading: TimeReading? = nil
  ) -> Int {
    spec.tests.append([])
    return spec.shape.add(kind, step, to: parent, reading: reading)
  }

  /// Whether names of a map must not stand in paths: they are secret, or all of the column is.
  private func hidesNames(_ steps: [PropertyPart.Step]) -> Bool {
    var part = property
    for step in steps {
      if part.isClassified { return true }
      part = part.part(step) ?? part
    }
    return part.isClassified || part.nested.map.first?.isMasked ?? false
  }
}
