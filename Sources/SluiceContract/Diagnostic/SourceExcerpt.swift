/// The line of a mark, ready to print, and the carets that go below it.
struct SourceExcerpt {
  private(set) var line = ""
  /// What stands before the first caret: as wide as the line's text before the mark.
  private(set) var indent = ""
  private(set) var carets = "^"

  /// Scalars shown of a line; a longer one is cut around the mark.
  private static let window = 100

  init(_ source: [UInt8], _ mark: Mark) {
    let offset = min(max(0, mark.offset), source.count)
    let start = Self.lineStart(source, offset)
    let end = source[offset...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? source.count
    let before = Self.cells(source[start..<offset])
    let marked = Self.cells(source[offset..<min(end, offset + max(0, mark.length))])
    let after = Self.cells(source[(offset + min(end - offset, max(0, mark.length)))..<end])
    compose(before, marked, after)
  }

  private mutating func compose(_ before: [Cell], _ marked: [Cell], _ after: [Cell]) {
    var head = before[...]
    var body = marked[...]
    var tail = after[...]
    if before.count + marked.count + after.count > Self.window {
      body = marked.prefix(Self.window * 6 / 10)
      let room = Self.window - body.count
      let left = min(before.count, max(room / 2, room - after.count))
      head = before.suffix(left)
      tail = body.count < marked.count ? [] : after.prefix(room - left)
    }
    line = (head.count < before.count ? "…" : "") + head.map(\.text).joined() + body.map(\.text).joined()
    line += tail.map(\.text).joined()
    if body.count < marked.count || tail.count < after.count { line += "…" }
    indent = (head.count < before.count ? " " : "") + head.map(\.blank).joined()
    carets = String(repeating: "^", count: max(1, body.reduce(0) { $0 + $1.width }))
  }

  private static func lineStart(_ source: [UInt8], _ offset: Int) -> Int {
    var start = offset
    while start > 0, source[start - 1] != 0x0A, source[start - 1] != 0x0D { start -= 1 }
    // A byte order mark is no text of the first line.
    return start == 0 && offset >= 3 && source.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : start
  }

  /// One scalar of the line as it is printed.
  private struct Cell {
    var text: String
    /// Columns that it takes on a terminal; a tab is counted as one caret.
    var width: Int

    /// What takes as much room and shows nothing.
    var blank: String { text == "\t" ? "\t" : String(repeating: " ", count: width) }
  }

  private static func cells(_ bytes: ArraySlice<UInt8>) -> [Cell] {
    String(decoding: bytes, as: UTF8.self).unicodeScalars.map { scalar in
      if scalar == "\t" { return Cell(text: "\t", width: 1) }
      if scalar.isObeyed {
        let text = Words.escape(scalar)
        return Cell(text: text, width: text.utf8.count)
      }
      return Cell(text: String(scalar), width: width(of: scalar))
    }
  }

  private static func width(of scalar: Unicode.Scalar) -> Int {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
      return 2
    default: return 1
    }
  }
}
