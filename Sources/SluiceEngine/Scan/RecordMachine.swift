/// Finds records byte by byte: the definition of what malformed CSV means, and the oracle of `QuoteResolver`.
///
/// How it works: fields are read one after another from the start of the chunk, which is a record border; the
/// structural bits are written anew. On a fault the record is marked and reading resynchronises:
/// - `bareQuote`: a quote inside an unquoted field is data.
/// - `loneCarriageReturn`: a CR that no LF follows is data.
/// - `textAfterQuote`: what stands between a closing quote and the next separator is skipped.
/// - `unterminatedQuote`: no closing quote before the end of the file, or one on a later line with text behind it,
///   which is some other field's opening quote; the record ends with the line on which the quote was opened, and
///   reading goes on behind it, so that one stray quote does not swallow the rows up to the next.
/// - `fieldTooLong`: a field beyond the limit; a quoted one ends with its first line as above, an unquoted one at
///   the next line feed, and what lies between is dropped.
/// - `recordTooLong`: a field that begins beyond the record's limit; the record ends with the next line feed, and none
///   of its separators counts.
/// A dialect changes this where it says so: an escape takes the next byte, whatever it is, out of the question of where
/// quotes close, and then quotes are not doubled; blanks around fields and quotes are passed over; a line that begins
/// with the comment character where a record would begin is no record.
/// What to beware: whether a field is too long is decided by its own bytes, never by where a chunk ends, so that
/// any split gives the same faults.
struct RecordMachine {
  private let buffer: ChunkBuffer
  private let bytes: Bytes
  private let end: Int
  private let isLastOfFile: Bool
  private let limit: Int
  private let recordLimit: Int
  private let dialect: Dialect
  private let delimiter: UInt8
  private let quote: UInt8?
  private var resolution: Resolution

  private enum Field {
    /// Ends at a delimiter, whose index this is.
    case field(Int)
    /// Ends the record; the index of its LF.
    case record(Int)
    /// The chunk ends first.
    case unfinished
    /// Longer than the limit, and the chunk ends before the line does.
    case endless
  }

  /// `limit`: bytes that a field may have. `recordLimit`: bytes before the last field of a record.
  static func resolve(
    _ buffer: ChunkBuffer, dialect: Dialect, isLastOfFile: Bool, limit: Int, recordLimit: Int = .max
  ) -> Resolution {
    var machine = RecordMachine(
      buffer, dialect: dialect, isLastOfFile: isLastOfFile, limit: limit, recordLimit: recordLimit)
    machine.run()
    return machine.resolution
  }

  private init(_ buffer: ChunkBuffer, dialect: Dialect, isLastOfFile: Bool, limit: Int, recordLimit: Int) {
    self.buffer = buffer
    self.recordLimit = recordLimit
    self.isLastOfFile = isLastOfFile
    self.limit = limit
    bytes = buffer.bytes
    end = buffer.end
    self.dialect = dialect
    delimiter = dialect.delimiter
    quote = dialect.quote
    resolution = Resolution(recordsEnd: buffer.start)
  }

  private mutating func run() {
    let (delimiters, newlines) = (buffer.delimiters, buffer.newlines)
    for word in buffer.wordRange {
      delimiters[word] = 0
      newlines[word] = 0
    }
    var position = buffer.start
    while position < end {
      if bytes[position] == dialect.comment {
        position = skipComment(from: position)
        continue
      }
      let faults = resolution.faults.count
      switch record(from: position) {
      case .field, .unfinished:
        // An unfinished record is read again with what follows it, and so are its faults.
        resolution.faults.removeSubrange(faults...)
        return
      case .endless:
        resolution.records += 1
        resolution.recordsEnd = end
        resolution.lineFeeds += lineFeeds(position, end)
        resolution.skipsToLineEnd = true
        return
      case .record(let lineEnd):
        mark(delimiters, lineEnd)
        mark(newlines, lineEnd)
        // The line end of an overlong record may lie in a later chunk, so none of them is judged.
        let isOverlong = resolution.faults[faults...].contains(where: \.kind.isOverlong)
        if !isOverlong && lineEnd > position && bytes[lineEnd - 1] == Self.carriageReturn {
          resolution.returnedRecords += 1
        }
        resolution.lineFeeds += lineFeeds(position, lineEnd + 1)
        resolution.records += 1
        position = lineEnd + 1
        resolution.recordsEnd = position
      }
    }
  }

  private mutating func record(from start: Int) -> Field {
    var position = start
    while position < end {
      if position - start > recordLimit { return recordTooLong(from: start, at: position) }
      let first = dialect.trims ? skippingBlanks(from: position) : position
      let isQuoted = first < end && bytes[first] == quote && first - position <= limit
      let outcome = isQuoted ? quotedField(from: first) : unquotedField(from: position)
      guard case .field(let separator) = outcome else { return outcome }
      mark(buffer.delimiters, separator)
      position = separator + 1
    }
    return .unfinished
  }

  private mutating func unquotedField(from start: Int) -> Field {
    var position = start
    var hasQuote = false
    // Bytes beyond the limit are not looked at: a smaller chunk would not have them.
    while position < end && position - start <= limit {
      let byte = bytes[position]
      if byte == delimiter || byte == Self.lineFeed { break }
      if byte == quote && !hasQuote {
        hasQuote = true
        fault(.bareQuote, position)
      } else if byte == Self.carriageReturn {
        if position + 1 == end { return .unfinished }
        if bytes[position + 1] != Self.lineFeed { fault(.loneCarriageReturn, position) }
      }
      position += 1
    }
    if position - start > limit { return tooLong(from: start, at: position) }
    if position == end { return .unfinished }
    return bytes[position] == delimiter ? .field(position) : .record(position)
  }

  private mutating func quotedField(from start: Int) -> Field {
    resolution.hasQuotes = true
    var position = start + 1
    while true {
      position = closingQuote(from: position)
      if min(position, end) - start > limit { return resynchronise(.fieldTooLong, from: start) }
      if position >= end {
        return isLastOfFile ? resynchronise(.unterminatedQuote, from: start) : .unfinished
      }
      guard position + 1 < end else { return .unfinished }
      guard dialect.escape == nil && bytes[position + 1] == quote else { break }
      resolution.hasDoubledQuotes = true
      position += 2
    }
    return afterClosingQuote(position + 1, opened: start)
  }

  /// The next quote that no escape stands before; at or beyond the end where there is none.
  private mutating func closingQuote(from start: Int) -> Int {
    var position = start
    guard let escape = dialect.escape else {
      while position < end && bytes[position] != quote { position += 1 }
      return position
    }
    while position < end && bytes[position] != quote {
      let isEscape = bytes[position] == escape
      if isEscape { resolution.hasDoubledQuotes = true }
      position += isEscape ? 2 : 1
    }
    return position
  }

  private mutating func afterClosingQuote(_ closing: Int, opened: Int) -> Field {
    let start = dialect.trims ? skippingBlanks(from: closing) : closing
    if start - closing > limit { return tooLong(from: closing, at: start) }
    if start == end { return .unfinished }
    switch bytes[start] {
    case delimiter: return .field(start)
    case Self.lineFeed: return .record(start)
    case Self.carriageReturn where start + 1 == end: return .unfinished
    case Self.carriageReturn where bytes[start + 1] == Self.lineFeed: return .record(start + 1)
    default: break
    }
    if let lineEnd = lineEnd(from: opened), lineEnd < start { return resynchronise(.unterminatedQuote, from: opened) }
    fault(.textAfterQuote, start)
    var position = start
    while position < end && bytes[position] != delimiter && bytes[position] != Self.lineFeed { position += 1 }
    if position - start > limit { return tooLong(from: start, at: position) }
    if position == end { return .unfinished }
    return bytes[position] == delimiter ? .field(position) : .record(position)
  }

  /// Ends the record with the line on which the quote at `start` was opened.
  private mutating func resynchronise(_ kind: StructureKind, from start: Int) -> Field {
    fault(kind, start)
    return lineEnd(from: start).map(Field.record) ?? .endless
  }

  private mutating func tooLong(from start: Int, at position: Int) -> Field {
    fault(.fieldTooLong, start)
    return lineEnd(from: position).map(Field.record) ?? .endless
  }

  /// Whoever has so many fields that no record could hold them: nobody reads them, so none is kept apart.
  private mutating func recordTooLong(from start: Int, at position: Int) -> Field {
    fault(.recordTooLong, start)
    let delimiters = buffer.delimiters
    let (first, last) = (start / 64, position / 64)
    let head = ~(~UInt64(0) << UInt64(start % 64))
    delimiters[first] &= head
    for word in first + 1..<max(last + 1, first + 1) { delimiters[word] = 0 }
    return lineEnd(from: position).map(Field.record) ?? .endless
  }

  /// Where the line at `start` ends, which is no record. Where its end is not in sight, what follows is dropped unread.
  private mutating func skipComment(from start: Int) -> Int {
    let lineEnd = lineEnd(from: start)
    resolution.addComment(start..<(lineEnd.map { $0 + 1 } ?? end), isWhole: lineEnd != nil)
    return resolution.recordsEnd
  }

  private func skippingBlanks(from start: Int) -> Int {
    var position = start
    while position < end && dialect.isBlank(bytes[position]) { position += 1 }
    return position
  }

  private func lineEnd(from start: Int) -> Int? {
    var position = start
    while position < end {
      if bytes[position] == Self.lineFeed { return position }
      position += 1
    }
    return nil
  }

  private func lineFeeds(_ start: Int, _ end: Int) -> Int {
    var count = 0
    for position in start..<end where bytes[position] == Self.lineFeed { count += 1 }
    return count
  }

  private func mark(_ bitmap: Lane<UInt64>, _ position: Int) {
    bitmap[position / 64] |= 1 << UInt64(position % 64)
  }

  private mutating func fault(_ kind: StructureKind, _ position: Int) {
    resolution.add(kind, at: position)
  }

  private static let lineFeed = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")
}
