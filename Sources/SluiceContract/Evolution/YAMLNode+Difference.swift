// Whether two parts of two documents say the same, and how a message tells that they do not.

extension YAMLNode {
  /// One text for all that say the same: keys have no order, quotes and comments say nothing.
  var canonical: String {
    switch content {
    case .scalar(let scalar): scalar.isNull ? "~" : "\"\(Self.escaped(scalar.text))\""
    case .sequence(let items): "[" + items.map(\.canonical).joined(separator: ",") + "]"
    case .mapping: canonical(without: [])
    }
  }

  /// Of a mapping, some keys left out.
  func canonical(without keys: Set<String>) -> String {
    let entries = (pairs ?? []).filter { !keys.contains($0.key) }.map {
      (key: Array($0.key.utf8), text: "\"\(Self.escaped($0.key))\":\($0.value.canonical)")
    }
    return "{" + entries.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.text).joined(separator: ",") + "}"
  }

  /// Escapes what ends a text here, so that no two documents share one.
  private static func escaped(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if scalar == "\"" || scalar == "\\" { result.append("\\") }
      result.append(scalar)
    }
    return String(result)
  }

  /// What a message shows: variables in place of their values.
  var words: String {
    switch content {
    case .scalar(let scalar) where scalar.isNull: return "nothing"
    case .scalar(let scalar):
      return scalar.isPlain && scalar.shown.unicodeScalars.count <= 60
        && !scalar.shown.unicodeScalars.contains(where: \.isObeyed)
        ? scalar.shown : Words.quoted(scalar.shown)
    case .sequence(let items) where items.count <= 8 && items.allSatisfy({ $0.scalar != nil }):
      return "[" + items.map(\.words).joined(separator: ", ") + "]"
    case .sequence: return "a list"
    case .mapping: return "a mapping"
    }
  }
}

extension YAMLNode? {
  func saysTheSame(as other: YAMLNode?) -> Bool {
    guard let self, let other else { return self == nil && other == nil }
    return self.canonical.utf8.elementsEqual(other.canonical.utf8)
  }
}

/// `` `minimum` was 0 and is now 5 ``
enum DifferenceWords {
  static func of(_ key: String, _ old: YAMLNode?, _ new: YAMLNode?) -> String {
    switch (old, new) {
    case (nil, let new?): "`\(key)` is new: \(new.words)"
    case (let old?, nil): "`\(key)` is gone, was \(old.words)"
    case (let old?, let new?):
      old.words.utf8.elementsEqual(new.words.utf8)
        || (old.scalar == nil && new.scalar == nil && old.words == "a mapping")
        ? "`\(key)` is another one" : "`\(key)` was \(old.words), is \(new.words)"
    case (nil, nil): ""
    }
  }
}
