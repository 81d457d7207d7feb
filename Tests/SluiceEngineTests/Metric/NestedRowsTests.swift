import Testing

@testable import SluiceEngine

/// Rows that values inside their cells make fail, one by one.
struct NestedRowsTests {
  @Test
  func `each row is marked once, and by the tests that it breaks`() throws {
    var shape = NestedShape(.array)
    let items = shape.add(.integer, .items, to: 0)
    let aspect = shape.add(nil, .aspect(.uniqueItems), to: 0)
    let rows = NestedRows(shape, .array, [(items, .present), (items, .parses), (aspect, .parses)])
    let many = (0..<3000).map { $0 == 2999 ? "null" : "\($0)" }.joined(separator: ",")
    let cells = ["[1,2]", "[null,null]", "[\"x\",1,null,1.0]", "[\(many)]", "[", nil, "[2,2]"]
    try Cells.eachBatch(of: Cells.csv([cells]), columns: 1) { batch in
      let column = ColumnBatch()
      column.gather(batch, field: 0, dialect: .standard)
      rows.decode(column)
      let failing = (0..<3).map { test in (0..<column.rows).filter { rows.failing(test: test).rows[$0] != 0 } }
      #expect(failing == [[1, 2, 3], [2], [1, 2, 6]])
      #expect((0..<3).map { rows.failing(test: $0).count } == failing.map(\.count))
      #expect(column.invalid == 1)
    }
  }
}
