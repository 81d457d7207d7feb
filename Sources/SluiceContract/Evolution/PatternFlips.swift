/// Values of a contract that one pattern admits and another does not: what can be told of two patterns.
struct PatternFlips {
  private var lost: [String] = []
  private var gained: [String] = []
  private let isMasked: Bool
  private var tried = 0

  /// Tries the `examples` and the `enum` of both versions of the column.
  init(from old: String, to new: String, of before: Property?, _ after: Property?) {
    isMasked = (before?.isMasked ?? false) || (after?.isMasked ?? false)
    guard let left = try? ECMAPattern(old), let right = try? ECMAPattern(new) else { return }
    var seen: Set<[UInt8]> = []
    for text in [before, after].compactMap(\.self).flatMap(Self.texts) where seen.insert(Array(text.utf8)).inserted {
      guard let was = left.isFound(in: text), let is_ = right.isFound(in: text) else { continue }
      tried += 1
      if was && !is_ { lost.append(text) }
      if !was && is_ { gained.append(text) }
    }
  }

  private static func texts(of property: Property) -> [String] {
    (property.examples.map(\.value) + (property.enumeration ?? []).map(\.value.value)).compactMap { value in
      if case .text(let text) = value { text } else { nil }
    }
  }

  /// `of its examples "A-1" matches no more, "b" matches now`; nil where there is nothing to try.
  var words: String? {
    if tried == 0 { return nil }
    if lost.isEmpty && gained.isEmpty { return "none of its examples flips" }
    func words(_ texts: [String], _ what: String) -> String? {
      if texts.isEmpty { return nil }
      if isMasked { return "\(texts.count) \(what)" }
      let shown = texts.prefix(5).map(Words.quoted).joined(separator: ", ")
      return "\(shown)\(texts.count > 5 ? ", …" : "") \(what)"
    }
    let parts = [words(lost, texts(lost, "no more")), words(gained, texts(gained, "now"))]
    return "of its examples " + parts.compactMap(\.self).joined(separator: ", ")
  }

  private func texts(_ list: [String], _ word: String) -> String { "\(list.count == 1 ? "matches" : "match") \(word)" }
}
