import Testing

@testable import SluiceContract
@testable import SluiceEngine

/// Each structural fault: what it is called, where it is, how often, and that reading goes on behind it.
struct StructureTests {
  struct Case: CustomTestStringConvertible {
    var testDescription: String
    var text: String
    /// As `ScannedBatch.faults` writes them.
    var faults: [String]
    var message: String
    /// The rows that can still be read, columns `a` and `b` joined by a bar.
    var rows: [String]

    init(_ name: String, _ text: String, _ faults: [String], _ message: String, rows: [String]) {
      (testDescription, self.text, self.faults, self.message, self.rows) = (name, text, faults, message, rows)
    }
  }

  static func rows(_ batch: ScannedBatch) -> [String] {
    batch.cells.map { $0.map { $0 ?? "null" }.joined(separator: "|") }
  }

  static let records: [Case] = [
    Case(
      "one field too many", "a,b\n1,2\n3,4,5\n6,7\n", ["fieldCount error x1 row 2 line 3 byte 8"],
      "3 fields, the header has 2; is a delimiter inside a value not quoted?", rows: ["1|2", "6|7"]),
    Case(
      "too few fields, twice", "a,b\n1\n3,4\n5\n", ["fieldCount error x2 row 1 line 2 byte 4"],
      "1 field, the header has 2", rows: ["3|4"]),
    Case(
      "ragged rows that add up", "a,b\n1\n2,3,4\n5,6\n", ["fieldCount error x2 row 1 line 2 byte 4"],
      "1 field, the header has 2", rows: ["5|6"]),
    Case(
      "a quote never closed, where it opened", "a,b\n1,\"x\n3,4\n",
      ["unterminatedQuote error x1 row 1 line 2 byte 6"],
      "a quote opens here and no quote closes it; the record is taken to end with this line", rows: ["3|4"]),
    Case(
      "an open quote on the second line of its record", "a,b\n\"x\ny\",\"z\n3,4\n",
      ["unterminatedQuote error x1 row 1 line 3 byte 10"],
      "a quote opens here and no quote closes it; the record is taken to end with this line", rows: ["3|4"]),
    Case(
      "text behind a closing quote", "a,b\n\"x\"y,2\n3,4\n", ["textAfterQuote error x1 row 1 line 2 byte 7"],
      "text after a closing quote, expected a delimiter or the line's end; is a quote inside the value not doubled?",
      rows: ["3|4"]),
    Case(
      "a bare quote is data", "a,b\nx\"y\",2\n3,4\n", ["bareQuote error x1 row 1 line 2 byte 5"],
      "a quote inside an unquoted field; it is read as data", rows: ["x\"y\"|2", "3|4"]),
    Case(
      "a lone carriage return is data", "a,b\nx\ry,2\n3,4\n",
      ["loneCarriageReturn error x1 row 1 line 2 byte 5"],
      "a carriage return without a line feed in an unquoted field; pandas writes such values bare",
      rows: ["x\ry|2", "3|4"]),
    Case(
      "a NUL byte", "a,b\n1,x\u{0}y\n3,4\n", ["nulByte error x1 row 1 line 2 byte 7"],
      "a NUL byte; is this a text file?", rows: ["1|x\u{0}y", "3|4"]),
    Case(
      "a blank line within", "a,b\n1,2\n\n3,4\n", ["blankLine error x1 row 2 line 3 byte 8"],
      "a blank line, expected 2 fields", rows: ["1|2", "3|4"]),
    Case(
      "blank lines at the end", "a,b\n1,2\n\n\n", ["blankLine warning x2 row 2 line 3 byte 8"],
      "a blank line, expected 2 fields", rows: ["1|2"]),
    Case(
      "blank lines within and at the end", "a,b\n\n1,2\n\n",
      ["blankLine error x1 row 1 line 2 byte 4", "blankLine warning x1 row 3 line 4 byte 9"],
      "a blank line, expected 2 fields", rows: ["1|2"]),
    Case(
      "blank lines of CR LF", "a,b\r\n\r\n1,2\r\n", ["blankLine error x1 row 1 line 2 byte 5"],
      "a blank line, expected 2 fields", rows: ["1|2"]),
    Case(
      "a line end unlike the first", "a,b\n1,2\r\n3,4\n", ["mixedLineEndings warning x1 row 1 line 2 byte 4"],
      "a line ends in CR LF, those before it in LF", rows: ["1|2", "3|4"]),
    Case(
      "LF among CR LF", "a,b\r\n1,2\r\n3,4\n5,6\n", ["mixedLineEndings warning x1 row 2 line 3 byte 10"],
      "a line ends in LF, those before it in CR LF", rows: ["1|2", "3|4", "5|6"]),
    Case(
      "faults behind quoted line feeds keep their lines", "a,b\n\"x\ny\",2\n3\n4,5\n",
      ["fieldCount error x1 row 2 line 4 byte 12"], "1 field, the header has 2", rows: ["x\ny|2", "4|5"]),
  ]

  @Test(arguments: records)
  func `a fault is named and placed, and the rows behind it are read`(case: Case) throws {
    let batch = try Batches.scan([Array(`case`.text.utf8)], columns: ["a", "b"])
    #expect(batch.faults == `case`.faults)
    #expect(batch.findings.first?.message == `case`.message)
    #expect(Self.rows(batch) == `case`.rows)
  }

  static let headers: [Case] = [
    Case(
      "a byte order mark is skipped", "\u{FEFF}a,b\n1,2\n", ["byteOrderMark warning x1 row 0 line 1 byte 0"],
      "the file begins with a UTF-8 byte order mark; it is skipped", rows: ["1|2"]),
    Case(
      "a name twice", "a,b,a\n1,2,3\n", ["duplicateHeader error x1 row 0 line 1 byte 0"],
      "\"a\" names column 1 and column 3; the first is read", rows: ["1|2"]),
    Case(
      "names missing", "a,,b,\n1,x,2,y\n", ["emptyHeader error x2 row 0 line 1 byte 0"],
      "column 2 has no name",
      rows: ["1|2"]),
    Case(
      "nothing at all", "", ["emptyFile error x1 row 0 line 1 byte 0"], "the file is empty, a header is due",
      rows: []),
    Case(
      "nothing but a byte order mark", "\u{FEFF}",
      ["byteOrderMark warning x1 row 0 line 1 byte 0", "emptyFile error x1 row 0 line 1 byte 0"],
      "the file begins with a UTF-8 byte order mark; it is skipped", rows: []),
    Case(
      "another delimiter", "a;b\n1;2\n", ["headerMismatch error x1 row 0 line 1 byte 0"],
      "no column of the contract is in the header, which says \"a;b\"",
      rows: ["null|null"]),
    Case(
      "no header where one is due", "1,2\n3,4\n", ["headerMismatch error x1 row 0 line 1 byte 0"],
      "no column of the contract is in the header, which says \"1\", \"2\"",
      rows: ["null|null"]),
    Case(
      "a bare quote in the header", "a\",b\n1,2\n",
      ["bareQuote error x1 row 0 line 1 byte 1"], "a quote inside an unquoted field; it is read as data",
      rows: ["null|2"]),
    Case(
      "a quote of the header never closed", "a,\"b\n1,2\n",
      ["unterminatedQuote error x1 row 0 line 1 byte 2"],
      "a quote opens here and no quote closes it; the record is taken to end with this line", rows: ["1|null"]),
  ]

  @Test(arguments: headers)
  func `a fault of the file or its header is record 0`(case: Case) throws {
    let batch = try Batches.scan([Array(`case`.text.utf8)], columns: ["a", "b"])
    #expect(batch.faults == `case`.faults)
    #expect(batch.findings.first?.message == `case`.message)
    #expect(Self.rows(batch) == `case`.rows)
  }

  struct Foreign: CustomTestStringConvertible {
    var testDescription: String
    var kind: String
    var bytes: [UInt8]
  }

  static let foreign: [Foreign] = [
    Foreign(testDescription: "a Parquet file", kind: "notCSV", bytes: Array("PAR1\u{15}\u{4}xxPAR1".utf8)),
    Foreign(testDescription: "a zip archive", kind: "notCSV", bytes: Array("PK\u{3}\u{4}xxxx\n1,2\n".utf8)),
    Foreign(testDescription: "xz data", kind: "notCSV", bytes: [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0, 0, 4]),
    Foreign(testDescription: "bzip2 data", kind: "notCSV", bytes: Array("BZh91AY&SY".utf8) + [0x8A, 0, 0xFF]),
    Foreign(testDescription: "an SQLite database", kind: "notCSV", bytes: Array("SQLite format 3\u{0}xx".utf8)),
    Foreign(testDescription: "an Avro file", kind: "notCSV", bytes: Array("Obj\u{1}\u{4}\u{14}avro.codec".utf8)),
    Foreign(testDescription: "an ORC file", kind: "notCSV", bytes: Array("ORC".utf8) + [8, 0, 0x10, 0x80]),
    Foreign(testDescription: "an Arrow file", kind: "notCSV", bytes: Array("ARROW1\u{0}\u{0}".utf8)),
    Foreign(
      testDescription: "an old Excel workbook", kind: "notCSV", bytes: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]),
    Foreign(testDescription: "lz4 data", kind: "notCSV", bytes: [0x04, 0x22, 0x4D, 0x18, 0x64, 0x40]),
    Foreign(testDescription: "a 7z archive", kind: "notCSV", bytes: [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C, 0]),
    Foreign(testDescription: "JSON, expected", kind: "notCSV", bytes: Array("{ \"id\": 1, \"b\": 2 }\n".utf8)),
    Foreign(testDescription: "JSON, expected", kind: "notCSV", bytes: Array("\n[\n  {\"id\": 1}]\n".utf8)),
    Foreign(
      testDescription: "an HTML page, expected CSV text; a download", kind: "notCSV",
      bytes: Array("<!DOCTYPE HTML><html><head>\n".utf8)),
    Foreign(testDescription: "an HTML page", kind: "notCSV", bytes: Array("\r\n<HTML>\n".utf8)),
    Foreign(
      testDescription: "an XML document", kind: "notCSV",
      bytes: Array("<?xml version=\"1.0\"?>\n<Error><Code>NoSuchKey</Code></Error>".utf8)),
    Foreign(
      testDescription: "an XML error of an object store, expected CSV text; read it", kind: "notCSV",
      bytes: Array("<Error><Code>AccessDenied</Code></Error>".utf8)),
    Foreign(
      testDescription: "a Git LFS pointer, not the file itself, expected CSV text; fetch it: git lfs pull",
      kind: "notCSV",
      bytes: Array("version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n".utf8)),
    Foreign(testDescription: "a PDF document", kind: "notCSV", bytes: Array("%PDF-1.7\n".utf8)),
    Foreign(
      testDescription: "UTF-32LE text, expected UTF-8; say encoding: UTF-32LE, or", kind: "utf16",
      bytes: [0xFF, 0xFE, 0, 0, 0x61, 0, 0, 0, 0x0A, 0, 0, 0]),
    Foreign(
      testDescription: "UTF-16LE text, expected UTF-8; say encoding: UTF-16LE, or --encoding UTF-16LE", kind: "utf16",
      bytes: [0xFF, 0xFE] + Array("a,b\n1,2\n".utf16).flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }),
    Foreign(
      testDescription: "UTF-16BE text, expected UTF-8; say encoding: UTF-16BE, or --encoding UTF-16BE", kind: "utf16",
      bytes: [0xFE, 0xFF] + Array("a,b\n1,2\n".utf16).flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }),
    Foreign(
      testDescription: "UTF-16LE text, expected UTF-8; say encoding: UTF-16LE, or --encoding UTF-16LE", kind: "utf16",
      bytes: Array("a,b\n1,2\n".utf16).flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }),
    Foreign(
      testDescription: "UTF-16BE text, expected UTF-8; say encoding: UTF-16BE, or --encoding UTF-16BE", kind: "utf16",
      bytes: Array("a,b\n1,2\n".utf16).flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }),
  ]

  @Test(arguments: foreign)
  func `a file that is no UTF-8 text is refused whole, and the next file is read`(file: Foreign) throws {
    for chunkBytes in [1, 5, 1 << 18] {
      let batch = try Batches.scan(
        [file.bytes, Array("a,b\n3,4\n".utf8)], columns: ["a", "b"], chunkBytes: chunkBytes)
      #expect(batch.faults == ["\(file.kind) error x1 row 0 line 1 byte 0"])
      #expect(batch.findings.first?.message.hasPrefix(file.testDescription) == true)
      #expect(batch.cells == [["3", "4"]])
    }
  }

  @Test(arguments: ["ORCID", "PAR1", "BZhash", "SQLite", "version", "Object", "[a]", "{a}", "<x>", "PK"])
  func `a column may be called what other formats begin with`(name: String) throws {
    let batch = try Batches.scan([Array("\(name),b\n1,2\n".utf8)], columns: [name, "b"])
    #expect(batch.faults.isEmpty)
    #expect(batch.cells == [["1", "2"]])
  }

  @Test(arguments: [1, 3, 16, 1 << 18])
  func `a record beyond the limit ends with its line, and the next one is read`(chunkBytes: Int) throws {
    let long = String(repeating: "x,", count: 40)
    let batch = try Batches.scan(
      [Array("a,b\n1,2\n\(long)\"\n3,4\n5,6\r\n".utf8)], columns: ["a", "b"], recordLimit: 16, chunkBytes: chunkBytes)
    #expect(
      batch.faults == [
        "recordTooLong error x1 row 2 line 3 byte 8", "mixedLineEndings warning x1 row 4 line 5 byte 94",
      ])
    #expect(batch.cells == [["1", "2"], ["3", "4"], ["5", "6"]])
  }

  @Test
  func `a header with more columns than can be read is refused`() throws {
    let names = (0...Splitter.mostColumns).map { "c\($0)" }.joined(separator: ",")
    for (dialect, row) in [(Dialect.standard, 0), (try #require(Dialect.preset(named: "spark")), 1)] {
      let batch = try Batches.scan([Array("\(names)\n1,2\n".utf8)], columns: ["c0"], dialect: dialect)
      #expect(batch.faults == ["recordTooLong error x1 row \(row) line 1 byte 0"])
      #expect(
        batch.findings.first?.message
          == "131073 columns, at most 131072 can be read; is the delimiter another one, or a line end missing?")
      #expect(batch.cells.isEmpty)
    }
  }

  @Test(arguments: [1, 5, 1 << 18])
  func `bytes that no name may hold are faults of the header`(chunkBytes: Int) throws {
    let bytes = Array("a,\"b\n".utf8) + [0xFF, 0xC3] + Array("\",c\u{0}\n1,2,3\n".utf8)
    let batch = try Batches.scan([bytes], columns: ["a"], chunkBytes: chunkBytes)
    #expect(
      batch.faults == ["invalidUTF8 error x2 row 0 line 2 byte 5", "nulByte error x1 row 0 line 2 byte 10"])
    #expect(batch.findings.first?.message == "byte ff is not UTF-8")
    #expect(batch.cells == [["1"]])
  }

  @Test
  func `bytes that are not UTF-8 are shown, each sequence once, and only their records are left out`() throws {
    let bytes =
      Array("a,b\n1,".utf8) + [0xC3, 0x28, 0xFF] + Array("\n3,4\n5,".utf8) + [0xED, 0xA0, 0x80, 0x0A]
    let batch = try Batches.scan([bytes], columns: ["a", "b"])
    #expect(batch.faults == ["invalidUTF8 error x5 row 1 line 2 byte 6"])
    let messages = batch.findings.first?.samples.map(\.message)
    #expect(
      messages == [
        "byte c3 is not UTF-8", "byte ff is not UTF-8", "byte ed is not UTF-8",
        "byte a0 is not UTF-8",
        "byte 80 is not UTF-8",
      ])
    #expect(batch.cells == [["3", "4"]])
  }

  @Test
  func `a field beyond the limit ends with its line`() throws {
    let long = String(repeating: "x", count: 17)
    let plain = try Batches.scan(
      [Array("a,b\n1,\(long)\n3,4\n".utf8)], columns: ["a", "b"], fieldLimit: 16)
    #expect(plain.faults == ["fieldTooLong error x1 row 1 line 2 byte 6"])
    #expect(plain.findings.first?.message == "a field of more than 16 bytes; is a closing quote missing?")
    #expect(plain.cells == [["3", "4"]])
    let quoted = try Batches.scan(
      [Array("a,b\n1,\"x\n3,4\n5,6\n\(long)\n".utf8)], columns: ["a", "b"], fieldLimit: 16)
    #expect(
      quoted.faults == ["fieldTooLong error x2 row 1 line 2 byte 6"],
      "the quote opens on line 2, the next is plain")
    #expect(quoted.cells == [["3", "4"], ["5", "6"]])
  }

  @Test
  func `a field at the limit is a field`() throws {
    let batch = try Batches.scan(
      [Array("a,b\n1,0123456789abcdef\n\"0123456789abcd\",4\n".utf8)], columns: ["a", "b"], fieldLimit: 16)
    #expect(batch.faults.isEmpty)
    #expect(batch.cells == [["1", "0123456789abcdef"], ["0123456789abcd", "4"]])
  }

  @Test(arguments: [true, false])
  func `a first record beyond the limit is refused, however it is cut`(hasHeader: Bool) throws {
    var dialect = Dialect.standard
    dialect.hasHeader = hasHeader
    for chunkBytes in [1, 7, 64, 4096] {
      for tail in ["", "\n1,2\n"] {
        let text = "a," + String(repeating: "x", count: 100) + tail
        let batch = try Batches.scan(
          [Array(text.utf8)], columns: ["a", "b"], dialect: dialect, fieldLimit: 16, chunkBytes: chunkBytes)
        #expect(batch.faults == ["fieldTooLong error x1 row \(hasHeader ? 0 : 1) line 1 byte 2"])
        #expect(batch.cells == (hasHeader || tail.isEmpty ? [] : [["1", "2"]]))
      }
    }
  }

  /// The line feed that the quoted field has and the one that the long record's chunk lacks add up to none.
  @Test(arguments: [1, 64, 4096])
  func `lines are counted through quotes before a record that goes on in the next chunk`(chunkBytes: Int) throws {
    let text = "a,b\n1,\"\n\u{0}\"\n2,\(String(repeating: "x", count: 100))\n3,4\n"
    let batch = try Batches.scan([Array(text.utf8)], columns: ["a", "b"], fieldLimit: 16, chunkBytes: chunkBytes)
    #expect(
      batch.faults == ["nulByte error x1 row 1 line 3 byte 8", "fieldTooLong error x1 row 2 line 4 byte 13"])
    #expect(batch.rows.map(\.line) == [2, 5])
  }

  @Test
  func `parts with other columns are told apart from parts with another order`() throws {
    let parts = ["a,b\n1,2\n", "b,a\n4,3\n", "a,c\n5,6\n"]
    let batch = try Batches.scan(parts.map { Array($0.utf8) }, columns: ["a", "b"])
    #expect(batch.faults == ["headerMismatch error x1 row 0 line 1 byte 0"])
    #expect(
      batch.findings.first?.message
        == "this part lacks \"b\" and adds \"c\", against the columns of the first part")
    #expect(batch.findings.first?.file.hasSuffix("part-2.csv") == true)
    #expect(batch.cells == [["1", "2"], ["3", "4"], ["5", nil]])
  }

  @Test
  func `places are the first few, the count is of all`() throws {
    let text = "a,b\n" + (1...20).map { "\($0)\n" }.joined()
    let batch = try Batches.scan([Array(text.utf8)], columns: ["a", "b"], threads: 3, chunkBytes: 2)
    #expect(batch.findings.map(\.count) == [20])
    #expect(batch.findings.first?.samples.map(\.row) == [1, 2, 3, 4, 5])
    #expect(batch.findings.first?.samples.map(\.line) == [2, 3, 4, 5, 6])
  }
}

struct StructureKindTests {
  @Test func `a contract can name every kind of finding, and no other`() {
    #expect(Set(SettingsReader.structureKinds) == Set(StructureKind.allCases.map(\.reportName)))
  }
}
