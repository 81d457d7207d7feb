/// The small words of messages: quoting, lists, near names.
enum Words {
  /// Text from a contract in double quotes, escaped and cut to a length that fits a line.
  static func quoted(_ text: String) -> String {
    let scalars = text.unicodeScalars
    guard scalars.count > 60 else { return "\"\(escaped(text))\"" }
    return "\"\(escaped(String(String.UnicodeScalarView(scalars.prefix(57)))))…\""
  }

  /// Control and direction characters as `\u{…}`, so that a message is one honest line.
  static func escaped(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: \.isObeyed) else { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if scalar.isObeyed {
        result.append(contentsOf: escape(scalar).unicodeScalars)
      } else {
        result.append(scalar)
      }
    }
    return String(result)
  }

  static func escape(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\n": "\\n"
    case "\r": "\\r"
    case "\t": "\\t"
    default: "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
    }
  }

  /// `a`, `b` or `c`.
  static func either(_ names: [String]) -> String {
    guard let last = names.last, names.count > 1 else { return names.first ?? "" }
    return names.dropLast().joined(separator: ", ") + " or " + last
  }

  /// `did you mean "…"?`, where a known name is near enough.
  static func suggestion(for name: String, among known: some Sequence<String>) -> String? {
    nearest(to: name, among: known).map { "did you mean \(quoted($0))?" }
  }

  /// The nearest known name: equal but for case and `_-`, or within a third of its length in edits.
  static func nearest(to name: String, among known: some Sequence<String>) -> String? {
    let folded = fold(name)
    guard !folded.isEmpty, folded.count <= 64 else { return nil }
    var best: (name: String, distance: Int)?
    for candidate in known {
      let target = fold(candidate)
      let distance = folded == target ? 0 : editDistance(folded, target)
      guard distance <= max(1, min(folded.count, target.count) / 3), distance < best?.distance ?? .max
      else { continue }
      best = (candidate, distance)
    }
    return best?.name
  }

  private static func fold(_ name: String) -> [UInt8] {
    name.lowercased().utf8.filter { $0 != UInt8(ascii: "_") && $0 != UInt8(ascii: "-") && $0 != 0x20 }
  }

  /// Edits, with a swap of neighbours as one edit.
  private static func editDistance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var before: [Int] = []
    var previous = Array(0...right.count)
    for i in left.indices {
      var current = [i + 1]
      for j in right.indices {
        var cost = min(previous[j + 1], current[j]) + 1
        cost = min(cost, previous[j] + (left[i] == right[j] ? 0 : 1))
        if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
          cost = min(cost, before[j - 1] + 1)
        }
        current.append(cost)
      }
      before = previous
      previous = current
    }
    return previous.last ?? 0
  }
}
