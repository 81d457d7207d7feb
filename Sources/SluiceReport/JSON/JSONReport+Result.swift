internal import SluiceContract
internal import SluiceEngine

/// What `validate` says about each rule of the contract.
extension JSONReport {
  static func summary(_ results: [CheckResult]) -> JSON {
    .object(
      CheckResult.Status.inReportOrder.map { status in
        .init(status.rawValue, .number(results.count { $0.status == status }))
      })
  }

  static func check(_ result: CheckResult, in run: RunResult) -> JSON {
    .object([
      .init("id", .string(result.id)),
      .init("check", .string(result.check)),
      .init("schema", .string(run.object)),
      .init("column", .text(result.column)),
      .init("ruleId", .text(result.ruleID)),
      .init("severity", .string(result.isBlocking ? "error" : "warning")),
      .init("status", .string(result.status.rawValue)),
      .init("reason", .text(result.reason)),
      .init("observed", result.observed.map(JSON.exact) ?? .null),
      .init("unit", .text(result.unit)),
      .init("failing", .number(result.failing)),
      .init("population", .number(result.population)),
      .init("expected", .text(result.expected)),
      .init("threshold", result.threshold.map(threshold) ?? .null),
      .init("location", result.location.map(location) ?? .null),
      .init("samples", .array(result.samples.map(sample))),
      .init("details", .object(result.details.map(detail))),
    ])
  }

  static func threshold(_ threshold: CheckResult.ThresholdSummary) -> JSON {
    let operands = threshold.operands.map(JSON.exact)
    return .object([
      .init("operator", .string(threshold.comparison)),
      .init("value", operands.count == 1 ? operands[0] : .array(operands)),
      .init("unit", .string(threshold.unit)),
    ])
  }

  static func location(_ mark: Mark) -> JSON {
    .object([.init("line", .number(mark.line)), .init("column", .number(mark.column))])
  }

  private static func detail(_ detail: CheckResult.Detail) -> JSON.Member {
    switch detail.value {
    case .integer(let value): .init(detail.name, .number(value))
    case .text(let text): .init(detail.name, .string(text))
    case .list(let texts): .init(detail.name, .array(texts.map(JSON.string)))
    }
  }

  /// A value that must not be shown is null whatever the engine handed over: masking is not left to one place.
  private static func sample(_ sample: Sample) -> JSON {
    let cell = sample.isMasked ? nil : sample.value.map(CellText.init)
    let isMasked = sample.isMasked || sample.key.contains(where: \.isMasked)
    var members: [JSON.Member] = [
      .init("file", .path(sample.file)),
      .init("row", .number(sample.row)),
      .init("line", .number(sample.line)),
      .init("byteOffset", .number(sample.byteOffset)),
      .init("column", .text(sample.column)),
      .init("value", .text(cell?.text)),
      .init("masked", .bool(isMasked)),
    ]
    if let hex = cell?.hex { members.append(.init("valueHex", .string(hex))) }
    if let bytes = sample.valueBytes, cell != nil { members.append(.init("valueBytes", .number(bytes))) }
    if !sample.key.isEmpty { members += key(sample.key, isKey: sample.isKey) }
    return .object(members)
  }

  static func key(_ parts: [Sample.KeyPart], isKey: Bool = true) -> [JSON.Member] {
    let cells = parts.map { part in
      (column: part.column, cell: part.isMasked ? nil : part.value.map(CellText.init))
    }
    var members = [
      JSON.Member(isKey ? "key" : "values", .object(cells.map { .init($0.column, .text($0.cell?.text)) }))
    ]
    let hex = cells.compactMap { cell in
      cell.cell?.hex.map { JSON.Member(cell.column, .string($0)) }
    }
    if !hex.isEmpty { members.append(.init(isKey ? "keyHex" : "valuesHex", .object(hex))) }
    let cut = parts.compactMap { part in
      part.isMasked ? nil : part.valueBytes.map { JSON.Member(part.column, .number($0)) }
    }
    if !cut.isEmpty { members.append(.init(isKey ? "keyBytes" : "valuesBytes", .object(cut))) }
    let masked = parts.filter(\.isMasked).map { JSON.string($0.column) }
    if !masked.isEmpty { members.append(.init(isKey ? "maskedKeys" : "maskedValues", .array(masked))) }
    return members
  }
}

extension CheckResult.Status {
  /// The order in which every summary counts.
  static let inReportOrder: [CheckResult.Status] = [.pass, .warn, .fail, .error, .notRun]
}
