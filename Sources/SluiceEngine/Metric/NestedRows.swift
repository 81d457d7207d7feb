/// Says which rows break tests of values inside their cells: for a pass that divides rows instead of counting them.
///
/// Law: as many rows as the first pass counted.
final class NestedRows {
  private let walker: NestedWalker
  private let shape: NestedShape
  /// By test: the node whose values it is asked of.
  private let nodes: [Int]
  private let runners: [CellTestRunner]
  private let storages: [LaneStorage<UInt8>]
  private var counts: [Int]

  /// `tests`: each with the index of its node in the shape.
  init(_ shape: NestedShape, _ container: ColumnKind.Container, _ tests: [(node: Int, test: CellTest)]) {
    walker = NestedWalker(shape, container)
    self.shape = shape
    nodes = tests.map(\.node)
    runners = tests.map { CellTestRunner($0.test, samples: 0) }
    storages = tests.map { _ in LaneStorage(repeating: 0) }
    counts = tests.map { _ in 0 }
  }

  /// Decodes a gathered column and runs the tests on what is inside its cells.
  func decode(_ column: ColumnBatch) {
    let lanes = storages.map { $0.lane(of: column.rows) }
    for (test, fails) in lanes.enumerated() {
      counts[test] = 0
      for row in 0..<column.rows { fails[row] = 0 }
    }
    var faults = JSONFaultCounts()
    walker.decode(column, faults: &faults) { node, values in
      guard let origin = values.origin else { return }
      NestedRunner.decode(values, as: self.shape.nodes[node])
      for test in self.nodes.indices where self.nodes[test] == node {
        self.counts[test] += self.runners[test].mark(values, origin, lanes[test])
      }
    }
  }

  /// For every row whether it breaks the test, and how many rows do.
  func failing(test: Int) -> (rows: Lane<UInt8>, count: Int) { (storages[test].lane, counts[test]) }
}
