import Testing

@testable import SluiceEngine

/// Lines that are no records, and blanks that are no part of fields: rows, lines and bytes stay those of the file.
struct LinesTests {
  static func dialect(_ change: (inout Dialect) -> Void) -> Dialect {
    var dialect = Dialect.standard
    change(&dialect)
    return dialect
  }

  static let chunks = [1, 2, 3, 7, 64, 1 << 18]

  static func scan(_ text: String, _ dialect: Dialect, _ chunkBytes: Int = 1 << 18) throws -> ScannedBatch {
    try Batches.scan([Array(text.utf8)], columns: ["a", "b"], dialect: dialect, threads: 2, chunkBytes: chunkBytes)
  }

  @Test(arguments: chunks)
  func `skipped lines are no records, whatever they hold`(chunkBytes: Int) throws {
    let text = "a \"title\n\nsep=;\na,b\n1,2\n3\n"
    let batch = try Self.scan(text, Self.dialect { $0.skippedLines = 3 }, chunkBytes)
    #expect(batch.cells == [["1", "2"]])
    #expect(batch.rows.map(\.line) == [5])
    #expect(batch.rows.map(\.byteOffset) == [20])
    #expect(batch.faults == ["fieldCount error x1 row 2 line 6 byte 24"])
  }

  @Test(arguments: chunks)
  func `lines are skipped in every part, behind a byte order mark and before faults of the header`(chunkBytes: Int)
    throws
  {
    let parts = ["\u{FEFF}x\na,b,b\n1,2,3\n", "y\nb,a,b\n4,5,6\n"].map { Array($0.utf8) }
    let dialect = Self.dialect { $0.skippedLines = 1 }
    let batch = try Batches.scan(parts, columns: ["a", "b"], dialect: dialect, chunkBytes: chunkBytes)
    #expect(batch.cells == [["1", "2"], ["5", "4"]])
    #expect(
      batch.faults == [
        "byteOrderMark warning x1 row 0 line 1 byte 0", "duplicateHeader error x1 row 0 line 2 byte 5",
        "duplicateHeader error x1 row 0 line 2 byte 2",
      ])
  }

  @Test(arguments: ["x\n", "x", "x\ny\n", "", "x\ny"])
  func `where nothing is left behind the skipped lines, the header is missing`(text: String) throws {
    let batch = try Self.scan(text, Self.dialect { $0.skippedLines = 2 })
    #expect(batch.faults == ["emptyFile error x1 row 0 line 1 byte 0"])
    #expect(batch.findings.first?.message == "no line is left behind the 2 that skipRows drops, a header is due")
  }

  @Test(arguments: chunks)
  func `comments are no records, and lines and bytes are counted on`(chunkBytes: Int) throws {
    let text = "# made \"by\na,b\n#,,,\n#\n1,2\n3,\"x\n# inside\"\n#\u{0}\n\"#4\",5\n6\n # 7,8\n#end"
    let batch = try Self.scan(text, Self.dialect { $0.comment = UInt8(ascii: "#") }, chunkBytes)
    #expect(batch.cells == [["1", "2"], ["3", "x\n# inside"], ["#4", "5"], [" # 7", "8"]])
    #expect(batch.rows.map(\.row) == [1, 2, 3, 5])
    #expect(batch.rows.map(\.line) == [5, 6, 9, 11])
    #expect(batch.rows.map(\.byteOffset) == [22, 26, 44, 53])
    #expect(batch.faults == ["fieldCount error x1 row 4 line 10 byte 51"])
    #expect(batch.records == 5)
  }

  @Test(arguments: chunks)
  func `comments end in CR LF too, and stand before a blank line and a line end unlike the first`(chunkBytes: Int)
    throws
  {
    let text = "a,b\r\n# c\r\n\r\n1,2\r\n#\n3,4\n#\n"
    let batch = try Self.scan(text, Self.dialect { $0.comment = UInt8(ascii: "#") }, chunkBytes)
    #expect(batch.cells == [["1", "2"], ["3", "4"]])
    #expect(
      batch.faults == [
        "blankLine error x1 row 1 line 3 byte 10", "mixedLineEndings warning x1 row 3 line 6 byte 19",
      ])
  }

  @Test
  func `a comment longer than a field may be is dropped unread`() throws {
    let long = "#" + String(repeating: "x", count: 300)
    for chunkBytes in [1, 7, 64, 4096] {
      let batch = try Batches.scan(
        [Array("a,b\n\(long)\n1,2\n\(long)".utf8)], columns: ["a", "b"],
        dialect: Self.dialect { $0.comment = UInt8(ascii: "#") }, fieldLimit: 16, chunkBytes: chunkBytes)
      #expect(batch.faults.isEmpty)
      #expect(batch.cells == [["1", "2"]])
      #expect(batch.rows.map(\.line) == [3])
    }
  }

  @Test(arguments: chunks)
  func `blanks around fields and quotes are trimmed, those inside quotes are not`(chunkBytes: Int) throws {
    let text = " a ,\t\"b\"\t\n 1 , \" x \" \n\"2\"  ,  \n\t , \"\"\n a \"b ,3\n"
    let batch = try Self.scan(text, Self.dialect { $0.trims = true }, chunkBytes)
    #expect(batch.cells == [["1", " x "], ["2", nil], [nil, ""], ["a \"b", "3"]])
    #expect(batch.faults == ["bareQuote error x1 row 4 line 5 byte 41"])
  }

  @Test
  func `a tab that delimits is no blank, and text behind a quote and its blanks is a fault`() throws {
    let dialect = Self.dialect { ($0.trims, $0.delimiter) = (true, 9) }
    let batch = try Self.scan("a\tb\n 1 \t\n\"2\" x\t3\n", dialect)
    #expect(batch.cells == [["1", nil]])
    #expect(batch.faults == ["textAfterQuote error x1 row 2 line 3 byte 13"])
  }

  @Test(arguments: chunks)
  func `where nothing is quoted a quote is data`(chunkBytes: Int) throws {
    let batch = try Self.scan("a,\"b\"\n\"1,5\" \n\",\n", Self.dialect { $0.quote = nil }, chunkBytes)
    #expect(batch.faults.isEmpty)
    #expect(batch.cells == [["\"1", nil], ["\"", nil]])
  }

  @Test
  func `without a header the names of the columns as a first record are a fault`() throws {
    let dialect = Self.dialect { $0.hasHeader = false }
    for text in ["a,b\n1,2\n", "b,a\n1,2\n"] {
      let batch = try Self.scan(text, dialect)
      #expect(batch.faults == ["headerMismatch error x1 row 1 line 1 byte 0"])
      #expect(
        batch.findings.first?.message
          == "the first record holds the names of the columns, and no header is due; say header: true, or --header")
    }
    #expect(try Self.scan("a,x\n1,2\n", dialect).faults.isEmpty)
    let ragged = try Self.scan("1,2\n3\n", dialect)
    #expect(ragged.findings.first?.message == "1 field, the first record has 2")
  }
}
