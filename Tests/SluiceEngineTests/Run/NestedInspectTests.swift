import Testing

@testable import SluiceEngine

/// What `inspect` makes of JSON in cells.
struct NestedInspectTests {
  @Test
  func `columns of JSON are arrays or objects, with their sizes`() throws {
    let inspection = try InspectorTests.inspect(
      text: "a,o,n\n\"[1, 2]\",\"{\"\"x\"\": 1}\",[1 2]\n[],{},[3]\n,,\n")
    #expect(inspection.columns.map(\.type) == ["array", "object", "string"])
    #expect(inspection.columns.map(\.nulls) == [1, 1, 1])
    #expect(inspection.columns[0].minimum == .integer(0))
    #expect(inspection.columns[0].maximum == .integer(2))
    #expect(inspection.columns[1].maximum == .integer(1))
  }
}
