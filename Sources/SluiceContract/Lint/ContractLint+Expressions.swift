// Rules of `engine: sluice`: expressions whose types fit, columns that exist, patterns and values that mean something.

extension ContractLint {
  func checkExpressions(of object: SchemaObject, path: String) {
    let typer = ExpressionTyper(ExpressionColumns(object))
    check(object.quality, nil, typer, path: path)
    for (index, property) in object.properties.enumerated() {
      let path = "\(path).properties\(Self.component(property.name, index))"
      check(property.quality, property, typer, path: path)
    }
  }

  private func check(_ rules: [QualityRule], _ property: Property?, _ typer: ExpressionTyper, path: String) {
    let path = DocumentPath.join(path, "quality")
    for rule in rules {
      guard case .sluice(let engine) = rule.kind else { continue }
      for text in [engine.expression, engine.condition].compactMap(\.self) { check(text, typer, path: path) }
      checkProperties(engine, property, typer, path: path)
      if let pattern = engine.pattern { checkPattern(pattern, path: path) }
      if let property { checkAggregate(engine, property, typer, path: path) }
      guard let property, engine.check == "invalid" else { continue }
      let judge = ValueJudge(property)
      for value in engine.validValues ?? [] {
        guard let fault = judge.typeFault(of: value.value) else { continue }
        findings.add(
          .badListedValue, "the valid value \(value.value.shown) \(fault)", at: value.mark, path: path)
      }
    }
  }

  private func check(_ text: ExpressionText, _ typer: ExpressionTyper, path: String) {
    do {
      _ = try typer.condition(text.syntax)
    } catch {
      findings.add(error, in: text.text, template: text.template, at: text.mark, path: path)
    }
  }

  private func checkProperties(
    _ engine: EngineRule, _ property: Property?, _ typer: ExpressionTyper, path: String
  ) {
    guard let properties = engine.properties else { return }
    var isKnown = true
    for column in properties where typer.columns.index(of: Array(column.value.utf8)) == nil {
      isKnown = false
      findings.add(
        .unknownColumn,
        "\(engine.check) names the column \(Words.quoted(column.value)), which \(Words.quoted(typer.columns.object)) "
          + "does not have",
        at: column.mark, path: path, help: Words.suggestion(for: column.value, among: typer.columns.names))
    }
    guard isKnown, engine.check == "distinctAcross" else { return }
    let marks = Dictionary(properties.map { (Array($0.value.utf8), $0) }) { first, _ in first }
    let names = engine.columns(property).map { name in
      marks[Array(name.utf8)] ?? Marked(name, at: properties[0].mark)
    }
    do {
      _ = try typer.distinct(names)
    } catch {
      findings.add(
        .expressionType,
        "the columns \(Words.quoted(error.first)) and \(Words.quoted(error.second.value)) cannot be equal: their types differ",
        at: error.second.mark, path: path)
    }
  }
}
