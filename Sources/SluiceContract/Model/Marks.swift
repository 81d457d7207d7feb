/// The places of one mapping of the contract: the whole, and each key that was written.
package struct Marks: Sendable {
  package var whole: Mark
  package var keys: [String: Mark]

  package init(whole: Mark, keys: [String: Mark] = [:]) {
    self.whole = whole
    self.keys = keys
  }

  init(_ node: YAMLNode) {
    whole = node.headMark
    keys = Dictionary((node.pairs ?? []).map { ($0.key, $0.keyMark) }) { first, _ in first }
  }

  /// The place of a key; of the whole where it was not written.
  package subscript(key: String) -> Mark { keys[key] ?? whole }
}
