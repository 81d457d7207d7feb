/// Replaces `${VAR}` and `${VAR:-default}` in values, after parsing, so that a value cannot change the
/// structure.
///
/// A variable that is unset or empty and has no default is an error. The value is used, never shown: the
/// scalar keeps its template for messages. Keys are not touched, nor the placeholders that SQL rules define.
struct Interpolation {
  let environment: [String: String]
  let findings: Findings

  private static let placeholders = ["table", "column", "object", "property", "schema"]

  /// - Parameter key: the key whose value this is.
  func apply(to node: YAMLNode, key: String) -> YAMLNode {
    var result = node
    switch node.content {
    case .sequence(let items):
      result.content = .sequence(items.map { apply(to: $0, key: key) })
    case .mapping(let pairs):
      result.content = .mapping(
        pairs.map { YAMLPair(key: $0.key, keyMark: $0.keyMark, value: apply(to: $0.value, key: $0.key)) })
    case .scalar(let scalar):
      guard scalar.text.utf8.contains(UInt8(ascii: "$")) else { return node }
      result.content = .scalar(expanded(scalar, at: node.mark, isQuery: key == "query"))
    }
    return result
  }

  private func expanded(_ scalar: YAMLScalar, at mark: Mark, isQuery: Bool) -> YAMLScalar {
    var rest = scalar.text.unicodeScalars[...]
    var output = String.UnicodeScalarView()
    var isChanged = false
    while let dollar = rest.firstIndex(of: "$") {
      output.append(contentsOf: rest[..<dollar])
      rest = rest[dollar...]
      guard let reference = Reference(rest), !(isQuery && Self.placeholders.contains(reference.name)) else {
        output.append("$")
        rest.removeFirst()
        continue
      }
      rest = rest[reference.end...]
      isChanged = true
      if let value = environment[reference.name], !value.isEmpty {
        output.append(contentsOf: value.unicodeScalars)
      } else if let fallback = reference.fallback {
        output.append(contentsOf: fallback.unicodeScalars)
      } else {
        let state = environment[reference.name] == nil ? "not set" : "empty"
        findings.add(
          .undefinedVariable, "the variable \(reference.name) is \(state)", at: mark, path: "",
          help: "set it in the environment, or write ${\(reference.name):-default}")
      }
    }
    guard isChanged else { return scalar }
    output.append(contentsOf: rest)
    return YAMLScalar(text: String(output), isPlain: scalar.isPlain, template: scalar.text)
  }

  /// `${NAME}` or `${NAME:-default}` at the front of a text.
  private struct Reference {
    var name: String
    var fallback: String?
    var end: String.UnicodeScalarView.Index

    init?(_ text: Substring.UnicodeScalarView) {
      let body = text.dropFirst()
      guard body.first == "{", let close = body.firstIndex(of: "}") else { return nil }
      let inner = body[body.index(after: body.startIndex)..<close]
      let name = inner.prefix { $0.isWordCharacter }
      guard let first = name.first, !("0"..."9").contains(first) else { return nil }
      let rest = inner[name.endIndex...]
      guard rest.isEmpty || rest.starts(with: ":-".unicodeScalars) else { return nil }
      self.name = String(name)
      fallback = rest.isEmpty ? nil : String(rest.dropFirst(2))
      end = text.index(after: close)
    }
  }
}
