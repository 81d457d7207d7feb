/// Everything that is known of the insides of a nested column: a mergeable state, part of its column's.
struct NestedState: MetricState, Sendable {
  /// By node; the first one's stays empty.
  private(set) var nodes: [ColumnState]
  /// Rows in which each node's container was there.
  private(set) var occurrences: [Int]
  /// Why cells are not the promised JSON.
  private(set) var faults = JSONFaultCounts()

  init(_ spec: NestedSpec, samples: Int) {
    nodes = spec.shape.nodes.indices.map { ColumnState(spec.column($0), samples: samples) }
    occurrences = nodes.map { _ in 0 }
  }

  /// Adds values of a node, decoded.
  mutating func add(_ column: ColumnBatch, to node: Int) { nodes[node].add(column) }

  mutating func addFaults(_ other: JSONFaultCounts) { faults.merge(other) }

  mutating func finish(_ findings: [[FindingState]], occurrences: [Int]) {
    for node in nodes.indices { nodes[node].setFindings(findings[node]) }
    self.occurrences = occurrences
  }

  /// A node as its checks see it.
  func column(_ node: Int, _ spec: NestedSpec) -> ColumnState {
    var column = nodes[node]
    column.holders = occurrences[spec.shape.nodes[node].parent]
    return column
  }

  mutating func merge(_ other: NestedState) {
    for node in nodes.indices {
      nodes[node].merge(other.nodes[node])
      occurrences[node] += other.occurrences[node]
    }
    faults.merge(other.faults)
  }
}
