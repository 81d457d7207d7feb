/// One value of a YAML document with its place: what the grammar reads and what free-form positions keep.
///
/// Aliases are already expanded (shared, not copied). Scalars are text; only the position in the standard
/// says whether `no` or `1.10` is anything else.
package struct YAMLNode: Sendable {
  package enum Content: Sendable {
    case scalar(YAMLScalar)
    case sequence([YAMLNode])
    case mapping([YAMLPair])
  }

  package var content: Content
  package var mark: Mark
  /// Levels of collections below and including this node: 0 for a scalar.
  var height: Int
  /// Nodes below and including this one, aliases counted as often as they are used.
  var nodeCount: Int
}

/// One `key: value`; keys are always scalars.
package struct YAMLPair: Sendable {
  package var key: String
  package var keyMark: Mark
  package var value: YAMLNode
}

/// The text of a scalar and what its style allows it to be read as.
package struct YAMLScalar: Sendable {
  /// The text after unquoting, folding and interpolation.
  package var text: String
  /// Neither quoted nor a block scalar: the only style that can be a number, a boolean or null.
  package var isPlain: Bool
  /// The text before `${VAR}` was replaced; nil where nothing was. Messages show this, never the value.
  package var template: String?

  /// What a message may print.
  package var shown: String { template ?? text }

  package var isNull: Bool {
    isPlain && template == nil && ["", "~", "null", "Null", "NULL"].contains(text)
  }

  package var boolean: Bool? {
    guard isPlain else { return nil }
    return text == "true" ? true : text == "false" ? false : nil
  }

  package var number: ExactDecimal? {
    isPlain ? ExactDecimal(text) : nil
  }
}

extension YAMLNode {
  package var scalar: YAMLScalar? {
    if case .scalar(let scalar) = content { return scalar }
    return nil
  }

  package var items: [YAMLNode]? {
    if case .sequence(let items) = content { return items }
    return nil
  }

  package var pairs: [YAMLPair]? {
    if case .mapping(let pairs) = content { return pairs }
    return nil
  }

  package var isNull: Bool { scalar?.isNull ?? false }

  /// The value of a key, where this is a mapping that has it. Keys compare as UTF-8.
  package subscript(key: String) -> YAMLNode? { pair(key)?.value }

  package func pair(_ key: String) -> YAMLPair? {
    pairs?.first { $0.key.utf8.elementsEqual(key.utf8) }
  }

  /// The place of a key, else of the whole node.
  package func keyMark(_ key: String) -> Mark { pair(key)?.keyMark ?? mark }

  /// What kind of thing stands here, in the words of a message.
  package var kindWords: String {
    switch content {
    case .sequence: "a list"
    case .mapping: "a mapping"
    case .scalar(let scalar) where scalar.isNull: "nothing"
    case .scalar(let scalar): Words.quoted(scalar.shown)
    }
  }
}
