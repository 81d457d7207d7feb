internal import CSluiceKernels

/// Cuts one file into records, chunk by chunk in order, and numbers them.
///
/// How it works: the one serial stage of a file. Each chunk passes here once, in order: the record that the chunk
/// before left unfinished is put in front of it, so that it starts at a record border; quotes are resolved; what
/// is unfinished now is kept for the next chunk; records, lines and bytes are counted on. See decision 0005.
/// A record that is longer than a chunk is put together in a buffer of its own, which then takes the place of the
/// worker's, and comes back by `takeBack` where something is left over: so it is copied once, and there is one of it.
/// Before it is looked at again it must have grown by a quarter, or by `longestStep`.
/// What to beware: everything here costs all threads time; what can be done per chunk is done elsewhere.
final class Splitter {
  let spec: ScanSpec
  let partitions: [Partitions.Key]
  var file: FileState
  /// The last header without a fault.
  var knownHeader: KnownHeader?
  private var leftover: [UInt8] = []
  /// The beginning of a long record; made when there is one.
  private var assembly: ChunkBuffer?
  private var assembled = 0
  /// Whether the buffer that was taken last is the one of a long record.
  private(set) var isLong = false
  /// Whether what is left over is still in that buffer.
  private var isLent = false
  /// Records that are read again are all there are: nothing is kept for a chunk to come.
  private var isResuming = false
  /// Bytes that `assembly` must hold before it is looked at.
  private var nextLook = 0
  private var nextOrdinal: Int
  /// Faults found while splitting; the workers' own are merged with them.
  var log: StructureLog
  /// Where records are, chunk by chunk: what a later pass needs to find a row again.
  private(set) var places: [SpanPlace] = []
  /// Bytes of the buffer that the last call of `take` used up; over all calls, every byte of the file once.
  private(set) var consumed = 0..<0
  /// Pieces handed on so far.
  var pieces = 0

  struct FileState {
    var index: Int
    var layout: FileLayout?
    var header: Header?
    var isJudged = false
    var isRefused = false
    var skipsToLineEnd = false
    var nextRow = 1
    var nextLine = 1
    /// Whether the first line end of the file was CR LF.
    var usesReturns: Bool?
    var isMixed = false
    /// Lines before the header that the dialect skips, and that are still to come.
    var linesToSkip = 0
    var commentLines = 0
    var headerLine = 1
    var headerOffset = 0
  }

  /// Of all files that are read with this one; has been taken once a record is long.
  private let turn: LongRecordTurn?
  private var hasTurn = false

  /// `path`: whose folders may say what columns hold. `known`: a header that has been read elsewhere.
  init(
    _ spec: ScanSpec, file index: Int, path: String, known: KnownHeader? = nil, turn: LongRecordTurn? = nil
  ) {
    self.spec = spec
    self.turn = turn
    knownHeader = known
    partitions = Partitions.keys(of: path)
    file = FileState(index: index)
    file.linesToSkip = spec.dialect.skippedLines
    nextOrdinal = Ordinals.first(ofFile: index)
    log = StructureLog(limit: spec.places)
  }

  /// Continues in the middle of a file, at records whose place is known.
  convenience init(_ spec: ScanSpec, resuming place: SpanPlace) {
    self.init(spec, file: place.file, path: "")
    isResuming = true
    file.layout = place.layout
    file.isJudged = true
    file.linesToSkip = 0
    file.nextRow = place.firstRow
    file.nextLine = place.firstLine
    nextOrdinal = place.firstOrdinal
  }

  /// Takes the chunk in `buffer`; nil where it completes no record.
  func take(_ claim: ChunkClaim, _ buffer: ChunkBuffer) -> RecordSpan? {
    assert(!isLent, "what was left over was not taken back")
    isLong = false
    defer { if claim.isLastOfFile { endFile() } }
    if file.isRefused {
      consumed = buffer.start..<buffer.end
      return nil
    }
    var offset = claim.offset - leftover.count - assembled
    guard gather(claim, buffer) else {
      consumed = buffer.start..<buffer.start
      return nil
    }
    let (first, last) = (buffer.start, buffer.end)
    // What is left over is always the end of the buffer.
    defer { consumed = first..<last - leftover.count - assembled }
    if claim.isLastOfFile && buffer.start < buffer.end && buffer.bytes[buffer.end - 1] != Self.lineFeed {
      buffer.appendLineEnd(dialect: spec.dialect)
    }
    guard judge(claim, buffer, &offset), skipLines(buffer, &offset), skipOverlong(buffer, &offset) else {
      return nil
    }
    // Behind a byte order mark or skipped lines there may be nothing but the line end that was put there.
    guard offset < claim.contentEnd else { return nil }
    buffer.trim()

    let resolution = resolve(claim, buffer)
    let overlong = resolution.overlong
    if file.layout == nil && spec.dialect.hasHeader && overlong.first == 0 {
      refuseHeader(resolution, buffer, offset: offset)
      return nil
    }
    var comments = CommentSkipper(resolution.comments)
    var start = comments.recordStart(buffer.start)
    var records = resolution.records
    var line = file.nextLine
    file.commentLines += resolution.commentLines
    keepLeftover(buffer, from: resolution.recordsEnd)
    file.skipsToLineEnd = resolution.skipsToLineEnd
    file.nextLine += resolution.lineFeeds
    checkLineEnds(resolution, overlong, buffer, claim, offset: offset, line: line)
    line += start > buffer.start ? lineFeeds(buffer, buffer.start, start) : 0
    offset += start - buffer.start
    var shift = 0
    if file.layout == nil {
      guard records > 0 else { return nil }
      if spec.dialect.hasHeader {
        let end = firstRecordEnd(buffer)
        (file.headerLine, file.headerOffset) = (line, offset)
        guard readHeader(buffer, start..<end, offset: offset) else { return nil }
        line += lineFeeds(buffer, start, end)
        offset += end - start
        start = end
        records -= 1
        shift = 1
      } else {
        let isReadable = overlong.first != 0
        guard layOutByPosition(buffer, from: start, offset: offset, line: line, isReadable: isReadable) else {
          return nil
        }
      }
    }
    note(resolution.faults, buffer, offset: offset, start: start, line: line, shift: shift)
    guard records > 0, let layout = file.layout else { return nil }
    defer {
      file.nextRow += records
      nextOrdinal += records
    }
    places.append(
      SpanPlace(
        file: file.index, byteOffset: offset, count: buffer.end - start, firstOrdinal: nextOrdinal,
        firstRow: file.nextRow, firstLine: line, layout: layout))
    return RecordSpan(
      layout: layout, start: start, end: resolution.recordsEnd, records: records, firstRow: file.nextRow,
      firstOrdinal: nextOrdinal, firstLine: line, byteOffset: offset, hasQuotes: resolution.hasQuotes,
      hasDoubledQuotes: resolution.hasDoubledQuotes, hasReturns: resolution.returnedRecords > 0,
      hasQuotedLineFeeds: resolution.hasQuotedLineFeeds,
      mayHaveNonASCII: buffer.seen & Self.nonASCII != 0, mayHaveNUL: buffer.seen & Self.nul != 0,
      encoding: spec.dialect.encoding, broken: broken(resolution.faults, shift: shift),
      overlong: overlong.filter { $0 >= shift }.map { $0 - shift },
      comments: resolution.comments.filter { $0.lowerBound >= start },
      faults: resolution.faults.filter { $0.record >= shift }.map {
        RecordFault(kind: $0.kind, record: $0.record - shift)
      })
  }
}

// MARK: - Files

extension Splitter {
  /// Puts what is left over in front of the chunk; false where more of a long record is waited for.
  private func gather(_ claim: ChunkClaim, _ buffer: ChunkBuffer) -> Bool {
    guard assembled > 0, let assembly else {
      buffer.prepend(leftover, dialect: spec.dialect)
      leftover.removeAll(keepingCapacity: true)
      return true
    }
    assembly.append(buffer.bytes, buffer.start..<buffer.end)
    assembled = assembly.count
    if assembled > spec.longRecordBytes && !hasTurn {
      turn?.take(file.index)
      hasTurn = true
    }
    if assembled < nextLook && !claim.isLastOfFile { return false }
    buffer.swap(with: assembly)
    assembly.removeAll()
    assembled = 0
    isLong = true
    buffer.classify(spec)
    return true
  }

  private func endFile() {
    if file.layout == nil && !file.isRefused && spec.dialect.hasHeader {
      log.add(.emptyFile, file: file.index) {
        StructureLog.Place(row: 0, line: 1, byteOffset: 0, message: StructureWords.emptyFile(spec.dialect))
      }
    }
    if !isLent { assembly = nil }
  }

  /// False where the file is not CSV text, or too little of it is there to tell.
  private func judge(_ claim: ChunkClaim, _ buffer: ChunkBuffer, _ offset: inout Int) -> Bool {
    if file.isJudged { return true }
    let count = buffer.end - buffer.start
    if count < FileSniffer.needed && !claim.isLastOfFile {
      keepLeftover(buffer, from: buffer.start)
      return false
    }
    file.isJudged = true
    let first = StructureLog.Place(row: 0, line: 1, byteOffset: 0, message: "")
    switch FileSniffer.judge(buffer.bytes.copy(buffer.start, min(count, FileSniffer.needed))) {
    case .text: break
    case .byteOrderMark:
      // Of other encodings the mark says in which order the bytes come, and is as it should be.
      if !spec.dialect.writesByteOrderMark && spec.dialect.encoding == nil {
        log.add(.byteOrderMark, file: file.index) {
          var place = first
          place.message = "the file begins with a UTF-8 byte order mark; it is skipped"
          return place
        }
      }
      buffer.drop(3)
      offset += 3
    case .refused(let kind, let message):
      log.add(kind, file: file.index) {
        var place = first
        place.message = message
        return place
      }
      file.isRefused = true
      return false
    }
    return true
  }

  /// Drops the rest of an overlong record or comment; false where its end is not in this chunk.
  private func skipOverlong(_ buffer: ChunkBuffer, _ offset: inout Int) -> Bool {
    guard file.skipsToLineEnd else { return true }
    let bytes = buffer.bytes
    var position = buffer.start
    while position < buffer.end && bytes[position] != Self.lineFeed { position += 1 }
    guard position < buffer.end else { return false }
    file.skipsToLineEnd = false
    file.nextLine += 1
    offset += position + 1 - buffer.start
    buffer.drop(position + 1 - buffer.start)
    return buffer.start < buffer.end
  }

  private func keepLeftover(_ buffer: ChunkBuffer, from start: Int) {
    let count = buffer.end - start
    if isResuming { return }
    if count <= ChunkBuffer.longestLeftover {
      leftover = buffer.bytes.copy(start, count)
      return
    }
    let assembly = self.assembly ?? ChunkBuffer(chunkBytes: count)
    self.assembly = assembly
    assembled = count
    nextLook = count + min(count / 4, Self.longestStep)
    isLent = isLong
    if !isLent { assembly.append(buffer.bytes, start..<buffer.end) }
  }

  /// Takes the memory of a long record back, with what is left over in it, once its records were handed on.
  func takeBack(_ buffer: ChunkBuffer) {
    if isLent, let assembly {
      buffer.swap(with: assembly)
      assembly.keepLast(assembled)
      isLent = false
    }
    buffer.giveBack()
    guard hasTurn && assembled <= spec.longRecordBytes else { return }
    turn?.pass(file.index)
    hasTurn = false
  }

  /// Bytes that are put behind a long record before it is looked at again, at most.
  private static let longestStep = 2 << 20

  /// Reads no more of the file.
  func refuse(_ kind: StructureKind, row: Int, line: Int, offset: Int, message: String) {
    log.add(kind, file: file.index) {
      StructureLog.Place(row: row, line: line, byteOffset: offset, message: message)
    }
    file.isRefused = true
    leftover.removeAll()
    (assembly, assembled, isLent) = (nil, 0, false)
  }
}

// MARK: - Records

extension Splitter {
  private func resolve(_ claim: ChunkClaim, _ buffer: ChunkBuffer) -> Resolution {
    let isOrdinary = buffer.isClassified && buffer.count <= spec.ordinaryBytes && !mayHaveComments(buffer)
    if isOrdinary,
      let resolution = spec.dialect.escape == nil
        ? QuoteResolver.resolve(buffer) : QuoteResolver.resolveEscaped(buffer),
      !claim.isLastOfFile || resolution.recordsEnd == buffer.end
    {
      return resolution
    }
    return RecordMachine.resolve(
      buffer, dialect: spec.dialect, isLastOfFile: claim.isLastOfFile, limit: spec.fieldLimit,
      recordLimit: spec.recordLimit)
  }

  /// A header that has no end within the limit names no columns: the file cannot be read.
  private func refuseHeader(_ resolution: Resolution, _ buffer: ChunkBuffer, offset: Int) {
    let faults = resolution.faults.filter { $0.record == 0 }
    note(faults, buffer, offset: offset, start: buffer.start, line: file.nextLine, shift: 1)
    file.isRefused = true
  }

  private func broken(_ faults: [Resolution.Fault], shift: Int) -> [Int] {
    var records: [Int] = []
    for fault in faults where fault.kind.breaksRecord && fault.record >= shift {
      if records.last != fault.record - shift { records.append(fault.record - shift) }
    }
    return records
  }

  private func note(
    _ faults: [Resolution.Fault], _ buffer: ChunkBuffer, offset: Int, start: Int, line: Int, shift: Int
  ) {
    for fault in faults {
      log.add(fault.kind, file: file.index, repeats: fault.repeats) {
        // A fault in the header lies before `start`: lines and bytes are then counted backwards.
        let lines =
          fault.position >= start
          ? lineFeeds(buffer, start, fault.position) : -lineFeeds(buffer, fault.position, start)
        let row = fault.record < shift ? 0 : file.nextRow + fault.record - shift
        return StructureLog.Place(
          row: row, line: line + lines, byteOffset: offset + fault.position - start,
          message: StructureWords.message(
            fault.kind, limit: fault.kind == .recordTooLong ? spec.recordLimit : spec.fieldLimit,
            escaping: escaping(fault, buffer)))
      }
    }
  }

  /// One past the first record.
  func firstRecordEnd(_ buffer: ChunkBuffer) -> Int {
    let newlines = buffer.newlines
    var word = buffer.start / 64
    while newlines[word] == 0 { word += 1 }
    return word * 64 + newlines[word].trailingZeroBitCount + 1
  }

  func lineFeeds(_ buffer: ChunkBuffer, _ start: Int, _ end: Int) -> Int {
    let bytes = buffer.bytes
    var count = 0
    for position in start..<end where bytes[position] == Self.lineFeed { count += 1 }
    return count
  }
}

extension Splitter {
  static let lineFeed = UInt8(ascii: "\n")
  private static let nonASCII = UInt32(SLUICE_SEEN_NON_ASCII)
  private static let nul = UInt32(SLUICE_SEEN_NUL)
}
