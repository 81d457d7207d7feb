// The five library metrics: where they may stand and what arguments they take.

extension QualityReader {
  private static func arguments(of metric: String, atProperty: Bool) -> [String] {
    switch metric {
    case "missingValues": ["missingValues"]
    case "invalidValues": ["validValues", "pattern"]
    case "duplicateValues": atProperty ? [] : ["properties"]
    default: []
    }
  }

  func library(_ metric: String, _ node: YAMLNode, path: String) -> LibraryArguments {
    checkLevel(metric, node, path: path)
    var result = LibraryArguments()
    let path = DocumentPath.join(path, "arguments")
    let arguments = node["arguments"]
    let known = Self.arguments(of: metric, atProperty: property != nil)
    for pair in arguments?.pairs ?? [] {
      guard known.contains(pair.key) else {
        findings.add(
          .unknownArgument, "the metric \"\(metric)\" has no argument \(Words.quoted(pair.key)) here",
          at: pair.keyMark, path: path,
          help: Words.suggestion(for: pair.key, among: known)
            ?? (known.isEmpty ? "it takes none" : "it takes \(Words.either(known.map { "`\($0)`" }))"))
        continue
      }
      switch pair.key {
      case "missingValues": result.missingValues = values(pair, path: path)
      case "validValues" where pair.value.pairs != nil:
        result.validReference = ReferenceListReader(property: property, findings: findings)
          .read(pair.value, path: DocumentPath.join(path, pair.key))
      case "validValues": result.validValues = values(pair, path: path)
      case "properties": result.properties = columns(pair, path: path)
      default: result.pattern = pattern(pair, path: path)
      }
    }
    // In v3.0 the values stood beside the rule.
    if metric == "invalidValues", let pair = node.pair("validValues") {
      result.validValues = values(pair, path: path)
    }
    checkNeeded(metric, arguments, result, node, path: path)
    if result.validReference != nil, let pattern = result.pattern {
      findings.addPatternBesideReference(at: pattern.mark, path: path)
    }
    return result
  }

  private func checkLevel(_ metric: String, _ node: YAMLNode, path: String) {
    let isRight = metric == "duplicateValues" || (metric == "rowCount") == (property == nil)
    guard !isRight else { return }
    findings.add(
      .wrongLevel,
      metric == "rowCount"
        ? "rowCount counts the rows of an object, not of a property"
        : "the metric \"\(metric)\" is about one property, not an object",
      at: node.keyMark("metric"), path: path,
      help: metric == "rowCount"
        ? "move the rule to the object's `quality`" : "move the rule to the property's `quality`")
  }

  private func checkNeeded(
    _ metric: String, _ arguments: YAMLNode?, _ result: LibraryArguments, _ node: YAMLNode, path: String
  ) {
    switch metric {
    case "missingValues" where arguments?["missingValues"] == nil && property != nil:
      findings.add(
        .missingArgument, "missingValues needs the list of tokens that stand for \"missing\"",
        at: node.keyMark("metric"), path: path,
        help: "add `arguments: {missingValues: [\"\", N/A]}`, or use the metric nullValues")
    case "duplicateValues" where arguments?["properties"] == nil && property == nil:
      findings.add(
        .missingArgument, "duplicateValues of an object needs the columns that must not repeat together",
        at: node.keyMark("metric"), path: path, help: "add `arguments: {properties: [a, b]}`")
    case "invalidValues"
    where arguments?["validValues"] == nil && arguments?["pattern"] == nil && result.validValues == nil
      && property != nil:
      findings.add(
        .nothingInvalid, "invalidValues with neither `validValues` nor `pattern` has nothing to compare with",
        at: node.keyMark("metric"), path: path,
        help: "add `arguments: {validValues: [a, b]}`; until then the rule is not run")
    default: break
    }
  }

  private func values(_ pair: YAMLPair, path: String) -> [Scalar]? {
    guard let items = list(pair, path: path) else { return nil }
    return items.compactMap { item in
      guard let value = item.value(for: property?.logicalType) else {
        findings.add(
          .badArgument, "a value of `\(pair.key)` must be one value, found \(item.kindWords)", at: item.mark,
          path: path)
        return nil
      }
      return value
    }
  }

  private func columns(_ pair: YAMLPair, path: String) -> [Marked<String>]? {
    list(pair, path: path)?.compactMap { item in
      if item.text == nil {
        findings.add(
          .badArgument, "expected the name of a property, found \(item.kindWords)", at: item.mark, path: path)
      }
      return item.markedText
    }
  }

  private func pattern(_ pair: YAMLPair, path: String) -> Marked<String>? {
    if pair.value.text == nil {
      findings.add(
        .badArgument, "`pattern` takes text, found \(pair.value.kindWords)", at: pair.value.mark, path: path)
    }
    return pair.value.markedText
  }

  private func list(_ pair: YAMLPair, path: String) -> [YAMLNode]? {
    guard let items = pair.value.items else {
      findings.add(
        .badArgument, "`\(pair.key)` takes a list, found \(pair.value.kindWords)", at: pair.value.mark,
        path: path,
        help: "write `\(pair.key): [a, b]`")
      return nil
    }
    if items.isEmpty {
      findings.add(.emptySet, "the list `\(pair.key)` is empty", at: pair.value.mark, path: path)
    }
    return items
  }
}
