import SluiceContract
import Testing

/// What is wrong with an expression is said at its own place in the file.
struct ExpressionFaultTests {
  /// A contract with columns of every type and one rule of rows.
  static func contract(_ expression: String, key: String = "expr") -> String {
    head
      + """
      schema:
        - name: orders
          properties:
            - {name: id, logicalType: integer}
            - {name: price, logicalType: number, physicalType: "DECIMAL(9,2)"}
            - {name: ratio, logicalType: number}
            - {name: note, logicalType: string}
            - {name: free}
            - {name: paid, logicalType: boolean}
            - {name: day, logicalType: date}
            - {name: at, logicalType: timestamp}
            - {name: clock, logicalType: time}
            - {name: cell, logicalType: object}
            - {name: "odd ""name"}
          quality:
            - type: custom
              engine: sluice
              implementation:
                check: rowRule
      \(key == "expr" ? "" : "          expr: id > 0\n")          \(key): \(expression)

      """.replacing("\"\"name", with: "name")
  }

  /// Columns of an expression are counted from its first character.
  static let table: [(expression: String, code: String, column: Int, message: String)] = [
    ("id >", "SL0245", 5, "expected a column, a value or `(`, found the end of the expression"),
    ("id > 0 and and paid", "SL0245", 12, "expected a column, a value or `(`, found \"and\""),
    ("id > 0 paid", "SL0245", 8, "expected `and`, `or` or the end, found \"paid\""),
    ("id == 0", "SL0245", 4, "\"==\" is no sign of an expression"),
    ("id != 0", "SL0245", 4, "\"!=\" is no sign of an expression"),
    ("id > 0 && paid", "SL0245", 8, "\"&&\" is no sign of an expression"),
    ("(id > 0", "SL0245", 8, "expected `)`, found the end of the expression"),
    ("id < 1 < 2", "SL0245", 8, "comparisons cannot be chained"),
    ("note = 'open", "SL0245", 8, "the text that begins here has no end"),
    ("id > 12x", "SL0245", 6, "\"12x\" is no number"),
    ("id > 1.", "SL0245", 6, "\"1.\" is no number"),
    ("id is 0", "SL0245", 7, "expected `null` behind `is`, found \"0\""),
    ("id in 1", "SL0245", 7, "expected `(` behind `in`, found \"1\""),
    ("id between 1 or 2", "SL0245", 14, "expected `and` behind the lower end of `between`, found \"or\""),
    ("id not 1", "SL0245", 8, "expected `in`, `between`, `like` or `matches` behind `not`, found \"1\""),
    ("day > date '2024-02-30'", "SL0245", 12, "\"2024-02-30\" is no date"),
    ("case id when 1 then true", "SL0245", 25, "expected `when`, `else` or `end`, found the end of the expression"),
    ("id > 999999999999999999999999999999999999999", "SL0245", 6, "the number has more digits than 128 bits hold"),
    ("cell.a > 0", "SL0245", 5, "\".\" is no sign of an expression"),
    ("len(note) > 0", "SL0247", 1, "there is no function \"len\""),
    ("length(note, 1) > 0", "SL0247", 1, "length does not take 2 arguments"),
    ("id > 0 and pice > 0", "SL0226", 12, "the expression names the column \"pice\", which \"orders\" does not have"),
    ("id > '0'", "SL0246", 1, "an integer and text do not meet"),
    ("free > 0", "SL0246", 1, "text and an integer do not meet"),
    ("day > '2024-01-01'", "SL0246", 1, "a date and text do not meet"),
    ("note + 1 > 0", "SL0246", 1, "`+` takes numbers, this is text"),
    ("day + 1 > day", "SL0246", 1, "`+` takes numbers, this is a date"),
    ("length(id) > 0", "SL0246", 8, "`length` takes text, this is an integer"),
    ("id > 0 and note", "SL0246", 12, "`and` joins conditions, this is text"),
    ("id + 1", "SL0246", 1, "a rule needs a condition, this is an integer"),
    ("1 = 1", "SL0246", 1, "the expression reads no column, so it says the same of every row"),
    ("paid > false", "SL0246", 1, "booleans have no order"),
    ("cell = cell", "SL0246", 1, "cells of JSON are not compared"),
    ("clock = at", "SL0246", 1, "a time and a timestamp do not meet"),
    ("note like note", "SL0246", 11, "`like` takes its pattern as text in single quotes"),
    ("case when paid then 1 else 'a' end = 1", "SL0246", 1, "an integer and text do not meet"),
    ("round(price, 99) > 0", "SL0246", 14, "the places to round to are a whole number from 0 to 38"),
    ("date_part('hour', day) = 1", "SL0246", 11, "a date has no hour"),
    ("date_diff('days', day, at) > 0", "SL0246", 11, "the unit is one of"),
    ("date_diff('day', clock, clock) > 0", "SL0246", 11, "times of the day are no days apart"),
    ("note = null", "SL0248", 8, "nothing is equal to null, nor different from it"),
    ("id in (1, null)", "SL0248", 11, "null in a list is equal to nothing"),
    ("note matches '(a'", "SL0218", 14, "the pattern does not compile"),
  ]

  @Test(arguments: table)
  func `a fault has its code, its place and its words`(
    expression: String, code: String, column: Int, message: String
  ) throws {
    let quoted = "\"\(expression.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\""
    let diagnostics = read(Self.contract(quoted)).diagnostics.filter { $0.severity == .error }
    try #require(diagnostics.count == 1, "\(diagnostics)")
    let found = diagnostics[0]
    #expect(found.code == code)
    #expect(found.message.hasPrefix(message), "\(found.message)")
    #expect(found.mark.column == "          expr: \"".utf8.count + column, "\(found.mark)")
  }

  @Test(arguments: [
    "id > 0", "note = 'it''s' and note <> '\\'", "id in (1, 2, 3) or id not between 4 and 5", "id = null + 1 or paid",
    "case id when 1 then true when 2 then null else paid end", "coalesce(note, 'x') like '%_x'",
    "now() > at and now > day",
    "not not paid", "-id < +3 and - -1 < id", "\"odd name\" = 'x'", "cell is null",
    "day between date '2024-01-01' and at",
    "PAID = TRUE".lowercased(), "id % 2 = 0 and price / 2 > ratio", "nullif(id, 0) is not null", "007 < id",
    "round(price, 1) = floor(price) and abs(ratio) < 1e3", "note is null or upper(trim(lower(note))) matches '^A+$'",
    "clock > time '12:00'", "starts_with(note, free) and contains(note, 'a')",
    "date_part('year', at) = 2024 and date_diff('month', day, at) >= 0",
  ])
  func `these are expressions`(expression: String) {
    let quoted = "\"\(expression.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\""
    let wanted = expression.contains("null + 1") ? ["SL0246"] : []
    #expect(codes(read(Self.contract(quoted))) == wanted, "\(lines(read(Self.contract(quoted))))")
  }

  @Test func `nesting and length have limits that are told`() {
    let deep = String(repeating: "(", count: 60) + "id > 0" + String(repeating: ")", count: 60)
    #expect(lines(read(Self.contract(deep))).first?.hasSuffix("nested more than 50 levels deep") == true)
    let long = Array(repeating: "id > 0", count: 250).joined(separator: " or ")
    #expect(lines(read(Self.contract(long))).first?.contains("more than 200 parts hang on one another") == true)
    let endless = "id in (" + Array(repeating: "1", count: 1100).joined(separator: ", ") + ")"
    #expect(lines(read(Self.contract(endless))).first?.contains("more than 2000 words and signs") == true)
  }

  /// One expression in each style of scalar, and how the message points into it.
  static let styles: [(name: String, yaml: String)] = [
    ("plain", "id > 0 and pice > 0"),
    ("plain over lines", "id > 0\n            and pice > 0"),
    ("single quotes", "'note <> ''x'' and pice > 0'"),
    ("double quotes", "\"note <> \\\"x\\\" or note = 'é\\u00e9' and pice > 0\""),
    ("double quotes over lines", "\"id > 0\n            and \\\n            pice > 0\""),
    ("a literal block", "|\n            id > 0\n              and pice > 0\n            or id < 9"),
    ("a folded block", ">-  # folded\n            id > 0\n            and pice > 0\n"),
    ("a variable", "id > 0 and ${COLUMN} > 0"),
  ]

  @Test func `the caret stands under the word, whatever the style of the scalar`() throws {
    var text = ""
    for style in Self.styles {
      let source = Self.contract(style.yaml)
      let reading = read(source, environment: ["COLUMN": "secret"])
      let printer = DiagnosticPrinter(source: Array(source.utf8), path: "contract.yaml", color: false)
      text += "# \(style.name)\n\(printer.render(reading.diagnostics))\n"
    }
    let inner = object(
      "properties:\n  - {name: id, logicalType: integer}\nquality:\n  - type: custom\n    engine: sluice\n"
        + "    implementation: \"{check: rowRule, expr: id > 0 and pice > 0}\"")
    let printer = DiagnosticPrinter(source: Array(inner.utf8), path: "contract.yaml", color: false)
    text += "# a text that holds YAML\n\(printer.render(read(inner).diagnostics))"
    #expect(!text.contains("secret"))
    try expectFile("Tests/SluiceContractTests/Fixtures/expression-carets.txt", holds: text)
  }

  @Test func `a condition is checked on checks that are not run, too`() {
    let rule = "{type: custom, engine: sluice, implementation: {check: mean, mustBe: 1, where: nope > 0}}"
    let text = object("properties:\n  - name: a\n    logicalType: number\n    quality:\n      - \(rule)")
    #expect(codes(read(text)) == ["SL0226"])
  }
}
