internal import CSluiceKernels

/// The bytes of one chunk with room before and behind them, and the bitmaps that speak of them.
///
/// How it works: chunk bytes always start at `slack`, a multiple of 64, so that a worker can read and classify
/// them before it knows what the previous chunk left over. That leftover is copied in front of them later, and
/// only its own words are classified then. Word w of every bitmap speaks of bytes 64w ..< 64w+64 of the buffer.
/// A record longer than a chunk is put together in a buffer of its own: see `append`, `swap`, `takeBack`.
/// What to beware: bits outside `start ..< end` are garbage until `trim` clears them. Bytes that were appended are not
/// classified; `look` is for those that only `RecordMachine` will read.
@safe final class ChunkBuffer {
  /// Index of the first and one past the last byte that count.
  private(set) var start: Int
  private(set) var end: Int
  /// `SLUICE_SEEN_…` bits of everything classified.
  private(set) var seen: UInt32 = 0

  private var slack: Int { Self.ordinarySlack }
  private var pages: Pages
  private var words = Pages(count: 0)
  private let classify: sluice_classify_function
  private let mark: sluice_mark_function
  /// Whether the fifth bitmap is in use: only in dialects that escape quotes.
  private var marksEscapes = false
  /// Whether the bitmaps say all that they can; false behind `look`.
  private(set) var isClassified = false

  private static let bitmaps = 5
  private static let ordinarySlack = 64 * 1024

  init(chunkBytes: Int) {
    (start, end) = (Self.ordinarySlack, Self.ordinarySlack)
    pages = Pages(count: Self.capacity(slack: Self.ordinarySlack, chunkBytes: chunkBytes))
    unsafe pages.base.update(repeating: Self.filler, count: Self.ordinarySlack)
    unsafe classify = sluice_classify_best()
    unsafe mark = sluice_mark_best()
  }

  /// Bytes that are in memory already, not classified: for whoever reads them with `RecordMachine`.
  convenience init(_ bytes: [UInt8]) {
    self.init(chunkBytes: bytes.count)
    makeWords(.standard)
    end = start + bytes.count
    // SAFETY: the memory was made for that many bytes behind the slack.
    unsafe (memory + start).update(from: bytes, count: bytes.count)
    fillBehind()
  }

  /// What lies around the bytes that count: nothing that a kernel would report.
  private static let filler = UInt8(ascii: " ")

  private static func capacity(slack: Int, chunkBytes: Int) -> Int {
    // One byte for a line end that the file lacks, and what word loads need behind that.
    (slack + chunkBytes + 1 + Bytes.padding + 127) / 64 * 64
  }

  private var memory: UnsafeMutablePointer<UInt8> { unsafe pages.base }
  private var capacity: Int { pages.count }
  var bytes: Bytes { unsafe Bytes(base: memory, count: capacity - Bytes.padding) }
  var count: Int { end - start }

  private var wordCount: Int { capacity / 64 }
  var delimiters: Lane<UInt64> { bitmap(0) }
  var newlines: Lane<UInt64> { bitmap(1) }
  var quotes: Lane<UInt64> { bitmap(2) }
  var returns: Lane<UInt64> { bitmap(3) }
  /// Only of dialects that escape quotes.
  var escapes: Lane<UInt64> { bitmap(4) }
  var wordRange: Range<Int> { start / 64..<(end + 63) / 64 }

  private func bitmap(_ index: Int) -> Lane<UInt64> {
    // Of nothing there are no bitmaps.
    if words.count == 0 { return words.words(from: 0, count: 0) }
    return words.words(from: index * wordCount, count: wordCount)
  }

  /// Reads a chunk and classifies it. Independent of all other chunks.
  func fill(_ claim: ChunkClaim, dialect: Dialect) throws(SourceError) {
    _ = try unsafe receive(upTo: claim.count) { target throws(SourceError) in
      try unsafe claim.file.read(into: target, offset: claim.offset, count: claim.count)
      return claim.count
    }
    classify(dialect)
  }

  /// Takes a chunk from a reader, which is given the memory and returns how many bytes it wrote there.
  func receive<Failure: Error>(
    upTo count: Int, _ read: (UnsafeMutablePointer<UInt8>) throws(Failure) -> Int
  ) throws(Failure) -> Int {
    let needed = Self.capacity(slack: Self.ordinarySlack, chunkBytes: count)
    // Memory that grew for one long record is not kept for all that follow.
    if capacity < needed || capacity > 4 * needed { replaceMemory(chunkBytes: count) }
    (start, end, seen) = (slack, slack, 0)
    let got = try unsafe read(memory + slack)
    end = slack + got
    return got
  }

  /// Whether what was received is the beginning of a compressed file.
  var isCompressed: Bool {
    Compression(bytes.copy(start, min(end - start, Compression.magicBytes))) != nil
  }

  /// Classifies the chunk that was received.
  func classify(_ dialect: Dialect) {
    seen = 0
    isClassified = true
    fillBehind()
    classify(from: start / 64 * 64, to: end, dialect: dialect)
  }

  /// Classifies bytes that may be more than a chunk: no more than will be asked for.
  func classify(_ spec: ScanSpec) {
    if count <= spec.ordinaryBytes { classify(spec.dialect) } else { look(spec.dialect) }
  }

  /// In place of `classify`, where nobody will ask for bitmaps that `RecordMachine` does not write itself.
  ///
  /// It notes what there may be, and makes room for the bitmaps: two, where the machine reads, cost a quarter of the bytes.
  private func look(_ dialect: Dialect) {
    isClassified = false
    fillBehind()
    makeWords(dialect)
    marksEscapes = dialect.escape != nil
    var (any, zeros) = (UInt64(0), UInt64(0))
    let bytes = self.bytes
    for position in stride(from: start / 64 * 64, to: end, by: 8) {
      let word = bytes.word(at: position)
      any |= word
      zeros |= (word &- 0x0101_0101_0101_0101) & ~word
    }
    seen = UInt32(SLUICE_SEEN_QUOTE) | UInt32(SLUICE_SEEN_RETURN)
    if any & 0x8080_8080_8080_8080 != 0 { seen |= UInt32(SLUICE_SEEN_NON_ASCII) }
    if zeros & 0x8080_8080_8080_8080 != 0 { seen |= UInt32(SLUICE_SEEN_NUL) }
  }

  private func fillBehind() { unsafe (memory + end).update(repeating: Self.filler, count: Bytes.padding) }

  /// Puts `leftover` in front of the bytes that are there; it must fit the slack.
  func prepend(_ leftover: [UInt8], dialect: Dialect) {
    if leftover.isEmpty { return }
    precondition(leftover.count <= start, "a leftover longer than `longestLeftover` is assembled elsewhere")
    let border = start
    start -= leftover.count
    // SAFETY: `start` stays at or above 0, as was just made sure.
    unsafe (memory + start).update(from: leftover, count: leftover.count)
    classify(from: start / 64 * 64, to: border, dialect: dialect)
  }

  /// What fits in front of any chunk.
  static let longestLeftover = ordinarySlack

  // MARK: Records longer than a chunk

  /// Adds bytes behind those that are there, which are not classified.
  func append(_ bytes: Bytes, _ range: Range<Int>) {
    assert(start == slack)
    let needed = Self.capacity(slack: slack, chunkBytes: count + range.count)
    if capacity < needed { grow(to: needed) }
    // SAFETY: there is room now, and the range lies in the memory of the bytes.
    unsafe (memory + end).update(from: bytes.base + range.lowerBound, count: range.count)
    end += range.count
  }

  func append(_ bytes: [UInt8]) {
    var bytes = bytes
    unsafe bytes.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      append(unsafe Bytes(base: base, count: buffer.count), 0..<buffer.count)
    }
  }

  /// Forgets the bytes that are there.
  func removeAll() { (start, end, seen) = (slack, slack, 0) }

  /// Exchanges everything with another buffer.
  func swap(with other: ChunkBuffer) {
    Swift.swap(&start, &other.start)
    Swift.swap(&end, &other.end)
    Swift.swap(&seen, &other.seen)
    Swift.swap(&pages, &other.pages)
    Swift.swap(&words, &other.words)
    Swift.swap(&marksEscapes, &other.marksEscapes)
    Swift.swap(&isClassified, &other.isClassified)
  }

  /// Gives memory back that no ordinary chunk needs.
  func giveBack() {
    if pages.isLong { replaceMemory(chunkBytes: 0) }
    removeAll()
  }

  /// Keeps the last `count` bytes alone, where `append` expects them, and gives the bitmaps back.
  func keepLast(_ count: Int) {
    // SAFETY: `count` bytes end at `end`, and may overlap the place that they go to.
    unsafe (memory + slack).update(from: memory + (end - count), count: count)
    (start, end, seen) = (slack, slack + count, 0)
    words = Pages(count: 0)
  }

  /// Moves to more memory. What is long is reserved for as much as a record may be, so that it moves once.
  private func grow(to needed: Int) {
    let larger = Pages(count: needed + needed / 4 < Pages.long ? needed + needed / 4 : max(needed, Self.longest))
    // SAFETY: all bytes up to `end` fit the larger memory.
    unsafe larger.base.update(from: memory, count: end)
    pages = larger
    words = Pages(count: 0)
  }

  /// Of a record within the usual limits, and what is put behind it before it is looked at.
  private static let longest = 40 << 20

  /// Ends the last record of a file whose last line has no line end.
  func appendLineEnd(dialect: Dialect) {
    bytes[end] = UInt8(ascii: "\n")
    let word = end / 64
    // Of bytes that are not classified yet, none is.
    if words.count > 0 { classify(from: word * 64, to: end + 1, dialect: dialect) }
    end += 1
  }

  /// Drops the first `count` bytes: a byte order mark, a header, the rest of an overlong record.
  func drop(_ count: Int) { start += count }

  /// Clears the bits of bytes outside `start ..< end`, once both are final.
  func trim() {
    guard start < end else { return }
    let head = ~UInt64(0) << UInt64(start % 64)
    let tail = end % 64 == 0 ? ~UInt64(0) : ~(~UInt64(0) << UInt64(end % 64))
    for map in [delimiters, newlines, quotes, returns] + (marksEscapes ? [escapes] : []) {
      map[start / 64] &= head
      map[(end - 1) / 64] &= tail
    }
  }

  private func classify(from first: Int, to last: Int, dialect: Dialect) {
    guard first < last else { return }
    assert(first % 64 == 0)
    let word = first / 64
    makeWords(dialect)
    // SAFETY: memory and bitmaps reach to the next multiple of 64 beyond `last`.
    let maps = unsafe maps(from: word)
    let count = (last + 63) / 64 - word
    seen |= unsafe classify(memory + first, count, dialect.delimiter, dialect.quote ?? dialect.delimiter, maps)
    if dialect.quote == nil { forgetQuotes(word..<word + count) }
    marksEscapes = dialect.escape != nil
    if let escape = dialect.escape { unsafe mark(memory + first, count, escape, escapes.base + word) }
  }

  /// The bitmaps of a classified buffer, from word `first` on.
  // SAFETY: for as long as nobody asks for more memory.
  func maps(from first: Int) -> sluice_bitmaps {
    unsafe sluice_bitmaps(
      delimiters: delimiters.base + first, newlines: newlines.base + first, quotes: quotes.base + first,
      returns: returns.base + first)
  }

  /// Where nothing is quoted, the kernel was asked for delimiters twice.
  private func forgetQuotes(_ words: Range<Int>) {
    let quotes = self.quotes
    for word in words { quotes[word] = 0 }
    seen &= ~UInt32(SLUICE_SEEN_QUOTE)
  }

  /// Moves to other memory, without the bytes.
  private func replaceMemory(chunkBytes: Int) {
    (pages, words) = (Pages(count: 0), Pages(count: 0))
    pages = Pages(count: Self.capacity(slack: slack, chunkBytes: chunkBytes))
    unsafe memory.update(repeating: Self.filler, count: slack)
  }

  /// Bitmaps for the memory that there is: the fifth only where it is used.
  private func makeWords(_ dialect: Dialect) {
    let count = (dialect.escape == nil ? Self.bitmaps - 1 : Self.bitmaps) * wordCount * 8
    if words.count < count { words = Pages(count: count) }
  }
}
