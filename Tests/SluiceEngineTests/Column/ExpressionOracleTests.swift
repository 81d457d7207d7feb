import Testing

@testable import SluiceEngine

/// Compiled programs say of random rows what an interpreter says of them, whatever the expressions.
struct ExpressionOracleTests {
  static let properties = ExpressionTableTests.properties + ["{name: j2, logicalType: integer}", "{name: u}"]

  @Test func `random expressions over random batches`() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededGenerator(seed: seed)
    for round in 0..<25 {
      let expressions = (0..<12).map { _ in
        "(\(RandomExpression.condition(depth: 4, &random))) or (i is null and i is not null)"
      }
      let csv = RandomExpression.batch(rows: round == 0 ? 2500 : 60, &random)
      let typed = try ExpressionRows.typed(expressions, Self.properties)
      try #require(typed.count == expressions.count)
      let (compiled, interpreted) = try ExpressionRows.run(typed, Self.properties, csv)
      for (index, expression) in expressions.enumerated() where compiled[index] != interpreted[index] {
        let row = zip(compiled[index], interpreted[index]).enumerated().first { $0.element.0 != $0.element.1 }
        let line = csv.split(separator: "\n")[(row?.offset ?? 0) + 1]
        Issue.record(
          "seed \(seed), \(expression) of \(line): \(String(describing: row?.element.0)), \(String(describing: row?.element.1))"
        )
        return
      }
    }
  }
}

/// Expressions and rows for them; every type, every operator, values at the edges.
enum RandomExpression {
  typealias Random = SeededGenerator

  static func condition(depth: Int, _ random: inout Random) -> String {
    if depth == 0 {
      return ["b", "i > 0", "t is null", "x < d", "at > day", "true = b"].randomElement(using: &random) ?? "b"
    }
    let below = depth - 1
    let sign = ["=", "<>", "<", "<=", ">", ">="].randomElement(using: &random) ?? "="
    switch Int.random(in: 0..<16, using: &random) {
    case 0: return "(\(condition(depth: below, &random)) and \(condition(depth: below, &random)))"
    case 1: return "(\(condition(depth: below, &random)) or \(condition(depth: below, &random)))"
    case 2: return "not (\(condition(depth: below, &random)))"
    case 3: return "\(exact(below, &random)) \(sign) \(exact(below, &random))"
    case 4: return "\(number(below, &random)) \(sign) \(number(below, &random))"
    case 5: return "\(text(below, &random)) \(sign) \(text(below, &random))"
    case 6: return "\(instant(below, &random)) \(sign) \(instant(below, &random))"
    case 7: return "\(anything(below, &random)) is \(Bool.random(using: &random) ? "not " : "")null"
    case 8:
      return
        "\(exact(below, &random)) in (\((0..<Int.random(in: 1...7, using: &random)).map { "\($0)" }.joined(separator: ", ")))"
    case 9: return "\(text(below, &random)) not in ('a', 'Äb', '')"
    case 10: return "\(exact(below, &random)) between \(exact(below, &random)) and \(exact(below, &random))"
    case 11:
      let pattern = ["%", "_%", "%b%", "Ä_", "%a_b%", ""].randomElement(using: &random) ?? "%"
      return "\(text(below, &random)) like '\(pattern)'"
    case 12:
      return "\(text(below, &random)) matches '\(["^a", "b$", "[Ä-Ü]", "^$"].randomElement(using: &random) ?? "a")'"
    case 13:
      return
        "\(["starts_with", "contains"].randomElement(using: &random) ?? "contains")(\(text(below, &random)), \(text(below, &random)))"
    case 14:
      return "case when \(condition(depth: below, &random)) then \(condition(depth: below, &random)) when b then null "
        + "else \(condition(depth: below, &random)) end"
    default: return "coalesce(\(condition(depth: below, &random)), b, i > 0)"
    }
  }

  private static func anything(_ depth: Int, _ random: inout Random) -> String {
    switch Int.random(in: 0..<4, using: &random) {
    case 0: "(\(exact(depth, &random)))"
    case 1: "(\(number(depth, &random)))"
    case 2: "(\(text(depth, &random)))"
    default: "(\(instant(depth, &random)))"
    }
  }

  private static func exact(_ depth: Int, _ random: inout Random) -> String {
    if depth == 0 || Int.random(in: 0..<4, using: &random) == 0 {
      return ["i", "j", "d", "j2", "0", "3", "-1.5", "9223372036854775807", "0.001"].randomElement(using: &random)
        ?? "i"
    }
    let below = depth - 1
    switch Int.random(in: 0..<13, using: &random) {
    case 0: return "(\(exact(below, &random)) + \(exact(below, &random)))"
    case 1: return "(\(exact(below, &random)) - \(exact(below, &random)))"
    case 2:
      return
        "(\(["i", "j", "d", "j2"].randomElement(using: &random) ?? "i") * \(["i", "j", "2.5"].randomElement(using: &random) ?? "i"))"
    case 3: return "(\(exact(below, &random)) % \(exact(below, &random)))"
    case 4: return "(-\(["i", "j", "d"].randomElement(using: &random) ?? "i"))"
    case 5: return "abs(\(exact(below, &random)))"
    case 6: return "floor(\(exact(below, &random)))"
    case 7: return "round(\(exact(below, &random)), \(Int.random(in: 0...2, using: &random)))"
    case 8: return "length(\(text(below, &random)))"
    case 9: return "coalesce(\(exact(below, &random)), \(exact(below, &random)), 1)"
    case 10: return "nullif(\(exact(below, &random)), \(exact(below, &random)))"
    case 11:
      let unit = ["year", "month", "week", "day", "hour", "second"].randomElement(using: &random) ?? "day"
      return "date_diff('\(unit)', \(instant(below, &random)), \(instant(below, &random)))"
    default:
      let unit = ["year", "month", "day", "weekday", "yearday"].randomElement(using: &random) ?? "day"
      return "date_part('\(unit)', \(instant(below, &random)))"
    }
  }

  private static func number(_ depth: Int, _ random: inout Random) -> String {
    if depth == 0 || Int.random(in: 0..<4, using: &random) == 0 {
      return ["x", "0.5e0", "1e300", "-0e0"].randomElement(using: &random) ?? "x"
    }
    let below = depth - 1
    switch Int.random(in: 0..<6, using: &random) {
    case 0: return "(\(number(below, &random)) + \(exact(below, &random)))"
    case 1: return "(\(exact(below, &random)) / \(exact(below, &random)))"
    case 2: return "(\(number(below, &random)) * \(number(below, &random)))"
    case 3: return "(\(number(below, &random)) % \(number(below, &random)))"
    case 4: return "round(\(number(below, &random)), \(Int.random(in: 0...3, using: &random)))"
    default: return "case when b then \(number(below, &random)) else \(exact(below, &random)) end"
    }
  }

  private static func text(_ depth: Int, _ random: inout Random) -> String {
    if depth == 0 || Int.random(in: 0..<3, using: &random) == 0 {
      return ["t", "u", "'a'", "'Äb'", "''"].randomElement(using: &random) ?? "t"
    }
    let below = depth - 1
    switch Int.random(in: 0..<5, using: &random) {
    case 0: return "lower(\(text(below, &random)))"
    case 1: return "upper(\(text(below, &random)))"
    case 2: return "trim(\(text(below, &random)))"
    case 3: return "coalesce(\(text(below, &random)), \(text(below, &random)))"
    default: return "case i when 0 then \(text(below, &random)) when j then u else \(text(below, &random)) end"
    }
  }

  private static func instant(_ depth: Int, _ random: inout Random) -> String {
    if depth == 0 || Bool.random(using: &random) {
      return ["day", "at", "now()", "date '2024-02-29'", "timestamp '2024-02-29T12:00:00.000000001Z'"]
        .randomElement(using: &random) ?? "day"
    }
    return "coalesce(\(instant(depth - 1, &random)), \(instant(depth - 1, &random)))"
  }

  static func batch(rows: Int, _ random: inout Random) -> String {
    let integers = [
      "", "0", "1", "-1", "2", "7", "9223372036854775807", "-9223372036854775808", "10000000000000000000",
      "170141183460469231731687303715884105727", "-170141183460469231731687303715884105728",
      "9999999999999999999999999999999999999999999", "x",
    ]
    let cells: [[String]] = [
      integers, Array(integers.prefix(6)), ["", "0.00", "1.25", "-1.50", "9999999.99", "1.234"],
      ["", "0", "-0.0", "0.5", "1e300", "NaN", "inf", "-inf", "-2.5"],
      ["", "\"\"", "a", "Äb", " ab ", "ß", "İx", "\"a\"\"b\"", "aab", "\u{1F600}"], ["", "true", "false"],
      ["", "2024-02-29", "1999-12-31", "2024-03-01", "soon"],
      ["", "2024-02-29T12:00:00Z", "2024-02-29T12:00:00.000000001Z", "1899-01-01 00:00:00", "2024-03-29"],
      ["", "12:00", "23:59:59.999999999"], Array(integers.prefix(8)), ["", "a", "b", "Äb"],
    ]
    var text = "i,j,d,x,t,b,day,at,clock,j2,u\n"
    for _ in 0..<rows {
      text += cells.map { $0.randomElement(using: &random) ?? "" }.joined(separator: ",") + "\n"
    }
    return text
  }
}
