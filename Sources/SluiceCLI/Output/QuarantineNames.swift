/// What the files of a quarantine are called: the names of the parts, in the folders that the parts have among them.
///
/// Parts of a folder keep their place in it (`cat=x/data_0.csv` → `cat=x/data_0.accepted.csv`); where two parts would be
/// called alike, the later one gets a number. No name leaves the folder of the quarantine, whatever the parts are called.
struct QuarantineNames {
  /// Relative to the folder of the quarantine, without `.accepted.csv`; one for each part.
  private(set) var stems: [String] = []
  /// Folders that the names need, parents first.
  private(set) var folders: [String] = []

  static let reasons = "reasons.csv"

  func accepted(_ part: Int) -> String { stems[part] + ".accepted.csv" }
  func rejected(_ part: Int) -> String { stems[part] + ".rejected.csv" }

  var files: [String] { stems.indices.flatMap { [accepted($0), rejected($0)] } + [Self.reasons] }

  init(parts: [String]) {
    let paths = parts.map(Self.components)
    let common = Self.commonFolders(paths.map { $0.dropLast() })
    var taken: Set<[UInt8]> = [Array(Self.reasons.utf8)]
    for path in paths {
      let folder = path.dropLast().dropFirst(common)
      var parent = ""
      for name in folder {
        parent += name + "/"
        if taken.insert(Array(parent.dropLast().utf8)).inserted { folders.append(String(parent.dropLast())) }
      }
      let stem = parent + Self.stem(path.last ?? "")
      var (name, number) = (stem, 1)
      while !Self.endings.allSatisfy({ !taken.contains(Array((name + $0).utf8)) }) {
        number += 1
        name = "\(stem)-\(number)"
      }
      for ending in Self.endings { taken.insert(Array((name + ending).utf8)) }
      stems.append(name)
    }
  }

  private static let endings = [".accepted.csv", ".rejected.csv"]
  /// File systems take 255 bytes; the longest ending and a number must fit behind.
  private static let longest = 220

  /// Names on the way, with what would lead out of a folder replaced.
  private static func components(_ path: String) -> [String] {
    if path.hasSameBytes(as: "-") { return ["stdin"] }
    return path.utf8.split(separator: UInt8(ascii: "/"))
      .map { String(Substring($0)) }.filter { !$0.hasSameBytes(as: ".") }
      .map { $0.hasSameBytes(as: "..") ? "_" : $0 }
  }

  private static func commonFolders(_ folders: [ArraySlice<String>]) -> Int {
    guard let first = folders.first else { return 0 }
    var count = first.count
    for folder in folders.dropFirst() {
      count = min(count, zip(first, folder).prefix { $0.hasSameBytes(as: $1) }.count)
    }
    return count
  }

  /// The name without `.csv`, and without `.gz` or `.zst` behind it.
  private static func stem(_ name: String) -> String {
    var stem = Array(name.utf8)
    for ending in [".gz", ".zst", ".csv"] where stem.count > ending.utf8.count {
      if stem.suffix(ending.utf8.count).elementsEqual(ending.utf8) { stem.removeLast(ending.utf8.count) }
    }
    guard stem.count > longest else { return String(decoding: stem, as: UTF8.self) }
    // A scalar is not cut in two.
    var end = longest
    while stem[end] & 0xC0 == 0x80 { end -= 1 }
    return String(decoding: stem[..<end], as: UTF8.self)
  }
}
