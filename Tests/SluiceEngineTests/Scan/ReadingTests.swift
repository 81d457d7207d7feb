import Testing

@testable import SluiceEngine

/// What is not a fault: every way in which a well-formed batch may be written.
struct ReadingTests {
  struct Case: CustomTestStringConvertible {
    var testDescription: String
    var text: String
    var columns: [String]
    var cells: [[String?]]

    init(_ name: String, _ text: String, _ cells: [[String?]], columns: [String] = ["a", "b"]) {
      (testDescription, self.text, self.columns, self.cells) = (name, text, columns, cells)
    }
  }

  static let cases: [Case] = [
    Case("plain", "a,b\n1,2\n3,4\n", [["1", "2"], ["3", "4"]]),
    Case("no line end at the end", "a,b\n1,2\n3,4", [["1", "2"], ["3", "4"]]),
    Case("CR LF", "a,b\r\n1,2\r\n3,4\r\n", [["1", "2"], ["3", "4"]]),
    Case("CR LF, none at the end", "a,b\r\n1,2\r\n3,4", [["1", "2"], ["3", "4"]]),
    Case("a quoted last field before CR LF", "a,b\r\n1,\"2\"\r\n", [["1", "2"]]),
    Case("header only", "a,b\n", []),
    Case("header only, no line end", "a,b", []),
    Case(
      "null is unquoted and empty, a quoted nothing is a text", "a,b\n,\"\"\n\"\",\n",
      [[nil, ""], ["", nil]]),
    Case("doubled quotes", "a,b\n\"x\"\"y\",\"\"\"\"\n", [["x\"y", "\""]]),
    Case("delimiters and line ends in quotes", "a,b\n\"x,y\",\"1\n2\r\n3\r4\"\n", [["x,y", "1\n2\r\n3\r4"]]),
    Case("blanks are kept", "a,b\n x , y \n", [[" x ", " y "]]),
    Case("in one column a blank line is a null row", "a\n1\n\n\"\"\n", [["1"], [nil], [""]], columns: ["a"]),
    Case("and so with CR LF", "a\r\n1\r\n\r\n\"\"\r\n", [["1"], [nil], [""]], columns: ["a"]),
    Case("null rows at the end of one column", "a\n1\n\n\n", [["1"], [nil], [nil]], columns: ["a"]),
    Case("columns by name, not by place", "b,x,a\n1,2,3\n", [["3", "1"]]),
    Case("columns that are not wanted", "x,a,b,y\n1,2,3,4\n", [["2", "3"]]),
    Case(
      "a quoted header with a line feed, a quote and a delimiter", "\"a\nb\",\"c\"\"d,\"\n1,2\n",
      [["1", "2"]],
      columns: ["a\nb", "c\"d,"]),
    Case("names compare by bytes", "e\u{301},\u{E9}\n1,2\n", [["2", "1"]], columns: ["\u{E9}", "e\u{301}"]),
    Case("any UTF-8", "a,b\n\u{2028},\u{1F600}\u{85}\n", [["\u{2028}", "\u{1F600}\u{85}"]]),
  ]

  @Test(arguments: cases)
  func `a well-formed file is read without a finding`(case: Case) throws {
    for chunkBytes in [1, 2, 3, 7, 64, 1 << 18] {
      let batch = try Batches.scan([Array(`case`.text.utf8)], columns: `case`.columns, chunkBytes: chunkBytes)
      #expect(batch.faults.isEmpty, "chunks of \(chunkBytes)")
      #expect(batch.cells == `case`.cells, "chunks of \(chunkBytes)")
    }
  }

  @Test
  func `rows, lines and bytes of a record are its start's`() throws {
    let batch = try Batches.scan(
      [Array("\"a\n\",b\n1,\"x\n\"\n3,4\n".utf8), Array("b,\"a\n\"\n5,6\n".utf8)], columns: ["b"])
    #expect(batch.rows.map(\.ordinal) == [0, 1, Ordinals.first(ofFile: 1)])
    #expect(batch.rows.map(\.row) == [1, 2, 1])
    #expect(batch.rows.map(\.line) == [3, 5, 3])
    #expect(batch.rows.map(\.byteOffset) == [7, 14, 7])
  }

  @Test
  func `without a header columns go by place`() throws {
    var dialect = Dialect.standard
    dialect.hasHeader = false
    let batch = try Batches.scan(
      [Array("1,2\n3,4\n".utf8), [], Array("5,6\n".utf8)], columns: ["a", "b"], dialect: dialect)
    #expect(batch.faults.isEmpty)
    #expect(batch.cells == [["1", "2"], ["3", "4"], ["5", "6"]])
    #expect(batch.rows.map(\.row) == [1, 2, 1])
  }

  @Test
  func `without a header another width is one fault for each part`() throws {
    var dialect = Dialect.standard
    dialect.hasHeader = false
    let batch = try Batches.scan(
      [Array("1,2,3\n4,5,6\n".utf8), Array("7\n".utf8)], columns: ["a", "b"], dialect: dialect)
    let place = "headerMismatch error x1 row 1 line 1 byte 0"
    #expect(batch.faults == [place, place])
    #expect(batch.findings.first?.message == "3 fields and no header, expected 2 columns by position")
    #expect(batch.cells == [["1", "2"], ["4", "5"], ["7", nil]])
  }

  @Test
  func `the dialect's delimiter, quote and null tokens are used`() throws {
    var dialect = Dialect.standard
    dialect.delimiter = UInt8(ascii: ";")
    dialect.quote = UInt8(ascii: "'")
    dialect.nullTokens = [Array("NA".utf8), Array("\\N".utf8)]
    let batch = try Batches.scan(
      [Array("a;b\n'x;''y';NA\n'NA';\\N\n;\"q\"\n".utf8)], columns: ["a", "b"], dialect: dialect)
    #expect(batch.faults.isEmpty)
    #expect(batch.cells == [["x;'y", nil], ["NA", nil], ["", "\"q\""]])
  }

  @Test
  func `a chunk border inside any character is no border of records`() throws {
    let text = "a,b\r\n\"1\"\"\r\n\u{1F600}\",\"\"\r\n,\u{E9}\r\n"
    for chunkBytes in 1...text.utf8.count {
      let batch = try Batches.scan(
        [Array(text.utf8)], columns: ["a", "b"], threads: 2, chunkBytes: chunkBytes)
      #expect(batch.faults.isEmpty, "chunks of \(chunkBytes)")
      #expect(batch.cells == [["1\"\r\n\u{1F600}", ""], [nil, "\u{E9}"]], "chunks of \(chunkBytes)")
    }
  }
}
