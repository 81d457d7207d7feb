// Aggregates of `engine: sluice`: operands and listed values that are values of the column, and the other column.

extension ContractLint {
  func checkAggregate(_ engine: EngineRule, _ property: Property, _ typer: ExpressionTyper, path: String) {
    let judge = ValueJudge(property)
    for value in engine.listed {
      guard let fault = judge.typeFault(of: value.value) else { continue }
      findings.add(.badListedValue, "the value \(value.value.shown) \(fault)", at: value.mark, path: path)
    }
    if let threshold = engine.aggregate?.values { check(threshold, engine.check, property, judge, path: path) }
    if let partner = engine.partner { checkPartner(partner, engine.check, typer, path: path) }
  }

  private func check(
    _ threshold: ValueThreshold, _ check: String, _ property: Property, _ judge: ValueJudge, path: String
  ) {
    var isRight = true
    for operand in threshold.operands {
      guard let fault = judge.typeFault(of: operand.value) else { continue }
      isRight = false
      findings.add(
        .badOperand, "the operand \(operand.value.shown) of check \"\(check)\" \(fault)", at: operand.mark, path: path)
    }
    guard isRight, threshold.comparison.isRange, let low = threshold.operands.first, let high = threshold.operands.last
    else { return }
    let isReversed: Bool
    switch (low.value, high.value) {
    // Texts are compared by code point, which is the order of their UTF-8.
    case (.text(let low), .text(let high)) where property.valueType == .string || property.valueType == nil:
      isReversed = high.utf8.lexicographicallyPrecedes(low.utf8)
    default: isReversed = BoundOrder.compare(low.value, high.value, of: property) == .greater
    }
    guard isReversed else { return }
    findings.add(
      .reversedRange,
      "the range [\(low.value.shown), \(high.value.shown)] is empty: its lower end is above its upper end",
      at: low.mark, path: path, help: "swap the ends")
  }

  private func checkPartner(_ partner: Marked<String>, _ check: String, _ typer: ExpressionTyper, path: String) {
    guard let index = typer.columns.index(of: Array(partner.value.utf8)) else {
      findings.add(
        .unknownColumn,
        "\(check) names the column \(Words.quoted(partner.value)), which \(Words.quoted(typer.columns.object)) "
          + "does not have",
        at: partner.mark, path: path, help: Words.suggestion(for: partner.value, among: typer.columns.names))
      return
    }
    switch typer.columns.type(of: index) {
    case .exact, .number, .boolean: return
    default:
      findings.add(
        .numericOnText,
        "the check \"\(check)\" needs numbers, the column \(Words.quoted(partner.value)) holds none", at: partner.mark,
        path: path)
    }
  }
}
