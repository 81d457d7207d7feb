import Testing

@testable import SluiceEngine

/// Cells as exporters write their own lists and structs; measured with DuckDB 2.0 and pandas 3.1, the rest from
/// their documentation.
struct ForeignLiteralTests {
  @Test(
    arguments: [
      ("{'x': 1, 'y': 'it\\'s, \"q\"'}", .singleQuotes), ("{k=1, l=2}", .duckDB), ("[a b, 'null', NULL, '']", .duckDB),
      ("[1.5, NULL]", .duckDB), ("[2024-01-01, abc]", .duckDB), ("{'a': NULL}", .duckDB),
      ("{'x': 1, 'y': abc}", .duckDB),
      ("['x', None]", .python), ("{'x': 1, 'y': \"it's\", 'z': None}", .python), ("{'x': None, 'y': True}", .python),
      ("(1, 2)", .python), ("(3,)", .python), ("[('k', 1)]", .python), ("[1.5, nan]", .python),
      ("[datetime.date(2024, 1, 1)]", .python), ("['a', 'b']", .python),
      ("[1.5 2.5]", .numpy), ("['a' 'b']", .numpy), ("[   0    1    2 ... 2997 2998 2999]", .numpy), ("[1.]", .numpy),
      ("[[1 2]\n [3 4]]", .numpy),
      ("['a','b']", .clickHouse), ("[1,NULL]", .clickHouse), ("{'a':1,'b':2}", .clickHouse),
      ("{1,2,3}", .postgres), ("{\"a b\",NULL}", .postgres), ("(1,a)", .postgres),
      ("{k -> 1, l -> 2}", .spark), ("{1, a}", .spark), ("{'a': 1}", .singleQuotes), ("['a']", .singleQuotes),
    ] as [(String, JSONFault)])
  func `a literal is named after who writes it`(cell: String, exporter: JSONFault) {
    #expect(JSONScannerTests.fault(cell) != nil, "it would be JSON")
    #expect(withBytes(cell) { ForeignLiteral.exporter($0, 0, $0.count) } == exporter)
  }

  @Test(arguments: ["hello", "1,2", "[1, 2", "{\"a\": 1", "[1, 2]]", "", "[\"a\" \"b\", 1]"])
  func `what nobody writes on purpose is nobody's`(cell: String) {
    #expect(withBytes(cell) { ForeignLiteral.exporter($0, 0, $0.count) } == nil)
  }

  @Test
  func `a huge cell costs no more than its beginning`() {
    let cell = "[" + String(repeating: "'a', ", count: 100_000)
    #expect(withBytes(cell) { ForeignLiteral.exporter($0, 0, $0.count) } == .python)
  }
}
