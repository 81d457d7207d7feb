/// Finds the known word that was most likely meant.
enum NearName {
  /// The nearest of the words, where it is near enough to be offered: a third of its letters may differ.
  static func of(_ word: String, among known: [String]) -> String? {
    nearest(word, among: known).first
  }

  /// All words that are equally near; those that begin with what was typed are near too.
  static func nearest(_ word: String, among known: [String]) -> [String] {
    let typed = lowercased(word)
    guard !typed.isEmpty else { return [] }
    var near: [(name: String, distance: Int)] = []
    for name in known {
      let letters = lowercased(name)
      let distance = distance(typed, letters)
      if distance <= max(1, max(typed.count, letters.count) / 3) {
        near.append((name, distance))
      } else if typed.count >= 3 && letters.starts(with: typed) {
        near.append((name, letters.count))
      }
    }
    let least = near.lazy.map(\.distance).min()
    return near.filter { $0.distance == least }.map(\.name)
  }

  private static func lowercased(_ word: String) -> [UInt8] {
    word.utf8.map { $0 >= UInt8(ascii: "A") && $0 <= UInt8(ascii: "Z") ? $0 | 0x20 : $0 }
  }

  /// Insertions, deletions, substitutions and swaps of neighbours that make one word the other.
  ///
  /// Time: product of the lengths; words of a command line are short.
  private static func distance(_ first: [UInt8], _ second: [UInt8]) -> Int {
    guard first.count <= 100, second.count <= 100 else { return .max }
    var beforeLast = [Int](repeating: 0, count: second.count + 1)
    var last = Array(0...second.count)
    for i in first.indices {
      var row = [i + 1]
      for j in second.indices {
        var best = min(last[j + 1] + 1, row[j] + 1, last[j] + (first[i] == second[j] ? 0 : 1))
        if i > 0, j > 0, first[i] == second[j - 1], first[i - 1] == second[j] {
          best = min(best, beforeLast[j - 1] + 1)
        }
        row.append(best)
      }
      beforeLast = last
      last = row
    }
    return last[second.count]
  }
}

extension String {
  /// Equal byte for byte; `==` would take canonically equivalent texts for the same.
  func hasSameBytes(as other: some StringProtocol) -> Bool {
    utf8.elementsEqual(other.utf8)
  }
}
