import SluiceContract

/// Whatever stands in `expr` is refused with a place inside it, or runs and says of every row what an interpreter says.
///
/// The first line is the expression, the lines behind it are rows of the columns below.
@_cdecl("LLVMFuzzerTestOneInput")
public func readExpression(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
  let text = Array(UnsafeBufferPointer(start: data, count: size))
  guard let source = String(validating: text, as: UTF8.self) else { return 0 }
  let head = """
    apiVersion: v3.2.0
    kind: DataContract
    id: shop
    version: 1.0.0
    status: active
    schema:
      - name: orders
        properties:
          - {name: i, logicalType: integer}
          - {name: d, logicalType: number, physicalType: "DECIMAL(9,2)"}
          - {name: x, logicalType: number}
          - {name: t, logicalType: string}
          - {name: b, logicalType: boolean}
          - {name: day, logicalType: date}
          - {name: at, logicalType: timestamp}
        quality:
          - type: custom
            engine: sluice
            implementation:
              check: rowRule
              expr: 
    """
  let bytes = Array((head + quoted(source) + "\n").utf8)
  let reading = ContractReader.read(bytes, path: "contract.yaml")
  for diagnostic in reading.diagnostics {
    let isInside = diagnostic.mark.offset >= head.utf8.count && diagnostic.mark.offset <= bytes.count
    if !isInside { fatalError("\(diagnostic.message) at \(diagnostic.mark), of \(source.debugDescription)") }
    _ = DiagnosticPrinter(source: bytes, path: "contract.yaml", color: false).render(diagnostic)
  }
  guard let object = reading.contract?.objects.first, let rules = reading.contract?.rules(for: object) else { return 0 }
  for case .rowRule(let condition) in rules.map(\.test) { run(condition.expression) }
  return 0
}

/// Double quotes, with everything that could be anything else escaped.
private func quoted(_ text: String) -> String {
  let inner = text.unicodeScalars.map { scalar in
    switch scalar {
    case "\"", "\\": "\\\(scalar)"
    case _ where scalar.value < 0x20 || scalar.value > 0x7E:
      "\\U" + String(repeating: "0", count: 8 - String(scalar.value, radix: 16).count) + String(scalar.value, radix: 16)
    default: String(scalar)
    }
  }
  return "\"\(inner.joined())\""
}

/// Runs over lanes that hold every edge in every combination of a few rows.
private func run(_ expression: TypedExpression) {
  var compiler = ExpressionCompiler()
  let root = compiler.compile(expression)
  let runner = ExpressionRunner(compiler.program, now: 1_700_000_000_123_456_789)
  runner.run(compiler.program.steps(for: [root]), columns, from: 0, count: edges.count)
  let (values, status, isKnown) = runner.truths(of: root)
  for row in 0..<edges.count {
    if isKnown && status[row] != ValueStatus.known { fatalError("known, and status \(status[row])") }
    if status[row] == ValueStatus.known && values[row] > 1 { fatalError("truth \(values[row])") }
  }
}

private let edges: [[String]] = [
  ["0", "0.00", "0", "", "true", "1970-01-01", "1970-01-01T00:00:00Z"],
  ["-1", "-1.50", "NaN", "a", "false", "2024-02-29", "2024-02-29T12:00:00.000000001Z"],
  ["9223372036854775807", "9999999.99", "1e308", "Äb", "true", "9999-12-31", "9999-12-31T23:59:59.999999Z"],
  ["99999999999999999999999999999999999999999", "", "", "%_", "", "", ""],
  ["170141183460469231731687303715884105727", "0.01", "-inf", "\u{1F600}", "false", "0001-01-01", "0001-01-01"],
]

private nonisolated(unsafe) let columns: [ColumnBatch?] = {
  let kinds: [ColumnKind] = [.integer, .decimal(precision: 9, scale: 2), .number, .text, .boolean, .date, .timestamp]
  return kinds.enumerated().map { index, kind in
    let cells = CellColumn()
    keptCells.append(cells)
    var kept: ColumnBatch?
    cells.with(edges.map { Array($0[index].utf8) }) { column in
      Decoder.decode(column, as: kind, nil, dialect: .standard)
      kept = column
    }
    return kept
  }
}()

private nonisolated(unsafe) var keptCells: [CellColumn] = []
