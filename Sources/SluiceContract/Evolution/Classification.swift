/// How secret the values of a column are: the words of `classification` in an order.
///
/// The standard leaves the words open. These are the usual ones; what stands on one level is equally secret.
struct Classification {
  /// From 0, public.
  let level: Int
  let words: String

  /// From public on; no classification at all is the lowest level.
  static let levels: [[String]] = [
    ["public", "open", "none", "unclassified"], ["internal"],
    ["confidential", "sensitive", "private", "pii", "personal"],
    ["restricted", "secret", "highly confidential", "strictly confidential"],
  ]

  /// nil where the word is not one of them. The tag `pii` is a word, too, and the more secret one counts.
  init?(of property: Property) {
    let tag = property.tags.first { $0.lowercased() == "pii" }
    let written = property.classification
    let levels = [written, tag].compactMap(\.self).map { word in
      Self.levels.firstIndex { $0.contains { $0.utf8.elementsEqual(word.lowercased().utf8) } }
    }
    if levels.contains(nil) { return nil }
    level = levels.compactMap(\.self).max() ?? 0
    words = written.map(Words.quoted) ?? tag.map { "the tag \(Words.quoted($0))" } ?? "none"
  }
}
