import Testing

@testable import SluiceContract

/// A baseline is read whole or not at all: what is half understood would let a rule pass that nobody has decided.
struct BaselineReaderTests {
  private static let column = """
    {"name": "state", "type": "string", "rows": 3, "nulls": 1, "mean": null, "stddev": null, "distinct": 2,
     "values": ["a", "null"], "counts": [1, 1], "valuesLeftOut": null}
    """

  private static func profile(_ column: String = column, version: String = "1") -> String {
    """
    {"profileVersion": \(version), "objects": [{"name": "orders", "rows": 3, "columns": [\(column)]}]}
    """
  }

  private static let report = """
    {"reportVersion": 1, "command": "validate", "batches": [{"schema": "orders", "rows": 3, "files": []}],
     "columns": [{"schema": "orders", "name": "price", "type": "number", "rows": 3, "nulls": 1, "mean": 2.5},
                 {"schema": "other", "name": "x", "type": "number", "rows": 9, "nulls": 9, "mean": null}]}
    """

  private func read(_ text: String) throws(BaselineError) -> Baseline {
    try BaselineReader.read(Array(text.utf8), path: "b.json")
  }

  @Test func `a profile is read with its values`() throws {
    let baseline = try read(Self.profile())
    let object = try #require(baseline.object(named: "orders"))
    #expect(object.rows == 3 && baseline.object(named: "order") == nil && baseline.nameless == nil)
    #expect(
      object.column(named: "state")
        == Baseline.Column(name: "state", type: "string", rows: 3, nulls: 1, categories: .listed(["a", "null"])))
  }

  @Test func `a report is read without values, and each column with its object`() throws {
    let object = try #require(try read(Self.report).object(named: "orders"))
    #expect(
      object.columns == [
        Baseline.Column(name: "price", type: "number", rows: 3, nulls: 1, mean: 2.5, categories: .notListed(.report))
      ])
  }

  @Test func `a profile without a name is one of whatever object is asked for`() throws {
    let text = Self.profile().replacing("\"orders\"", with: "null")
    #expect(try read(text).object(named: "anything")?.rows == 3)
  }

  @Test(
    arguments: [
      (profile(version: "2"), .otherVersion("2")), (profile(version: "\"1\""), .otherVersion("1")),
      (profile(version: "null"), .otherVersion("none")), ("[]", .other), ("{}", .other), ("", .other),
      ("profileVersion: 1\nobjects: []", .other), ("{\"profileVersion\": 1, \"objects\": [", .other),
      ("{\"profileVersion\": 1}", .damaged("objects")), ("{\"profileVersion\": 1, \"objects\": []}", .empty),
      (profile(column.replacing("\"nulls\": 1, ", with: "")), .damaged("nulls")),
      (profile(column.replacing("\"nulls\": 1", with: "\"nulls\": -1")), .damaged("nulls")),
      (profile(column.replacing("\"type\": \"string\"", with: "\"type\": null")), .damaged("type")),
      (profile(column.replacing("[\"a\", \"null\"]", with: "[\"a\", null]")), .damaged("values")),
      (profile(column.replacing("[\"a\", \"null\"]", with: "[\"a\"]")), .damaged("values")),
      (
        profile(column.replacing("\"valuesLeftOut\": null", with: "\"valuesLeftOut\": \"mood\"")),
        .damaged("valuesLeftOut")
      ),
      (report.replacing("validate", with: "inspect"), .other),
      (report.replacing("\"reportVersion\": 1", with: "\"reportVersion\": 2"), .other),
      (report.replacing("{\"schema\": \"orders\", \"rows\": 3, \"files\": []}", with: ""), .empty),
    ] as [(String, BaselineError)])
  func `anything else is refused, and says what to do`(text: String, expected: BaselineError) {
    #expect(throws: expected) { try read(text) }
    let message = expected.message(path: "b.json")
    #expect(message.contains("b.json") && message.contains("profile"))
  }

  @Test func `text beyond 16 bits and what YAML does not take is read as JSON writes it`() throws {
    let text = Self.profile(
      Self.column.replacing(
        "\"a\", \"null\"", with: "\"\\ud834\\udd73\\\\ud834\\u0000\", \"\u{FFFE}\u{FFFF}\u{FFFD}\""))
    let values = try read(text).objects[0].columns[0].categories
    #expect(values == .listed(["\u{1D173}\\ud834\u{0}", "\u{FFFE}\u{FFFF}\u{FFFD}"]))
  }
}
