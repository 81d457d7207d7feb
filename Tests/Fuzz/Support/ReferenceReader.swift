/// Reads a whole CSV document with one loop over its bytes: slow, short, and independent of the engine's code.
///
/// It says what `docs/dialects.md` and the heads of `RecordMachine` and `Splitter` say, once more and in other words:
/// no chunks, no bitmaps, no threads. What the engine makes of the same bytes must be equal.
struct ReferenceReader {
  struct Settings {
    var delimiter: UInt8
    var quote: UInt8
    var hasHeader: Bool
    var nullTokens: [[UInt8]]
    var fieldLimit: Int
    /// Columns that are due where there is no header.
    var columnsByPosition = 3
  }

  /// A fault by the name of its kind. Rows and lines count from 1, row 0 is the header.
  struct Fault: Hashable, Comparable {
    var kind: String
    var row: Int
    var line: Int
    var byteOffset: Int

    static func < (left: Fault, right: Fault) -> Bool {
      (left.kind, left.byteOffset, left.row) < (right.kind, right.byteOffset, right.row)
    }
  }

  struct Row: Equatable {
    var row: Int
    var line: Int
    var byteOffset: Int
    /// Unquoted; nil for null.
    var cells: [[UInt8]?]
  }

  /// Names of the columns, or nil where there is no header to be read.
  private(set) var names: [[UInt8]]?
  /// Fields that each record must have.
  private(set) var width = 0
  private(set) var faults: [Fault] = []
  private(set) var rows: [Row] = []
  /// Records behind the header, broken ones too.
  private(set) var records = 0

  private let bytes: [UInt8]
  /// Bytes of the document; one more is in `bytes` where the last line had no end.
  private let size: Int
  private let settings: Settings
  private var lineStarts: [Int] = [0]
  private var blanks: [Fault] = []
  private var lastSolid = 0
  private var firstStyle: Bool?
  private var isMixed = false

  init(_ document: [UInt8], _ settings: Settings) {
    self.settings = settings
    size = document.count
    bytes = document.isEmpty || document.last == Self.lineFeed ? document : document + [Self.lineFeed]
    for (index, byte) in bytes.enumerated() where byte == Self.lineFeed { lineStarts.append(index + 1) }
    read()
    faults.sort()
  }

  private static let lineFeed = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")

  private func line(of position: Int) -> Int {
    // The last line that starts at or before the position.
    var (low, high) = (0, lineStarts.count)
    while low < high {
      let middle = (low + high) / 2
      if lineStarts[middle] <= position { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private mutating func fault(_ kind: String, row: Int, _ position: Int) {
    faults.append(Fault(kind: kind, row: row, line: line(of: position), byteOffset: position))
  }

  // MARK: The document

  private mutating func read() {
    var position = 0
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      fault("byteOrderMark", row: 0, 0)
      position = 3
    }
    // Behind a byte order mark there may be nothing but the line end that was added.
    let isEmpty = position >= size
    if isEmpty {
      if settings.hasHeader { fault("emptyFile", row: 0, 0) }
      return
    }
    if settings.hasHeader {
      let header = record(from: position, row: 0)
      faults += header.faults
      if header.isOverlong { return }
      checkLineEnd(header, row: 0)
      readHeader(header)
      position = header.end
    }
    var isFirst = !settings.hasHeader
    while position < bytes.count {
      records += 1
      let record = record(from: position, row: records)
      faults += record.faults
      checkLineEnd(record, row: records)
      if isFirst { setWidth(record) }
      isFirst = false
      take(record, row: records)
      position = record.end
    }
    judgeBlankLines()
  }

  private mutating func readHeader(_ header: Record) {
    let names = header.fields.map { unquoted($0).text }
    width = names.count
    self.names = names
    for (index, name) in names.enumerated() {
      if name.isEmpty {
        fault("emptyHeader", row: 0, header.start)
      } else if names[..<index].contains(name) {
        fault("duplicateHeader", row: 0, header.start)
      }
    }
    for position in invalidUTF8(header.start..<header.end) { fault("invalidUTF8", row: 0, position) }
    for position in header.start..<header.end where bytes[position] == 0 { fault("nulByte", row: 0, position) }
  }

  /// Without a header the first record tells how many fields there are, if it can be read.
  private mutating func setWidth(_ record: Record) {
    width = record.isOverlong ? settings.columnsByPosition : record.fields.count
    if width != settings.columnsByPosition { fault("headerMismatch", row: 1, record.start) }
  }

  private mutating func take(_ record: Record, row: Int) {
    var isBroken = record.faults.contains { Self.breaking.contains($0.kind) }
    if !record.isOverlong {
      for position in invalidUTF8(record.start..<record.end) {
        fault("invalidUTF8", row: row, position)
        isBroken = true
      }
      for position in record.start..<record.end where bytes[position] == 0 { fault("nulByte", row: row, position) }
    }
    let isBlank = record.fields.count == 1 && record.fields[0].isEmpty
    if isBroken || !isBlank || width == 1 { lastSolid = row }
    if isBroken { return }
    if record.fields.count != width {
      let place = Fault(
        kind: isBlank ? "blankLine" : "fieldCount", row: row, line: line(of: record.start),
        byteOffset: record.start)
      if isBlank { blanks.append(place) } else { faults.append(place) }
      return
    }
    rows.append(
      Row(row: row, line: line(of: record.start), byteOffset: record.start, cells: cells(of: record)))
  }

  /// One cell for each name (the first field of that name), or for each column that is due by position.
  private func cells(of record: Record) -> [[UInt8]?] {
    let fields = names.map { names in names.map { names.firstIndex(of: $0) ?? 0 } }
    return (fields ?? Array(0..<settings.columnsByPosition)).map { index in
      guard index < record.fields.count else { return nil }
      let (text, isQuoted) = unquoted(record.fields[index])
      return !isQuoted && settings.nullTokens.contains(text) ? nil : text
    }
  }

  private static let breaking: Set<String> = ["unterminatedQuote", "textAfterQuote", "fieldTooLong"]

  private mutating func judgeBlankLines() {
    for var blank in blanks {
      if blank.row > lastSolid { blank.kind = "trailingBlankLine" }
      faults.append(blank)
    }
  }

  /// One finding for the first record that ends differently from the first of all.
  private mutating func checkLineEnd(_ record: Record, row: Int) {
    // The line end of an overlong record, and the one that was added, say nothing.
    if isMixed || record.isOverlong || record.end > size { return }
    let feed = record.end - 1
    let hasReturn = feed > record.start && bytes[feed - 1] == Self.carriageReturn
    guard let firstStyle else {
      self.firstStyle = hasReturn
      return
    }
    if hasReturn != firstStyle {
      isMixed = true
      fault("mixedLineEndings", row: row, record.start)
    }
  }

  private func unquoted(_ field: Range<Int>) -> (text: [UInt8], isQuoted: Bool) {
    let text = Array(bytes[field])
    guard text.count >= 2, text.first == settings.quote, text.last == settings.quote else { return (text, false) }
    var inner: [UInt8] = []
    var position = 1
    while position < text.count - 1 {
      inner.append(text[position])
      position += text[position] == settings.quote ? 2 : 1
    }
    return (inner, true)
  }

  // MARK: One record

  private struct Record {
    var start: Int
    /// One past its line feed.
    var end: Int
    /// Each without the separator behind it, the last without its CR.
    var fields: [Range<Int>] = []
    var faults: [Fault] = []
    var isOverlong: Bool { faults.contains { $0.kind == "fieldTooLong" } }
  }

  private func record(from start: Int, row: Int) -> Record {
    var record = Record(start: start, end: start)
    func fault(_ kind: String, _ position: Int) {
      record.faults.append(Fault(kind: kind, row: row, line: line(of: position), byteOffset: position))
    }
    /// Ends the record at the first line feed from `position` on.
    func finish(_ first: Int, from position: Int) -> Record {
      var feed = position
      while bytes[feed] != Self.lineFeed { feed += 1 }
      let last = feed > first && bytes[feed - 1] == Self.carriageReturn ? feed - 1 : feed
      record.fields.append(first..<last)
      record.end = feed + 1
      return record
    }
    var first = start
    while true {
      var position = first
      if bytes[first] == settings.quote {
        guard let closing = closingQuote(of: first) else {
          fault("unterminatedQuote", first)
          return finish(first, from: first)
        }
        if closing.isTooLong {
          fault("fieldTooLong", first)
          return finish(first, from: first)
        }
        position = closing.position + 1
        let isEnd = bytes[position] == Self.carriageReturn && bytes[position + 1] == Self.lineFeed
        if !isEnd && !isSeparator(position) {
          if bytes[first..<position].contains(Self.lineFeed) {
            fault("unterminatedQuote", first)
            return finish(first, from: first)
          }
          fault("textAfterQuote", position)
          let behind = position
          while !isSeparator(position) { position += 1 }
          if position - behind > settings.fieldLimit {
            fault("fieldTooLong", behind)
            return finish(first, from: position)
          }
        }
        if isEnd { position += 1 }
      } else {
        var hasQuote = false
        while !isSeparator(position) {
          if position - first > settings.fieldLimit { break }
          if bytes[position] == settings.quote && !hasQuote {
            hasQuote = true
            fault("bareQuote", position)
          } else if bytes[position] == Self.carriageReturn && bytes[position + 1] != Self.lineFeed {
            fault("loneCarriageReturn", position)
          }
          position += 1
        }
        if position - first > settings.fieldLimit {
          fault("fieldTooLong", first)
          return finish(first, from: position)
        }
      }
      if bytes[position] == Self.lineFeed { return finish(first, from: position) }
      record.fields.append(first..<position)
      first = position + 1
    }
  }

  private func isSeparator(_ position: Int) -> Bool {
    bytes[position] == settings.delimiter || bytes[position] == Self.lineFeed
  }

  /// nil where no quote closes the one at `opening`; a quote is too far away where the field exceeds the limit.
  private func closingQuote(of opening: Int) -> (position: Int, isTooLong: Bool)? {
    var position = opening + 1
    while true {
      while position < bytes.count && bytes[position] != settings.quote { position += 1 }
      if position - opening > settings.fieldLimit { return (position, true) }
      if position >= bytes.count { return nil }
      guard bytes[position + 1] == settings.quote else { return (position, false) }
      position += 2
    }
  }

  /// Where sequences begin that are not UTF-8, each as long as the standard library says.
  private func invalidUTF8(_ range: Range<Int>) -> [Int] {
    var parser = Unicode.UTF8.ForwardParser()
    var source = bytes[range].makeIterator()
    var position = range.lowerBound
    var invalid: [Int] = []
    while true {
      switch parser.parseScalar(from: &source) {
      case .valid(let scalar): position += scalar.count
      case .error(let length):
        invalid.append(position)
        position += length
      case .emptyInput: return invalid
      }
    }
  }
}
