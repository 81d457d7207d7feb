@testable import SluiceContract
@testable import SluiceEngine
@testable import SluiceReport

/// Hand-written results that hold every status, every kind of sample and every scope of structural finding.
enum SampleRuns {
  static func head(_ command: String, exitCode: Int = 0, error: RunError? = nil) -> ReportHead {
    ReportHead(
      command: command, sluiceVersion: "0.1.0", runID: "0123456789abcdef0123456789abcdef",
      startedAt: "2026-03-01T09:30:00.125Z", asOf: "2026-03-01T09:30:00.125Z", exitCode: exitCode,
      error: error)
  }

  static let contract = ContractSummary(
    path: "orders.odcs.yaml", sha256: String(repeating: "ab", count: 32), id: "orders-eu", version: "1.4.0",
    owner: ContractOwner(
      team: "Orders",
      channels: [.init(name: "#orders-help", tool: "slack"), .init(name: "desk\n", url: "https://desk")],
      errorAlert: "#orders-oncall", warningAlert: nil))

  static var everyStatus: ValidateOutcome {
    ValidateOutcome(head: head("validate", exitCode: 1), contract: contract, results: [broken])
  }

  static var allPass: ValidateOutcome {
    var run = broken
    run.files = [run.files[0]]
    run.rows = 4_000_000
    run.results = passes
    run.structure = []
    run.columns = []
    run.verdict = .pass
    run.isComplete = true
    return ValidateOutcome(head: head("validate"), contract: contract, results: [run])
  }

  /// A run over two objects, the first of which is broken.
  static var twoObjects: ValidateOutcome {
    var outcome = everyStatus
    outcome.results += allPass.results
    outcome.results[1].object = "customers"
    return outcome
  }

  static var wrongContract: ValidateOutcome {
    let error = RunError(
      code: "contractInvalid", message: "the contract has errors: 1 error, 0 warnings in orders.odcs.yaml",
      path: "orders.odcs.yaml")
    var summary = contract
    summary.id = nil
    summary.version = nil
    return ValidateOutcome(
      head: head("validate", exitCode: 3, error: error), contract: summary, diagnostics: [diagnostic])
  }

  static let diagnostic = Diagnostic(
    code: "SL0107", severity: .error, message: "duplicate key \"name\"", help: "remove one of them",
    path: "schema[orders]", mark: Mark(line: 14, column: 9, offset: 301, length: 4),
    notes: [.init(message: "the first is here", mark: Mark(line: 12, column: 9, offset: 250, length: 4))])

  private static var broken: RunResult {
    RunResult(
      object: "orders",
      files: [
        .init(path: "in/trips-1.csv", bytes: 500_000_000, rows: 4_000_000),
        .init(path: "in/trips-2.csv", bytes: 520_000_000, rows: 4_500_000),
      ],
      rows: 8_500_000, results: passes + warnings + failures + undecided, structure: structure,
      columns: columns, verdict: .fail, isComplete: false,
      timing: .init(seconds: 1.1, bytes: 1_020_000_000, threads: 2))
  }

  private static let passes: [CheckResult] = [
    result("columnPresent", "id", .pass, expected: "column id is present"),
    result("required", "id", .pass, failing: 0, population: 8_499_997, expected: "no nulls"),
    with(result("rowCount", nil, .pass, observed: "8500000", unit: "rows")) {
      $0.threshold = .init(comparison: "mustBeGreaterThan", operands: ["1000"], unit: "rows")
    },
  ]

  private static let warnings: [CheckResult] = [
    with(result("columnExtra", nil, .warn, reason: "the batch has 1 column that the contract does not list")) {
      $0.isBlocking = false
      $0.details = [.init(name: "columns", value: .list(["note\u{202E}txt"]))]
    },
    with(result("nullValues", "note", .warn, failing: 12_345, population: 8_499_997, observed: "0.1452")) {
      $0.isBlocking = false
      $0.unit = "percent"
      $0.ruleID = "note-nulls"
      $0.threshold = .init(comparison: "mustBeLessThan", operands: ["0.1"], unit: "percent")
    },
  ]

  private static let failures: [CheckResult] = [
    with(result("range", "amount", .fail, failing: 214, population: 8_499_997)) {
      $0.ruleID = "amount-range"
      $0.expected = "0 <= amount <= 100000"
      $0.observed = "214"
      $0.unit = "rows"
      $0.samples = [
        sample(row: 10_233, column: "amount", "-3.50"),
        sample(row: 4_000_001, column: "amount", "9007199254740993"),
      ]
    },
    with(result("columnRenamed", "tailnum", .fail, reason: "probably renamed to \"tail_number\"")) {
      $0.details = [
        .init(name: "newName", value: .text("tail_number")),
        .init(name: "evidence", value: .list(["the same position, 13", "a similar name"])),
      ]
    },
    with(result("pattern", "email", .fail, failing: 3, population: 8_499_990, expected: "matches ^[^@]+@[^@]+$")) {
      $0.samples = [
        Sample(
          file: "in/trips-2.csv", row: 7, line: 8, byteOffset: 312, column: "email", value: nil,
          isMasked: true,
          key: [])
      ]
    },
    with(result("type", "note", .fail, failing: 4, population: 8_499_997, expected: "integer")) {
      $0.samples = [
        sample(row: 1, column: "note", "two\nlines \u{1B}[31m"),
        Sample(
          file: "in/trips-1.csv", row: 2, line: 4, byteOffset: 90, column: "note", value: [0x63, 0xE9],
          isMasked: false, key: []),
        sample(row: 3, column: "note", String(repeating: "x", count: 1234)),
        sample(row: 4, column: "note", ""),
      ]
    },
    with(result("primaryKey", nil, .fail, failing: 2, population: 8_499_997)) {
      $0.details = [
        .init(name: "duplicatedValues", value: .integer(1)), .init(name: "surplusRows", value: .integer(1)),
        .init(name: "rowsInGroups", value: .integer(2)),
      ]
      $0.samples = [
        Sample(
          file: "in/trips-1.csv", row: 5, line: 6, byteOffset: 400, column: nil, value: nil, isMasked: false,
          key: [
            .init(column: "id", value: Array("17".utf8), isMasked: false),
            .init(column: "card", value: nil, isMasked: true),
            .init(column: "part", value: [0xFF], isMasked: false),
            .init(column: "day", value: nil, isMasked: false),
          ])
      ]
    },
  ]

  private static let undecided: [CheckResult] =
    [result("pattern", "note", .error, reason: "the match limit was reached in row 9 of in/trips-1.csv")]
    + (1...7).map { result("rowRule", "c\($0)", .notRun, reason: "expressions are not run by this version") }
    + [result("sql", nil, .notRun, reason: "engine soda is not ours")]

  static let structure: [StructuralFinding] = [
    StructuralFinding(
      kind: "fieldCount", severity: .error, file: "in/trips-1.csv", row: 7, line: 8, byteOffset: 312,
      message: "7 fields, the header has 8", count: 3,
      samples: [
        .init(row: 7, line: 8, byteOffset: 312, message: "7 fields, the header has 8"),
        .init(row: 19, line: 21, byteOffset: 1312, message: "9 fields, the header has 8"),
      ]),
    StructuralFinding(
      kind: "unterminatedQuote", severity: .error, file: "in/trips-2.csv", row: 4_500_000, line: 4_500_001,
      byteOffset: 519_999_900, message: "the quote that opens column \"note\" is never closed", count: 1,
      samples: []),
    StructuralFinding(
      kind: "mixedLineEndings", severity: .warning, file: "in/trips-2.csv", row: 12, line: 13,
      byteOffset: 700,
      message: "CRLF after 12 lines that end in LF", count: 1, samples: []),
    StructuralFinding(
      kind: "blankLine", severity: .warning, file: "in/trips-1.csv", row: 4_000_000, line: 4_000_001,
      byteOffset: 499_999_999, message: "an empty line at the end", count: 1, samples: []),
  ]

  static let columns: [ColumnSummary] = [
    column("id", "integer") {
      $0.minimum = .integer(1)
      $0.maximum = .integer(9_007_199_254_740_993)
      $0.distinct = 8_499_996
    },
    column("amount", "number") {
      $0.nan = 2
      $0.minimum = .number(-.infinity)
      $0.maximum = .number(1e-7)
      $0.mean = 0.1
      $0.invalid = 4
    },
    column("price", "decimal") {
      $0.minimum = .text("0.10")
      $0.maximum = .text("12345678901234567.89")
    },
    column("email", "string") {
      $0.minimum = .text("a@example.org")
      $0.maximum = .text("z@example.org")
      $0.isMasked = true
    },
    column("note\n", "string") { $0.nulls = $0.rows },
  ]

  private static func column(_ name: String, _ type: String, _ edit: (inout ColumnSummary) -> Void)
    -> ColumnSummary
  {
    var column = ColumnSummary(
      name: name, type: type, rows: 8_499_997, nulls: 3, invalid: 0, isMasked: false)
    edit(&column)
    return column
  }

  private static func sample(row: Int, column: String, _ value: String) -> Sample {
    Sample(
      file: row > 4_000_000 ? "in/trips-2.csv" : "in/trips-1.csv", row: row, line: row + 1,
      byteOffset: row * 60,
      column: column, value: Array(value.utf8), isMasked: false, key: [])
  }

  private static func result(
    _ check: String, _ column: String?, _ status: CheckResult.Status, reason: String? = nil,
    failing: Int? = nil,
    population: Int? = nil, observed: String? = nil, unit: String? = nil, expected: String? = nil
  ) -> CheckResult {
    CheckResult(
      id: ["orders", column, check].compactMap { $0 }.joined(separator: "."), check: check, column: column,
      isBlocking: true, status: status, reason: reason, observed: observed, unit: unit, failing: failing,
      population: population, expected: expected,
      location: Mark(line: 21, column: 11, offset: 400, length: 5),
      samples: [], details: [])
  }

  private static func with(_ result: CheckResult, _ edit: (inout CheckResult) -> Void) -> CheckResult {
    var result = result
    edit(&result)
    return result
  }
}
