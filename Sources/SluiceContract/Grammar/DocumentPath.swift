/// Says where in a document something stands: `schema[orders].properties[amount].quality[0]`.
///
/// Entries of a list are named by what their author called them, else by their index from 0.
enum DocumentPath {
  static func join(_ path: String, _ key: String) -> String {
    path.isEmpty ? Words.escaped(key) : "\(path).\(Words.escaped(key))"
  }

  static func component(of entry: YAMLNode, index: Int) -> String {
    for key in ["name", "id", "server", "property"] {
      guard let name = entry[key]?.scalar, !name.isNull, !name.text.isEmpty else { continue }
      return "[\(Words.escaped(name.shown))]"
    }
    return "[\(index)]"
  }
}
