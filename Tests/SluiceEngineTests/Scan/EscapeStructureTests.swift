import Testing

@testable import SluiceEngine

/// Malformed quotes where quotes are escaped: what each is called, where it is, and that reading goes on behind it.
struct EscapeStructureTests {
  struct Case: CustomTestStringConvertible {
    var testDescription: String
    var text: String
    var faults: [String]
    var rows: [String]

    init(_ name: String, _ text: String, _ faults: [String] = [], rows: [String]) {
      (testDescription, self.text, self.faults, self.rows) = (name, text, faults, rows)
    }
  }

  static let cases: [Case] = [
    Case("an escaped quote and an escaped backslash", "a,b\n\"x\\\"y\",\"z\\\\\"\n", rows: ["x\"y|z\\"]),
    Case("an escape before anything else is data", "a,b\n\"x\\ny\\,\",\"\\a\"\n", rows: ["x\\ny\\,|\\a"]),
    Case("an escape outside quotes is data", "a,b\nend\\,\\\n\\n,\\\\\n", rows: ["end\\|\\", "\\n|\\\\"]),
    Case("an escaped line feed is data, once", "a,b\n\"x\\\ny\",2\n3,4\n", rows: ["x\\\ny|2", "3|4"]),
    Case(
      "doubled quotes are text behind a quote", "a,b\n\"x\"\"y\",2\n3,4\n",
      ["textAfterQuote error x1 row 1 line 2 byte 7"], rows: ["3|4"]),
    Case(
      "a quote behind a backslash outside quotes is bare", "a,b\n\\\"x,2\n3,4\n",
      ["bareQuote error x1 row 1 line 2 byte 5"], rows: ["\\\"x|2", "3|4"]),
    Case(
      "an escape hides the last quote", "a,b\n1,\"x\\\"\n3,4\n", ["unterminatedQuote error x1 row 1 line 2 byte 6"],
      rows: ["3|4"]),
    Case(
      "an escape at the very end", "a,b\n1,2\n3,\"x\\", ["unterminatedQuote error x1 row 2 line 3 byte 10"],
      rows: ["1|2"]),
    Case(
      "a stray quote takes its own line only", "a,b\n1,\"x\n3,\"y\"\n5,6\n",
      ["unterminatedQuote error x1 row 1 line 2 byte 6"], rows: ["3|y", "5|6"]),
  ]

  @Test(arguments: cases)
  func `escapes are read one way, however the file is cut`(case: Case) throws {
    for chunkBytes in [1, 2, 3, 7, 64, 1 << 18] {
      let batch = try Batches.scan(
        [Array(`case`.text.utf8)], columns: ["a", "b"], dialect: QuoteResolverEscapeTests.spark, threads: 2,
        chunkBytes: chunkBytes)
      #expect(batch.faults == `case`.faults, "chunks of \(chunkBytes)")
      #expect(StructureTests.rows(batch) == `case`.rows, "chunks of \(chunkBytes)")
    }
  }

  @Test
  func `the question asked is the dialect's`() throws {
    let batch = try Batches.scan(
      [Array("a,b\n\"x\"y,2\n".utf8)], columns: ["a", "b"], dialect: QuoteResolverEscapeTests.spark)
    #expect(batch.findings.first?.message.hasSuffix("is a quote inside the value not escaped, or doubled?") == true)
  }

  @Test
  func `escaped fields at the limit are fields, one byte more is too long`() throws {
    for chunkBytes in [1, 2, 5, 64, 4096] {
      let batch = try Batches.scan(
        [Array("a,b\n1,\"0123456789abc\\\"\"\n2,\"0123456789abcd\\\"\"\n3,4\n".utf8)], columns: ["a", "b"],
        dialect: QuoteResolverEscapeTests.spark, fieldLimit: 16, chunkBytes: chunkBytes)
      #expect(batch.faults == ["fieldTooLong error x1 row 2 line 3 byte 26"], "chunks of \(chunkBytes)")
      #expect(batch.cells == [["1", "0123456789abc\""], ["3", "4"]], "chunks of \(chunkBytes)")
    }
  }
}
