import Testing

@testable import SluiceContract

struct QueryTemplateTests {
  @Test(arguments: [
    ("SELECT {property} FROM {object}", "SELECT \"a b\" FROM \"o\"\"x\""),
    ("SELECT ${column} FROM ${table}", "SELECT \"a b\" FROM \"o\"\"x\""),
    ("SELECT \"{property}\"", "SELECT \"a b\""), ("SELECT '{other}', {, }, ${x", "SELECT '{other}', {, }, ${x"),
    ("", ""), ("{object}", "\"o\"\"x\""), ("$", "$"),
  ])
  func `placeholders become quoted names`(query: String, filled: String) {
    #expect(QueryTemplate.filled(query, object: "o\"x", property: "a b") == filled)
  }

  @Test func `without a property its placeholder stays`() {
    #expect(QueryTemplate.filled("SELECT {property}", object: "o", property: nil) == "SELECT {property}")
  }
}
