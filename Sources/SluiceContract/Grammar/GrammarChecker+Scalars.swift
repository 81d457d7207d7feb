// Scalars: what each position takes, and the exact words where something else is written.

extension GrammarChecker {
  func checkScalar(_ node: YAMLNode, is shape: ValueShape, at path: String) {
    guard let scalar = node.scalar else {
      return wrongKind(node, expected: expectation(of: shape), at: path)
    }
    switch shape {
    case .text, .location, .date, .dateTime, .id, .word:
      guard !scalar.isNull else { return reportNull(node, at: path) }
      checkText(scalar.text, node, is: shape, at: path)
    case .boolean:
      guard scalar.boolean == nil else { return }
      findings.add(
        .notABoolean, "expected true or false, found \(node.kindWords)", at: node.mark, path: path,
        help: "write true or false, unquoted")
    case .integer(let least): checkInteger(node, atLeast: least, at: path)
    case .number(let isPositive):
      guard let number = scalar.number else { return reportNumber(node, "a number", at: path) }
      guard isPositive, number <= .zero else { return }
      findings.add(.numberOutOfRange, "\(number) is not above 0", at: node.mark, path: path)
    case .exclusiveBound(let bound):
      if version == .v3_0, scalar.boolean != nil { return }
      guard scalar.boolean == nil else {
        return findings.add(
          .notANumber, "a boolean exclusive bound is the form of v3.0", at: node.mark, path: path,
          help: "write the bound itself here, and remove `minimum` or `maximum`")
      }
      checkScalar(node, is: bound, at: path)
    case .port:
      guard version >= .v3_2, !scalar.isNull else { return checkInteger(node, atLeast: nil, at: path) }
      let isNumber = scalar.boolean == nil && scalar.number?.isIntegral != false
      if !isNumber { reportNumber(node, "a whole number or text", at: path) }
    default: break
    }
  }

  private func expectation(of shape: ValueShape) -> String {
    switch shape {
    case .boolean: "true or false"
    case .integer, .port: "a whole number"
    case .number: "a number"
    case .word(let words): "one of \(Words.either(words.map { "`\($0.text)`" }))"
    case .scalar: "one value"
    default: "text"
    }
  }

  private func reportNull(_ node: YAMLNode, at path: String) {
    let written = node.scalar?.text ?? ""
    let found = written.isEmpty ? "nothing" : "an unquoted \(written)"
    let help =
      written.isEmpty
      ? "give the value, write \"\" for empty text, or remove the key"
      : "write \"\(written)\" if the text is meant, or remove the key"
    findings.add(.nullText, "expected text, found \(found)", at: node.mark, path: path, help: help)
  }

  private func reportNumber(_ node: YAMLNode, _ expected: String, at path: String) {
    let isQuoted = node.scalar.map { !$0.isPlain && ExactDecimal($0.text) != nil } ?? false
    findings.add(
      .notANumber, "expected \(expected), found \(node.kindWords)", at: node.mark, path: path,
      help: isQuoted ? "remove the quotes" : "write it as JSON does, unquoted: 12, -0.5, 1e6")
  }

  private func checkInteger(_ node: YAMLNode, atLeast least: Int?, at path: String) {
    guard let number = node.scalar?.number, number.isIntegral else {
      return reportNumber(node, "a whole number", at: path)
    }
    guard let value = number.intValue else {
      return findings.add(
        .numberOutOfRange, "\(number) is beyond 64 bits", at: node.mark, path: path)
    }
    guard let least, value < least else { return }
    findings.add(.numberOutOfRange, "\(value) is less than \(least)", at: node.mark, path: path)
  }

  private func checkText(_ text: String, _ node: YAMLNode, is shape: ValueShape, at path: String) {
    switch shape {
    case .id: checkID(text, node, at: path)
    case .word(let words): checkWord(text, node, words, at: path)
    case .location(let scheme):
      guard !text.hasPrefix(scheme) else { return }
      findings.add(
        .badLocation, "the location \(node.kindWords) does not begin with \(scheme)", at: node.mark,
        path: path)
    case .date:
      guard CivilTime.days(text) == nil else { return }
      findings.add(
        .badDate, "\(node.kindWords) is not a date", at: node.mark, path: path, help: "write YYYY-MM-DD")
    case .dateTime:
      guard CivilTime.timestamp(text)?.hasOffset != true else { return }
      findings.add(
        .badDate, "\(node.kindWords) is not a time with an offset", at: node.mark, path: path,
        help: "write it like 2026-01-31T12:00:00Z")
    default: break
    }
  }

  private func checkID(_ text: String, _ node: YAMLNode, at path: String) {
    let isNew = version >= .v3_2
    let isFine = text.unicodeScalars.allSatisfy { scalar in
      guard isNew else { return scalar.isASCII && (scalar.isWordCharacter || scalar == "-") }
      return !scalar.properties.isWhitespace && !".#/\\@!%&^".unicodeScalars.contains(scalar)
    }
    guard text.isEmpty || !isFine else { return }
    findings.add(
      .badID, "the id \(node.kindWords) holds a character that ids must not have", at: node.mark, path: path,
      help: isNew ? "no blanks and none of . # / \\ @ ! % & ^" : "use letters, digits, _ and - only")
  }

  private func checkWord(_ text: String, _ node: YAMLNode, _ words: [ValueShape.Word], at path: String) {
    if let word = words.first(where: { $0.text.utf8.elementsEqual(text.utf8) }) {
      guard word.since > version else { return }
      return reportNewer("the value \(Words.quoted(word.text))", since: word.since, at: node.mark, path: path)
    }
    let known = words.filter { $0.since <= version }.map(\.text)
    let synonym = TypeSynonyms.logicalType(for: text).flatMap { known.contains($0) ? $0 : nil }
    let help =
      synonym.map { "the standard's word for it is `\($0)`" } ?? Words.suggestion(for: text, among: known)
      ?? (known.count > 12 ? nil : "write \(Words.either(known.map { "`\($0)`" }))")
    findings.add(.unknownWord, "\(node.kindWords) is not known here", at: node.mark, path: path, help: help)
  }
}

extension Unicode.Scalar {
  var isWordCharacter: Bool {
    switch self {
    case "a"..."z", "A"..."Z", "0"..."9", "_": true
    default: false
    }
  }
}
