import Foundation
import SluiceContract
import Testing

@testable import SluiceEngine

/// `multipleOf` on lanes, wide cells and texts, against exact arithmetic on decimals.
struct DivisorTests {
  private static func failing(_ cells: [String], _ kind: ColumnKind, _ step: ExactDecimal) throws -> [Bool] {
    let runner = CellTestRunner(.isMultiple(Divisor(step, kind)), samples: cells.count)
    try Cells.eachColumn(of: cells, as: kind) { runner.run($0) }
    let rows = Set(runner.state.findings.map(\.ordinal))
    #expect(rows.count == runner.state.count)
    return cells.indices.map { rows.contains($0) }
  }

  @Test(arguments: [
    "1", "2", "3", "7", "10", "0.5", "2.5", "0.3", "1e3", "9223372036854775807", "18446744073709551616", "1e40", "1e-9",
    "3e39",
  ])
  func `integers, decimals and doubles agree with exact arithmetic`(text: String) throws {
    let step = try #require(ExactDecimal(text))
    let integers = [
      "0", "1", "-2", "3", "21", "1000", "9223372036854775807", "-9223372036854775807", "9223372036854775808",
      "18446744073709551616", "36893488147419103232", "170141183460469231731687303715884105727",
      "10000000000000000000000000000000000000000", "30000000000000000000000000000000000000000",
    ]
    let decimals = ["0.00", "0.25", "-2.50", "7.5", "1234567890123456.75", "99999999999999999999999999999.99"]
    for (cells, kind) in [
      (integers, ColumnKind.integer), (integers + decimals, .number), (decimals, .decimal(precision: 38, scale: 2)),
    ] {
      let exact = try cells.map { !(try #require(ExactDecimal($0))).isMultiple(of: step) }
      #expect(try Self.failing(cells, kind, step) == exact, "\(kind)")
    }
  }

  @Test func `doubles are judged by their text, and what is no number is no multiple`() throws {
    let cells = ["0.3", "0.30000000000000004", "1e-1", "1E+2", "nan", "inf", "-0", "0.1000"]
    #expect(
      try Self.failing(cells, .number, try #require(ExactDecimal("0.1"))) == [
        false, true, false, false, true, true, false, false,
      ])
  }
}
