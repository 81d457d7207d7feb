import Testing

@testable import SluiceEngine

/// What `docs/expressions.md` says, row by row.
struct ExpressionTableTests {
  static let properties = [
    "{name: i, logicalType: integer}", "{name: j, logicalType: integer}",
    "{name: d, logicalType: number, physicalType: 'DECIMAL(9,2)'}", "{name: x, logicalType: number}",
    "{name: t, logicalType: string}", "{name: b, logicalType: boolean}", "{name: day, logicalType: date}",
    "{name: at, logicalType: timestamp}", "{name: clock, logicalType: time}",
  ]
  static let header = "i,j,d,x,t,b,day,at,clock\n"
  static let row = "7,-2,1.25,0.5,Äbc,true,2024-02-29,2024-02-29T23:59:58.5Z,12:30:15\n"
  static let wide = "170141183460469231731687303715884105727"

  /// Of the row above; `wide` stands for the largest integer of 128 bits.
  static let table: [(expression: String, truth: RowTruth)] = [
    // Arithmetic: exact for integers and decimals, `/` always of numbers.
    ("i + j = 5", .holds), ("i - j = 9", .holds), ("i * j = -14", .holds), ("i / j = -3.5", .holds),
    ("7 / 2 = 3.5 and i = 7", .holds), ("i % j = 1", .holds), ("-7 % 2 = -1 and i > 0", .holds),
    ("i % -2 = 1", .holds), ("d * d = 1.5625", .holds), ("d + 0.005 = 1.255", .holds), ("d % 0.5 = 0.25", .holds),
    ("0.1 + 0.2 = 0.3 and i > 0", .holds), ("1e-1 + 2e-1 = 3e-1 and i > 0", .fails), ("-x = -0.5", .holds),
    // Nothing is divided by zero.
    ("i / 0 > 0", .unknown), ("i % 0 = 0", .unknown), ("x / 0 > 0", .unknown), ("x % 0 = 0", .unknown),
    ("i / 0 is null", .holds),
    // Beyond 128 bits nothing is decided; 64 bits are no limit.
    ("i * 9223372036854775807 > 9223372036854775807", .holds), ("\(wide) + i > 0", .overflow),
    ("\(wide) * 2 > i and b", .overflow), ("not b and \(wide) + i > 0", .fails), ("b or \(wide) + i > 0", .holds),
    ("case when b then true else \(wide) + i > 0 end", .holds), ("\(wide) + i is null", .overflow),
    ("coalesce(\(wide) + i, 1) = 1", .overflow), ("-\(wide) - i < 0", .overflow),
    // Numbers meet exact values as doubles.
    ("x = 0.5", .holds), ("d = 1.25e0", .holds), ("x + d = 1.75", .holds), ("i > x", .holds),
    // Rounding: half away from zero.
    ("round(d) = 1", .holds), ("round(2.5) = 3 and i > 0", .holds), ("round(-2.5) = -3 and i > 0", .holds),
    ("round(d, 1) = 1.3", .holds), ("round(-d, 1) = -1.3", .holds), ("round(x) = 1", .holds),
    ("round(-x) = -1", .holds),
    ("round(x + 0.0625, 2) = 0.56", .holds), ("floor(-d) = -2", .holds), ("floor(x) = 0", .holds),
    ("abs(j) = 2", .holds),
    // Text: code points, scalars, case of each scalar alone.
    ("t > 'Z'", .holds), ("t < 'a'", .fails), ("'B' < 'a' and i > 0", .holds), ("length(t) = 3", .holds),
    ("lower(t) = 'äbc'", .holds), ("upper(t) = 'ÄBC'", .holds), ("upper('ß') = 'SS' and i > 0", .holds),
    ("lower('İ') = 'i\u{307}' and i > 0", .holds), ("trim('\t a b ') = 'a b' and i > 0", .holds),
    ("trim('\u{A0}') = '\u{A0}' and i > 0", .holds), ("starts_with(t, 'Äb')", .holds), ("starts_with(t, 'b')", .fails),
    ("contains(t, 'bc')", .holds), ("contains(t, '')", .holds), ("contains(t, 'x')", .fails),
    // like
    ("t like '_bc'", .holds), ("t like 'äbc'", .fails), ("t like '%c' and t like '%' and t like '_%_'", .holds),
    ("t like '__'", .fails), ("'a\\b%' like 'a\\b_' and i > 0", .holds), ("'' like '%' and i > 0", .holds),
    ("'abcabd' like '%abd' and i > 0", .holds), ("t not like '%b'", .holds),
    // matches: found anywhere unless it is anchored
    ("t matches 'b'", .holds), ("t matches '^b'", .fails), ("t not matches '^.b'", .fails),
    ("t matches '^.bc$'", .holds),
    // in, between
    ("i in (1, 7.0, 9)", .holds), ("i not in (1, 2)", .holds), ("t in ('a', 'Äbc')", .holds), ("x in (0.5)", .holds),
    ("i in (j, 7)", .holds), ("i in (j, j + 1)", .fails), ("day in (date '2024-02-29')", .holds),
    ("at in (timestamp '2024-02-29T23:59:58.5Z')", .holds), ("b in (true)", .holds), ("i between 7 and 7", .holds),
    ("i between 8 and 7", .fails), ("i not between 8 and 9", .holds), ("d between 1 and 1.25", .holds),
    // case, coalesce, nullif
    ("case when i > 9 then false when i > 5 then b end", .holds), ("case when i > 9 then true end", .unknown),
    ("case i when 1 then 'a' when 7 then 'b' else 'c' end = 'b'", .holds), ("nullif(i, 7) is null", .holds),
    ("nullif(i, 8) = 7", .holds), ("coalesce(nullif(i, 7), j) = -2", .holds), ("nullif(t, 'x') = t", .holds),
    // Dates and times
    ("day = date '2024-02-29'", .holds), ("day < at", .holds), ("day = timestamp '2024-02-29T00:00:00Z'", .holds),
    ("clock < time '12:30:15.000000001'", .holds), ("now() < at and now < day", .holds),
    ("now() = timestamp '2023-11-14T22:13:20.123456789Z' and i > 0 or at > now", .holds),
    ("date_part('year', day) = 2024 and date_part('month', day) = 2 and date_part('day', day) = 29", .holds),
    ("date_part('weekday', day) = 4 and date_part('yearday', day) = 60", .holds),
    ("date_part('hour', at) = 23 and date_part('minute', at) = 59 and date_part('second', at) = 58", .holds),
    ("date_part('hour', clock) = 12", .holds), ("date_part('weekday', date '1969-12-28') = 7 and i > 0", .holds),
    ("date_diff('day', day, date '2024-03-01') = 1", .holds), ("date_diff('day', day, at) = 0", .holds),
    ("date_diff('hour', day, at) = 23", .holds), ("date_diff('hour', at, day) = -23", .holds),
    ("date_diff('second', day, at) = 86398", .holds), ("date_diff('week', day, date '2024-03-14') = 2", .holds),
    ("date_diff('month', day, date '2024-03-28') = 0", .holds),
    ("date_diff('month', day, date '2024-03-29') = 1", .holds),
    ("date_diff('year', day, date '2025-02-28') = 0", .holds),
    ("date_diff('year', day, date '2025-03-01') = 1", .holds),
    ("date_diff('minute', clock, time '12:00') = -30", .holds),
    ("date_diff('hour', day, date '2024-03-02') = 48", .holds),
  ]

  @Test(arguments: table)
  func `an expression says of the row what the page says`(expression: String, truth: RowTruth) throws {
    let typed = try ExpressionRows.typed([expression], Self.properties)
    let (compiled, interpreted) = try ExpressionRows.run(typed, Self.properties, Self.header + Self.row)
    #expect(compiled == [[truth]])
    #expect(interpreted == [[truth]], "the oracle")
  }

  @Test func `the truth table of three values`() throws {
    let properties = ["{name: p, logicalType: boolean}", "{name: q, logicalType: boolean}", "{name: k}"]
    let words = ["true", "false", ""]
    let csv = "p,q,k\n" + words.flatMap { p in words.map { "\(p),\($0),x\n" } }.joined()
    let typed = try ExpressionRows.typed(["p and q", "p or q", "not p", "p = q", "p <> q", "p is null"], properties)
    let (compiled, interpreted) = try ExpressionRows.run(typed, properties, csv)
    let (t, f, u) = (RowTruth.holds, RowTruth.fails, RowTruth.unknown)
    // Rows: p in true, false, null; within each, q in true, false, null.
    #expect(
      compiled == [
        [t, f, u, f, f, f, u, f, u], [t, t, t, t, f, u, t, u, u], [f, f, f, t, t, t, u, u, u],
        [t, f, u, f, t, u, u, u, u], [f, t, u, t, f, u, u, u, u], [f, f, f, f, f, f, t, t, t],
      ])
    #expect(interpreted == compiled)
  }

  @Test func `NaN satisfies no comparison, not even that it differs`() throws {
    let properties = ["{name: x, logicalType: number}", "{name: k}"]
    let expressions = [
      "x = x", "x <> 1", "x < 1", "not x >= 1", "x in (1, 2)", "x not in (1, 2)", "x between 0 and 9", "x is null",
      "nullif(x, x) is null",
    ]
    let typed = try ExpressionRows.typed(expressions, properties)
    let (compiled, interpreted) = try ExpressionRows.run(typed, properties, "x,k\nNaN,a\n")
    let (t, f) = (RowTruth.holds, RowTruth.fails)
    #expect(compiled.map { $0[0] } == [f, f, f, t, f, t, f, f, f])
    #expect(interpreted == compiled)
  }

  @Test func `equal parts are one step, and a column is loaded once`() throws {
    let typed = try ExpressionRows.typed(
      ["i + j > 3", "i + j < 9 and i + j > 3", "j > 3"], Self.properties)
    var compiler = ExpressionCompiler()
    for expression in typed { _ = compiler.compile(expression) }
    // i, j, i + j, 3, >, 9, <, and, j > 3
    #expect(compiler.program.steps.count == 9)
    #expect(compiler.program.columns(for: [compiler.program.steps.count - 1]) == [1])
  }

  @Test func `a strip without nulls leaves nothing behind for the next one`() throws {
    let properties = [
      "{name: t}", "{name: u}", "{name: i, logicalType: integer}", "{name: j, logicalType: integer}",
      "{name: x, logicalType: number}", "{name: b, logicalType: boolean}",
    ]
    var csv = "t,u,i,j,x,b\n"
    for row in 0..<3000 {
      let isNull = row >= 1024 && row < 2048 && row % 3 == 0
      csv += isNull ? ",u\(row),,\(row),,\n" : "t\(row),u\(row),\(row),\(row + 1),\(row).5,true\n"
    }
    let expressions = [
      "coalesce(t, u) = u", "t = u or starts_with(u, 'u')", "coalesce(i, j) = j", "coalesce(x, j) = i",
      "coalesce(b, i < j)",
      "nullif(i, j) is null", "lower(coalesce(t, u)) like 'u%'", "not b", "i + j > 2 * i",
      "case when b then t else u end <> t",
    ]
    let typed = try ExpressionRows.typed(expressions, properties)
    let (compiled, interpreted) = try ExpressionRows.run(typed, properties, csv)
    for (index, expression) in expressions.enumerated() {
      #expect(compiled[index] == interpreted[index], "\(expression)")
    }
  }
}
