// References of relationships: `object.property`, or a path such as `schema/orders/properties/id`.

extension GrammarChecker {
  func checkReference(_ node: YAMLNode, at path: String) {
    guard let items = node.items else { return checkOne(node, at: path) }
    if items.isEmpty {
      findings.add(.emptyList, "at least one column is needed here", at: node.mark, path: path)
    }
    for (index, item) in items.enumerated() { checkOne(item, at: "\(path)[\(index)]") }
  }

  private func checkOne(_ node: YAMLNode, at path: String) {
    check(node, is: .text, at: path)
    guard let text = node.text, !isShorthand(text), !isQualified(text) else { return }
    findings.add(
      .badReference, "\(node.kindWords) is not a reference", at: node.mark, path: path,
      help: "write object.property, or a path such as schema/orders/properties/id")
  }

  /// `^[A-Za-z_][A-Za-z0-9_]*\.[A-Za-z_][A-Za-z0-9_]*$`; since v3.2 more than two parts, and `-` within a
  /// part.
  private func isShorthand(_ text: String) -> Bool {
    let parts = text.unicodeScalars.split(separator: ".", omittingEmptySubsequences: false)
    guard version >= .v3_2 ? parts.count >= 2 : parts.count == 2 else { return false }
    return parts.allSatisfy { isName($0, dash: version >= .v3_2) }
  }

  /// `[[http[s]://]file.yaml#][/]name/id[/name/id…]`
  private func isQualified(_ text: String) -> Bool {
    var scalars = text.unicodeScalars[...]
    if let hash = scalars.firstIndex(of: "#") {
      guard isFile(scalars[..<hash]) else { return false }
      scalars = scalars[scalars.index(after: hash)...]
    }
    if scalars.first == "/" { scalars.removeFirst() }
    let parts = scalars.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count >= 2, parts.count.isMultiple(of: 2) else { return false }
    return parts.enumerated().allSatisfy { index, part in
      index.isMultiple(of: 2) ? isName(part, dash: false) : isIdentifier(part)
    }
  }

  private func isFile(_ scalars: Substring.UnicodeScalarView) -> Bool {
    var name = String(scalars)
    let endings = version >= .v3_2 ? [".yaml", ".yml"] : [".yaml"]
    guard let ending = endings.first(where: { name.hasSuffix($0) }) else { return false }
    name.removeLast(ending.count)
    for scheme in ["https://", "http://"] where name.hasPrefix(scheme) {
      name.removeFirst(scheme.count)
      break
    }
    return !name.isEmpty
      && name.unicodeScalars.allSatisfy { $0.isWordCharacter || $0 == "." || $0 == "-" || $0 == "/" }
  }

  private func isName(_ part: Substring.UnicodeScalarView, dash: Bool) -> Bool {
    guard let first = part.first, !("0"..."9").contains(first), first != "-" else { return false }
    return part.allSatisfy { $0.isWordCharacter || (dash && $0 == "-") }
  }

  private func isIdentifier(_ part: Substring.UnicodeScalarView) -> Bool {
    guard !part.isEmpty else { return false }
    guard version >= .v3_2 else { return part.allSatisfy { $0.isWordCharacter || $0 == "-" } }
    return part.allSatisfy { !$0.properties.isWhitespace && !".#/\\@!%&^".unicodeScalars.contains($0) }
  }
}
