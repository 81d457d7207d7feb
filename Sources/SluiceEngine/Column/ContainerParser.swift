/// Decodes JSON cells of which only the kind and the size are asked: a nested column before anybody promised more.
enum ContainerParser {
  static func decode(_ column: ColumnBatch, as container: ColumnKind.Container) {
    if mayHold(column, container) {
      var faults = JSONFaultCounts()
      NestedWalker(NestedShape(container), container).decode(column, faults: &faults) { _, _ in }
      return
    }
    let sizes = column.integerLane()
    for row in 0..<column.rows {
      sizes[row] = 0
      if column.status[row] != CellStatus.valid { continue }
      column.status[row] = CellStatus.invalid
      column.invalid += 1
    }
  }

  /// Whether some cell begins as such JSON does: most columns that are tried are told by their first bytes.
  private static func mayHold(_ column: ColumnBatch, _ container: ColumnKind.Container) -> Bool {
    let bracket = container.isObject ? UInt8(ascii: "{") : UInt8(ascii: "[")
    return (0..<column.rows).contains { row in
      guard column.status[row] == CellStatus.valid else { return false }
      let (start, length) = (Int(column.starts[row]), Int(column.lengths[row]))
      let first = (start..<start + length).first { !JSONScanner.isSpace(column.bytes[$0]) }
      return first.map { column.bytes[$0] } == bracket
    }
  }
}
