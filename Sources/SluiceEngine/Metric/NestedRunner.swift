/// Decodes a nested column for one worker, and holds what is inside its cells to the tests of their nodes.
///
/// The values of a node are a column like any other: the same decoders, the same tests, the same statistics.
final class NestedRunner {
  private let spec: NestedSpec
  private let walker: NestedWalker
  private let runners: [[CellTestRunner]]
  private var state: NestedState

  /// JSON has its own words for true and false, whatever the dialect's are.
  private static let dialect = {
    var dialect = Dialect.standard
    dialect.trueTokens = [Array("true".utf8)]
    dialect.falseTokens = [Array("false".utf8)]
    return dialect
  }()

  init(_ spec: NestedSpec, _ container: ColumnKind.Container, samples: Int) {
    self.spec = spec
    walker = NestedWalker(spec.shape, container)
    runners = spec.tests.map { tests in tests.map { CellTestRunner($0, samples: samples) } }
    state = NestedState(spec, samples: samples)
  }

  /// Decodes a gathered column; after that it is counted and tested as any other.
  func decode(_ column: ColumnBatch) {
    var faults = JSONFaultCounts()
    walker.decode(column, faults: &faults) { node, values in
      self.take(values, node)
    }
    state.addFaults(faults)
  }

  private func take(_ values: ColumnBatch, _ node: Int) {
    Self.decode(values, as: spec.shape.nodes[node])
    state.add(values, to: node)
    for runner in runners[node] { runner.run(values) }
  }

  /// Decodes the values of a node.
  static func decode(_ values: ColumnBatch, as node: NestedShape.Node) {
    // The walker has the sizes of containers already.
    if !node.kind.isContainer { Decoder.decode(values, as: node.kind, node.reading, dialect: dialect) }
  }

  func finishedState() -> NestedState {
    state.finish(runners.map { $0.map(\.state) }, occurrences: walker.occurrences)
    return state
  }
}
