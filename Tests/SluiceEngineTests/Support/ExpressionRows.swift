import SluiceContract
import Testing

@testable import SluiceEngine

/// What an expression says of one row.
enum RowTruth: Equatable, CustomStringConvertible {
  case holds, fails, unknown, overflow, undecided

  var description: String {
    switch self {
    case .holds: "true"
    case .fails: "false"
    case .unknown: "unknown"
    case .overflow: "overflow"
    case .undecided: "undecided"
    }
  }
}

/// Compiles expressions over a batch and runs them, with the values of their cells for whoever compares.
struct ExpressionRows {
  static let now: Int128 = 1_700_000_000_123_456_789

  /// `properties`: lines in flow style, such as `{name: a, logicalType: integer}`.
  static func typed(_ expressions: [String], _ properties: [String]) throws -> [TypedExpression] {
    let rules = expressions.map { expression in
      let quoted = "\"\(expression.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\""
      return "  - {type: custom, engine: sluice, implementation: {check: rowRule, expr: \(quoted)}}"
    }
    let lines = ["properties:"] + properties.map { "  - \($0)" } + ["quality:"] + rules
    let contract = try Batches.contract(lines.joined(separator: "\n"))
    let object = try #require(contract.objects.first)
    return contract.rules(for: object).compactMap { rule in
      if case .rowRule(let condition) = rule.test { condition.expression } else { nil }
    }
  }

  static func kinds(_ properties: [String]) throws -> [ColumnSpec] {
    let contract = try Batches.contract(
      (["properties:"] + properties.map { "  - \($0)" }).joined(separator: "\n"))
    let object = try #require(contract.objects.first)
    return Plan(contract, object, dialect: .standard, samples: 0).pass.columns
  }

  /// For each expression, what it says of each row; and what an interpreter says that shares no code with the program.
  static func run(
    _ expressions: [TypedExpression], _ properties: [String], _ csv: String
  ) throws -> (compiled: [[RowTruth]], interpreted: [[RowTruth]]) {
    let columns = try kinds(properties)
    let folder = try TemporaryFolder()
    let path = try folder.write("t.csv", csv)
    let worker = ExpressionWorker(expressions, columns)
    let scan = ScanSpec(dialect: .standard, columns: columns.map(\.name))
    _ = try BatchReader.run(
      try Batch(paths: [path]).files, scan: scan, chunkBytes: 1 << 18, workers: [worker])
    return (worker.compiled, worker.interpreted)
  }
}

private final class ExpressionWorker: BatchWorker {
  private let expressions: [TypedExpression]
  private let specs: [ColumnSpec]
  private let columns: [ColumnBatch]
  private let runner: ExpressionRunner
  private let roots: [Int]
  var compiled: [[RowTruth]]
  var interpreted: [[RowTruth]]

  init(_ expressions: [TypedExpression], _ specs: [ColumnSpec]) {
    self.expressions = expressions
    self.specs = specs
    columns = specs.map { _ in ColumnBatch() }
    var compiler = ExpressionCompiler()
    roots = expressions.map { compiler.compile($0) }
    runner = ExpressionRunner(compiler.program, now: ExpressionRows.now)
    compiled = expressions.map { _ in [] }
    interpreted = compiled
  }

  func add(_ batch: RecordBatch) {
    for (index, column) in columns.enumerated() {
      column.gather(batch, field: batch.span.layout.fields[index] ?? 0, dialect: .standard)
      Decoder.decode(column, as: specs[index].kind, specs[index].reading, dialect: .standard)
    }
    let steps = runner.program.steps(for: roots)
    var first = 0
    while first < batch.rows {
      let count = min(ExpressionRunner.strip, batch.rows - first)
      runner.run(steps, columns, from: first, count: count)
      for (index, root) in roots.enumerated() {
        let (values, status, isKnown) = runner.truths(of: root)
        for row in 0..<count {
          #expect(!isKnown || status[row] == ValueStatus.known)
          let truth: RowTruth =
            switch status[row] {
            case ValueStatus.known: values[row] == 1 ? .holds : .fails
            case ValueStatus.null: .unknown
            case ValueStatus.overflow: .overflow
            default: .undecided
            }
          compiled[index].append(truth)
        }
      }
      first += count
    }
    for row in 0..<batch.rows {
      let cells = columns.indices.map { ExpressionOracle.Value(columns[$0], specs[$0].kind, row) }
      let oracle = ExpressionOracle(cells: cells, now: ExpressionRows.now)
      for (index, expression) in expressions.enumerated() { interpreted[index].append(oracle.truth(expression)) }
    }
  }
}
