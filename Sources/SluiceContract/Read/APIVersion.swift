/// Decides by which version of the standard a document is read.
enum APIVersion {
  /// nil where the document cannot be judged by any of the grammars.
  static func read(_ root: YAMLNode, findings: Findings) -> StandardVersion? {
    guard let node = root["apiVersion"], let text = node.text else {
      // The grammar reports the missing key; the rest is judged by the newest version.
      return .v3_2
    }
    switch text {
    case "v3.2.0": return .v3_2
    case "v3.1.0": return .v3_1
    case "v3.0.0", "v3.0.1", "v3.0.2":
      findings.add(
        .olderVersion, "\(text) is read by the rules of v3.1.0", at: node.mark, path: "apiVersion",
        help: "set `apiVersion: v3.1.0`; boolean `exclusiveMinimum` and `exclusiveMaximum` become numbers")
      return .v3_0
    case "v2.2.0", "v2.2.1", "v2.2.2":
      findings.add(
        .version2, "\(text) has another layout, which is not read", at: node.mark, path: "apiVersion",
        help:
          "migrate: `dataset` becomes `schema`, `columns` become `properties`, rules get a `metric` "
          + "and an operator, then set `apiVersion: v3.2.0`")
      return nil
    default:
      let known = ["v3.2.0", "v3.1.0", "v3.0.2", "v3.0.1", "v3.0.0"]
      let near = Words.nearest(to: text.hasPrefix("v") ? text : "v\(text)", among: known) ?? "v3.2.0"
      findings.add(
        .unknownVersion, "\(node.kindWords) is no version of the standard that is read here", at: node.mark,
        path: "apiVersion", help: "write \(near)")
      return .v3_2
    }
  }
}
