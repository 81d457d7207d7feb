// Patterns: that they compile, and that they mean what they seem to.

extension ContractLint {
  func checkPatterns(of property: Property, path: String) {
    guard let pattern = property.options.pattern else { return }
    checkPattern(pattern, path: DocumentPath.join(path, "logicalTypeOptions"))
  }

  func checkPattern(_ pattern: Marked<String>, path: String) {
    let path = DocumentPath.join(path, "pattern")
    do {
      _ = try ECMAPattern(pattern.value)
    } catch {
      let before = String(decoding: Array(pattern.value.utf8).prefix(error.offset), as: UTF8.self)
      findings.add(
        .badPattern, "the pattern does not compile: \(error.message)", at: pattern.mark, path: path,
        help: before.isEmpty ? "the fault is at its start" : "the fault is after \(Words.quoted(before))")
      return
    }
    guard let foreign = ForeignSyntax.first(in: pattern.value) else { return }
    findings.add(
      .foreignPattern, "`\(Words.escaped(foreign))` is not ECMA-262 syntax", at: pattern.mark, path: path,
      help: "patterns of a contract are ECMA-262; another tool would refuse or misread this one")
  }
}
