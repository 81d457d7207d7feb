import Testing

@testable import SluiceEngine

/// Cells cut out of records: quotes taken off, nulls told from empty strings, line ends left out.
struct ColumnBatchTests {
  struct Example: Sendable, CustomTestStringConvertible {
    var field: String
    var cell: Cell
    var testDescription: String { field }
  }

  @Test(
    arguments: [
      Example(field: "", cell: .null), Example(field: "\"\"", cell: .text("")),
      Example(field: "a", cell: .text("a")), Example(field: "\"a\"", cell: .text("a")),
      Example(field: "\"a,b\"", cell: .text("a,b")), Example(field: "\"a\nb\"", cell: .text("a\nb")),
      Example(field: "\"a\r\nb\"", cell: .text("a\r\nb")), Example(field: "\"\"\"\"", cell: .text("\"")),
      Example(field: "\"\"\"a\"\"\"", cell: .text("\"a\"")), Example(field: "\"a\"\"b\"\"c\"", cell: .text("a\"b\"c")),
      Example(field: "\"\"\"\"\"\"", cell: .text("\"\"")), Example(field: " a ", cell: .text(" a ")),
      Example(field: "\" \"", cell: .text(" ")), Example(field: "NULL", cell: .text("NULL")),
      Example(field: "é😀", cell: .text("é😀")), Example(field: "\"é\"\"😀\"", cell: .text("é\"😀")),
      Example(field: "end\\", cell: .text("end\\")),
    ])
  func `a field is its text, first, in the middle and last`(_ example: Example) throws {
    for lineEnd in ["\n", "\r\n"] {
      for rest in ["x,y,z" + lineEnd, "\"q\"\"q\",y,z" + lineEnd] {
        let record = [String](repeating: example.field, count: 3).joined(separator: ",") + lineEnd
        let csv = "c0,c1,c2" + lineEnd + record + rest + record
        for chunkBytes in [1, 7, 1 << 20] {
          for field in 0..<3 {
            let cells = try Self.cells(of: csv, field: field, chunkBytes: chunkBytes)
            #expect(cells.count == 3)
            #expect(cells.first == example.cell, "field \(field), chunks of \(chunkBytes)")
            #expect(cells.last == example.cell, "field \(field), chunks of \(chunkBytes)")
          }
        }
      }
    }
  }

  @Test func `null tokens replace the empty field, and only where nothing is quoted`() throws {
    var dialect = Dialect.standard
    dialect.nullTokens = ["\\N", "NA"].map { Array($0.utf8) }
    let csv = "c0,c1\n\\N,1\nNA,1\n\"NA\",1\n,1\n\"\",1\nNAN,1\nna,1\n"
    let expected: [Cell] = [.null, .null, .text("NA"), .text(""), .text(""), .text("NAN"), .text("na")]
    for chunkBytes in [1, 1 << 20] {
      #expect(try Self.cells(of: csv, field: 0, dialect: dialect, chunkBytes: chunkBytes) == expected)
    }
  }

  @Test func `nulls are counted, with and without quotes in the batch`() throws {
    for csv in ["c0,c1\n,1\na,2\n,3\n", "c0,c1\n,\"1\"\na,2\n,3\n", "c0,c1\r\n,1\r\na,2\r\n,3\r\n"] {
      let column = ColumnBatch()
      try Cells.eachBatch(of: csv, columns: 2) { batch in
        column.gather(batch, field: 0, dialect: .standard)
        #expect(column.rows == 3)
        #expect(column.nulls == 2)
      }
    }
  }

  @Test func `an empty last field is null under CR LF too`() throws {
    #expect(try Self.cells(of: "c0,c1\r\n1,\r\n2,x\r\n", field: 1) == [.null, .text("x")])
  }

  @Test func `the same cells can be decoded as one kind after another`() throws {
    try Cells.eachColumn(of: ["1.0", nil, "99999999999999999999", "x"], as: .integer) { column in
      #expect((column.invalid, column.integralFloats, column.wide.count) == (1, 1, 1))
      column.resetForDecoding()
      Decoder.decode(column, as: .number, nil, dialect: .standard)
      #expect((column.invalid, column.integralFloats, column.wide.count) == (1, 0, 0))
      let cells = (0..<4).map { Cell(column, .number, $0) }
      #expect(cells == [.number(1), .null, .number(1e20), .invalid])
    }
  }

  @Test func `memory is used again for smaller and larger batches`() throws {
    let column = ColumnBatch()
    for count in [3, 500, 1, 2000] {
      let cells = (0..<count).map { "\($0)" }
      try Cells.eachBatch(of: Cells.csv([cells]), columns: 1) { batch in
        column.gather(batch, field: 0, dialect: .standard)
        Decoder.decode(column, as: .integer, nil, dialect: .standard)
        #expect((0..<column.rows).map { column.integers[$0] } == (0..<Int64(count)).map(\.self))
      }
    }
  }

  private static func cells(
    of csv: String, field: Int, dialect: Dialect = .standard, chunkBytes: Int = 1 << 20
  ) throws -> [Cell] {
    let column = ColumnBatch()
    var cells: [Cell] = []
    try Cells.eachBatch(of: csv, columns: 3, dialect: dialect, chunkBytes: chunkBytes) { batch in
      column.gather(batch, field: field, dialect: dialect)
      cells += (0..<column.rows).map { Cell(column, .text, $0) }
    }
    return cells
  }
}
