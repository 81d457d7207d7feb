/// One message that GitHub Actions shows beside a line of a file.
struct Annotation {
  enum Level: String, CaseIterable {
    case error, warning, notice
  }

  var level: Level
  var file: String?
  var line: Int?
  var column: Int?
  var title: String
  var message: String
}

extension Annotation {
  /// How many of a level GitHub takes from one step; what comes after them is dropped without a word.
  static let mostPerLevel = 10

  /// Titles that the last annotation names of those that there is no room for.
  private static let mostTitles = 20

  /// The annotations as workflow commands, a line each, in the order given within a level.
  ///
  /// Of a level with more than GitHub takes, the last place tells how many more there are.
  static func render(_ annotations: [Annotation]) -> String {
    Level.allCases.map { level in
      capped(annotations.filter { $0.level == level }).map(\.command).joined()
    }.joined()
  }

  private static func capped(_ annotations: [Annotation]) -> [Annotation] {
    guard annotations.count > mostPerLevel, let level = annotations.first?.level else { return annotations }
    let shown = annotations.prefix(mostPerLevel - 1)
    let rest = annotations.dropFirst(mostPerLevel - 1)
    var titles = rest.prefix(mostTitles).map(\.title).joined(separator: "\n")
    if rest.count > mostTitles { titles += "\n…" }
    let more = Quantity.count(rest.count, "more " + level.rawValue)
    return shown + [
      Annotation(level: level, title: more, message: "\(more); the other reports show all:\n\(titles)")
    ]
  }

  /// `::error file=orders.odcs.yaml,line=21,col=11,title=orders.amount range::214 of 8,500,000 rows …`
  private var command: String {
    let properties: [(name: String, value: String?)] = [
      ("file", file), ("line", line.map(String.init)), ("col", column.map(String.init)), ("title", title),
    ]
    let written = properties.compactMap { property in
      property.value.map { "\(property.name)=" + Self.escaped($0, isProperty: true) }
    }
    return "::\(level.rawValue) \(written.joined(separator: ","))::\(Self.escaped(message, isProperty: false))\n"
  }

  /// Source: `@actions/core`, `escapeData` and `escapeProperty`.
  private static func escaped(_ text: String, isProperty: Bool) -> String {
    var escaped: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "%"): escaped += "%25".utf8
      case UInt8(ascii: "\r"): escaped += "%0D".utf8
      case UInt8(ascii: "\n"): escaped += "%0A".utf8
      case UInt8(ascii: ":") where isProperty: escaped += "%3A".utf8
      case UInt8(ascii: ",") where isProperty: escaped += "%2C".utf8
      default: escaped.append(byte)
      }
    }
    return String(decoding: escaped, as: UTF8.self)
  }
}
