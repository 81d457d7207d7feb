import SluiceContract
import Testing

struct InterpolationTests {
  private let environment = [
    "HOST": "db.example", "N": "7", "EMPTY": "", "SECRET": "hunter2", "EVIL": "a\nname: b",
  ]

  @Test(arguments: [
    ("${HOST}", "db.example"), ("pre-${HOST}-post", "pre-db.example-post"),
    ("${MISSING:-fallback}", "fallback"),
    ("${EMPTY:-x}", "x"), ("${MISSING:-}", ""), ("${HOST:-x}${N}", "db.example7"), ("$HOST", "$HOST"),
    ("\"${1}\"", "${1}"), ("\"a{2}$\"", "a{2}$"), ("\"${\"", "${"), ("${EVIL}", "a\nname: b"),
  ])
  func `variables are replaced in values after parsing`(value: String, expected: String) {
    let reading = read(head + "name: \(value)\n", environment: environment)
    #expect(codes(reading).isEmpty)
    #expect(reading.contract?.name == expected)
  }

  @Test(arguments: ["${MISSING}", "${EMPTY}"])
  func `a variable without a value is an error`(value: String) {
    #expect(codes(read(head + "name: \(value)\n", environment: environment)) == ["SL0015"])
  }

  @Test func `a variable can fill a number, and keys are left alone`() {
    let reading = read(
      column("logicalType: integer\nlogicalTypeOptions:\n  minimum: \"${N}\"\n  maximum: ${N}"),
      environment: environment)
    #expect(codes(reading) == ["SL0105"])
    #expect(codes(read(head + "${N}: a\n", environment: environment)) == ["SL0107"])
  }

  @Test func `a value is never echoed`() {
    let reading = read(column("logicalType: ${SECRET}\nrequired: ${SECRET}"), environment: environment)
    #expect(codes(reading) == ["SL0103", "SL0104"])
    for diagnostic in reading.diagnostics {
      #expect(!"\(diagnostic)".contains("hunter2"))
      #expect(diagnostic.message.contains("${SECRET}"))
    }
  }

  @Test func `under v3.1 a dollar is a dollar`() {
    let text = (head + "name: ${HOST}\n").replacing("v3.2.0", with: "v3.1.0")
    #expect(read(text, environment: environment).contract?.name == "${HOST}")
  }

  @Test func `the placeholders of SQL rules stay`() throws {
    let text = object("quality:\n  - {type: sql, query: \"SELECT ${N} FROM ${table}\", mustBe: 0}")
    let rule = try #require(read(text, environment: environment).contract?.objects[0].quality.first)
    guard case .sql(let query) = rule.kind else {
      Issue.record("not SQL")
      return
    }
    #expect(query == "SELECT 7 FROM ${table}")
  }
}
