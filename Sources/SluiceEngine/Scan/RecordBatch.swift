internal import CSluiceKernels

/// The records of one chunk as a matrix of field ends: what columns are decoded from.
///
/// How it works: the separator bits are flattened into positions. Where they form a perfect grid (records × width,
/// every width-th one a line end), as nearly all chunks do, that array is the matrix and no record is looked at
/// alone. Otherwise records are walked one by one, and broken ones are reported and left out.
/// Shape: `fieldEnds[row * width + field]` is the index of the separator behind the field.
final class RecordBatch {
  private(set) var span: RecordSpan
  /// Records whose cells can be read.
  private(set) var rows = 0
  private(set) var fieldEnds: Lane<UInt32>
  private(set) var starts: Lane<UInt32>
  /// Number of each row's record in the chunk; nil where rows and records are the same.
  private(set) var records: Lane<UInt32>?
  private(set) var bytes: Bytes
  /// Owns the memory behind `bytes`, which must live as long as cells of the batch are read.
  private var buffer: ChunkBuffer
  /// Every structural fault of a record of the span; those of one record in an order that no split changes.
  private(set) var recordFaults: [RecordFault] = []

  /// Structural separators of the span.
  private var separators = 0
  /// Which fields are quoted, where that is known.
  let quoted = QuotedFields()
  private let ends = LaneStorage<UInt32>(repeating: 0)
  private let ordinals = LaneStorage<UInt32>(repeating: 0)
  private let rowStarts = LaneStorage<UInt32>(repeating: 0)
  private let rowRecords = LaneStorage<UInt32>(repeating: 0)

  init(_ buffer: ChunkBuffer, _ span: RecordSpan) {
    self.span = span
    self.buffer = buffer
    bytes = buffer.bytes
    fieldEnds = ends.lane
    starts = rowStarts.lane
  }

  /// Takes the records of `span`, in the memory of the batch before. Faults go to `faults`.
  func load(_ buffer: ChunkBuffer, _ span: RecordSpan, faults: inout RecordFaults) {
    self.span = span
    self.buffer = buffer
    bytes = buffer.bytes
    records = nil
    recordFaults = span.faults
    // The next piece of the buffer may begin in the word with which this one ends.
    let (lastWord, separatorMap) = (max(span.start, span.end - 1) / 64, buffer.delimiters)
    let lastBits = separatorMap[lastWord]
    defer { separatorMap[lastWord] = lastBits }
    let total = countSeparators(buffer)
    if span.records == 1 && total > Self.mostSeparators {
      loadEndless(total, &faults)
      return
    }
    let count = flatten(buffer, total)
    separators = count
    fieldEnds = ends.lane
    starts = rowStarts.lane(of: span.records)
    var broken = span.broken
    if span.mayHaveNonASCII { findInvalidUTF8(&broken, &faults) }
    if span.mayHaveNUL { findNUL(&faults) }
    if broken.isEmpty && count == span.records * span.layout.width && isGrid() {
      rows = span.records
      quoted.group(width: span.layout.width)
      if !span.comments.isEmpty { skipComments() }
      faults.sawSolidRecord(file: span.layout.fileIndex, row: span.firstRow + span.records - 1)
    } else {
      quoted.giveUp()
      walk(count, broken: broken, faults: &faults)
    }
  }

  /// Index of the record of `row` in the chunk, from 0.
  @inline(__always)
  func record(of row: Int) -> Int { records.map { Int($0[row]) } ?? row }

  func place(ofRecord record: Int, at position: Int, message: String) -> StructureLog.Place {
    StructureLog.Place(
      row: span.firstRow + record, line: line(record, position),
      byteOffset: span.byteOffset + position - span.start,
      message: message)
  }

  /// Physical line of `position`, which lies in the record.
  func line(_ record: Int, _ position: Int) -> Int {
    guard span.hasQuotedLineFeeds else { return span.firstLine + record }
    var line = span.firstLine
    for index in span.start..<position where bytes[index] == UInt8(ascii: "\n") { line += 1 }
    return line
  }

  /// Writes the index behind each record of the span, ascending; there are `span.records` of them.
  func recordEnds(into ends: LaneStorage<UInt32>) -> Lane<UInt32> {
    let out = ends.lane(of: span.records)
    let newlines = buffer.newlines
    var count = 0
    for word in span.start / 64..<(span.end + 63) / 64 {
      var bits = newlines[word]
      if word == span.start / 64 { bits &= ~UInt64(0) << UInt64(span.start % 64) }
      while bits != 0 && count < span.records {
        out[count] = UInt32(truncatingIfNeeded: word &* 64 &+ bits.trailingZeroBitCount &+ 1)
        bits &= bits &- 1
        count += 1
      }
    }
    // An overlong record whose line goes on in the next chunk has no end in this one.
    if count < span.records { out[count] = UInt32(truncatingIfNeeded: span.end) }
    return out
  }

  // MARK: Flattening

  /// Of a record that may have a place for each: more than any header has columns.
  private static let mostSeparators = 1 << 18

  /// Counts the structural separators of the span.
  private func countSeparators(_ buffer: ChunkBuffer) -> Int {
    let separators = buffer.delimiters
    let words = span.start / 64..<(span.end + 63) / 64
    // Records of the chunk that are not of the span are of no use to anybody any more.
    separators[words.lowerBound] &= ~UInt64(0) << UInt64(span.start % 64)
    if span.end % 64 != 0 { separators[words.upperBound - 1] &= ~(~UInt64(0) << UInt64(span.end % 64)) }
    var total = 0
    for word in words { total &+= separators[word].nonzeroBitCount }
    return total
  }

  /// Writes the index of each of the `total` structural separators of the span, in order; returns how many.
  private func flatten(_ buffer: ChunkBuffer, _ total: Int) -> Int {
    let separators = buffer.delimiters
    let words = span.start / 64..<(span.end + 63) / 64
    // A kernel writes up to a word's worth behind the last one.
    let out = ends.lane(of: total + 64)
    let before = ordinals.lane(of: words.count)
    // SAFETY: the bitmap has all of `words`, and the lanes were made for as many positions and words.
    let count = unsafe Self.flatten(
      separators.base + words.lowerBound, words.count, UInt32(truncatingIfNeeded: 64 * words.lowerBound), out.base,
      before.base)
    // Behind a comment a field begins where no separator stands.
    quoted.begin(fields: total, isWanted: span.comments.isEmpty)
    if span.hasQuotes && buffer.isClassified {
      findQuoted(buffer, words, before)
    } else if span.hasQuotes {
      quoted.giveUp()
    }
    return count
  }

  private static let flatten: sluice_flatten_function = unsafe sluice_flatten_best()

  /// Notes the fields that begin with a quote; `before` has the number of separators before each word.
  private func findQuoted(_ buffer: ChunkBuffer, _ words: Range<Int>, _ before: Lane<UInt32>) {
    let (separators, quotes) = (buffer.delimiters, buffer.quotes)
    // The span starts as if behind a separator.
    var behind = UInt64(1) << UInt64(span.start % 64)
    let valid = span.end % 64 == 0 ? ~UInt64(0) : ~(~UInt64(0) << UInt64(span.end % 64))
    for word in words {
      let bits = separators[word]
      var starts = quotes[word] & (bits << 1 | behind)
      if word == words.upperBound - 1 { starts &= valid }
      behind = bits >> 63
      if starts == 0 { continue }
      quoted.add(starts: starts, separators: bits, first: Int(before[word &- words.lowerBound]))
      if !quoted.isKnown { return }
    }
  }

  /// Whether every width-th separator is a line end; fills `starts` on the way.
  private func isGrid() -> Bool {
    let width = span.layout.width
    var start = UInt32(truncatingIfNeeded: span.start)
    var last = width - 1
    var lineEnds = 0
    for row in 0..<span.records {
      starts[row] = start
      let end = fieldEnds[last]
      lineEnds &+= bytes[Int(end)] == UInt8(ascii: "\n") ? 1 : 0
      start = end &+ 1
      last &+= width
    }
    // All line ends of the span are accounted for, so none can stand inside a row.
    return lineEnds == span.records
  }

  /// Lets the records of a grid begin behind the comments before them.
  private func skipComments() {
    var comments = CommentSkipper(span.comments)
    for row in 0..<rows { starts[row] = UInt32(truncatingIfNeeded: comments.recordStart(Int(starts[row]))) }
  }

  /// A record with far more fields than any layout has: they are counted, and none gets a place.
  private func loadEndless(_ fields: Int, _ faults: inout RecordFaults) {
    (rows, separators) = (0, 0)
    records = rowRecords.lane(of: 1)
    starts = rowStarts.lane(of: 1)
    fieldEnds = ends.lane
    quoted.giveUp()
    var broken = span.broken
    if span.mayHaveNonASCII { findInvalidUTF8(&broken, &faults) }
    if span.mayHaveNUL { findNUL(&faults) }
    if broken.isEmpty {
      recordFaults.append(RecordFault(kind: .fieldCount, record: 0))
      faults.add(.fieldCount, file: span.layout.fileIndex) {
        place(
          ofRecord: 0, at: span.start,
          message: StructureWords.fieldCount(
            found: fields, expected: span.layout.width, isByPosition: span.layout.isByPosition))
      }
    }
    faults.sawSolidRecord(file: span.layout.fileIndex, row: span.firstRow)
  }

  // MARK: Records that do not form a grid

  private func walk(_ count: Int, broken: [Int], faults: inout RecordFaults) {
    let width = span.layout.width
    let numbers = rowRecords.lane(of: span.records)
    records = numbers
    rows = 0
    var brokenIndex = 0
    var first = 0
    var record = 0
    var lastSolid: Int?
    var blank = Tally(.blankLine, span, faults)
    var ragged = Tally(.fieldCount, span, faults)
    var comments = CommentSkipper(span.comments)
    var start = comments.recordStart(span.start)
    for index in 0..<count {
      let end = Int(fieldEnds[index])
      guard bytes[end] == UInt8(ascii: "\n") else { continue }
      defer {
        first = index + 1
        record += 1
        start = comments.recordStart(end + 1)
      }
      if brokenIndex < broken.count && broken[brokenIndex] == record {
        brokenIndex += 1
        lastSolid = record
        continue
      }
      let fields = index + 1 - first
      let isBlank = fields == 1 && (end == start || (end == start + 1 && bytes[start] == UInt8(ascii: "\r")))
      if !(isBlank && width > 1) { lastSolid = record }
      guard fields == width else {
        recordFaults.append(RecordFault(kind: isBlank ? .blankLine : .fieldCount, record: record))
        if isBlank {
          blank.add(&faults) {
            place(ofRecord: record, at: start, message: StructureWords.blankLine(expected: width))
          }
        } else {
          ragged.add(&faults) {
            place(
              ofRecord: record, at: start,
              message: StructureWords.fieldCount(
                found: fields, expected: width, isByPosition: span.layout.isByPosition))
          }
        }
        continue
      }
      let row = rows * width
      for field in 0..<width { fieldEnds[row + field] = fieldEnds[first + field] }
      starts[rows] = UInt32(truncatingIfNeeded: start)
      numbers[rows] = UInt32(truncatingIfNeeded: record)
      rows += 1
    }
    // An overlong record whose line goes on in the next chunk has no separator at its end.
    if record < span.records { lastSolid = span.records - 1 }
    if let lastSolid { faults.sawSolidRecord(file: span.layout.fileIndex, row: span.firstRow + lastSolid) }
    blank.finish(&faults)
    ragged.finish(&faults)
  }

  /// Counts faults of one kind, without looking anything up once their places are known.
  private struct Tally {
    let kind: StructureKind
    let file: Int
    private var wanted: Int
    private var count = 0

    init(_ kind: StructureKind, _ span: RecordSpan, _ faults: RecordFaults) {
      self.kind = kind
      file = span.layout.fileIndex
      wanted = faults.wanted(kind, file: file)
    }

    mutating func add(_ faults: inout RecordFaults, place: () -> StructureLog.Place) {
      if wanted > 0 {
        wanted -= 1
        faults.add(kind, file: file, place: place)
      } else {
        count += 1
      }
    }

    func finish(_ faults: inout RecordFaults) { faults.add(kind, file: file, count: count) }
  }

  private func findInvalidUTF8(_ broken: inout [Int], _ faults: inout RecordFaults) {
    var found: [Int] = []
    var walk = RecordWalk()
    InvalidText.find(bytes, in: span.start..<span.end, encoding: span.encoding) { fault in
      guard let record = record(holding: fault.position, &walk) else { return }
      if found.last != record { found.append(record) }
      note(RecordFault(kind: fault.kind, record: record))
      faults.add(fault.kind, file: span.layout.fileIndex) {
        place(ofRecord: record, at: fault.position, message: fault.message())
      }
    }
    if !found.isEmpty { broken = Array(Set(broken).union(found)).sorted() }
  }

  private func findNUL(_ faults: inout RecordFaults) {
    var walk = RecordWalk()
    for position in span.start..<span.end where bytes[position] == 0 {
      guard let record = record(holding: position, &walk) else { continue }
      note(RecordFault(kind: .nulByte, record: record))
      faults.add(.nulByte, file: span.layout.fileIndex) {
        place(
          ofRecord: record, at: position, message: StructureWords.message(.nulByte, limit: 0))
      }
    }
  }

  /// One fault of a kind says enough about a record.
  private func note(_ fault: RecordFault) {
    if let last = recordFaults.last, last.kind == fault.kind, last.record == fault.record { return }
    recordFaults.append(fault)
  }

  /// Where a walk over ascending positions stands.
  private struct RecordWalk {
    var separator = 0
    var record = 0
  }

  /// The record that `position` lies in; nil in comments, and in records that nobody reads.
  private func record(holding position: Int, _ walk: inout RecordWalk) -> Int? {
    if !span.comments.isEmpty && CommentSkipper.holds(position, in: span.comments) { return nil }
    while walk.separator < separators && Int(fieldEnds[walk.separator]) < position {
      if bytes[Int(fieldEnds[walk.separator])] == UInt8(ascii: "\n") { walk.record += 1 }
      walk.separator += 1
    }
    return span.overlong.contains(walk.record) ? nil : walk.record
  }
}
