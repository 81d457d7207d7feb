/// Reads `validValues: {reference: NAME, column: COLUMN}`: a list that stands in a file of its own.
struct ReferenceListReader {
  let property: Property?
  let findings: Findings

  static let keys = ["reference", "column"]

  /// nil where the mapping does not say which file it means; that is then reported.
  func read(_ node: YAMLNode, path: String) -> ReferenceTarget? {
    for pair in node.pairs ?? [] {
      guard !Self.keys.contains(where: { $0.utf8.elementsEqual(pair.key.utf8) }) else {
        if pair.value.text == nil { report(pair, path: path) }
        continue
      }
      findings.add(
        .unknownCheckKey, "a list in a file has no key \(Words.quoted(pair.key))", at: pair.keyMark, path: path,
        help: Words.suggestion(for: pair.key, among: Self.keys) ?? "it takes `reference` and `column`")
    }
    guard let pair = node.pair("reference") else {
      findings.add(
        .missingArgument, "`validValues` does not say which file holds the values", at: node.headMark, path: path,
        help: "write a list, or `validValues: {reference: NAME, column: COLUMN}`, and run with --reference NAME=FILE")
      return nil
    }
    guard let name = pair.value.text else { return nil }
    return ReferenceTarget(object: name, columns: [node.text("column") ?? ""])
  }

  private func report(_ pair: YAMLPair, path: String) {
    findings.add(
      .badArgument, "`\(pair.key)` takes a name, found \(pair.value.kindWords)", at: pair.value.mark, path: path)
  }
}

extension Findings {
  /// One rule asks one thing of a file: two rules say more than one that counts both.
  func addPatternBesideReference(at mark: Mark, path: String) {
    add(
      .badArgument, "`pattern` cannot stand beside values in a file", at: mark, path: path,
      help: "give the pattern a rule of its own")
  }
}
