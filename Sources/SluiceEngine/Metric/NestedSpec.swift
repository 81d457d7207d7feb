/// What is to be computed of the insides of a nested column: its shape, and the tests of each node's values.
struct NestedSpec: Sendable {
  var shape: NestedShape
  /// By node. The first node's are empty: the column itself is tested as any other.
  var tests: [[CellTest]]

  init(_ shape: NestedShape) {
    self.shape = shape
    tests = shape.nodes.map { _ in [] }
  }

  /// What node `node` is as a column of its own.
  func column(_ node: Int) -> ColumnSpec {
    ColumnSpec(name: [], kind: shape.nodes[node].kind, tests: tests[node])
  }
}
