internal import CSluiceKernels

/// Tells quoted delimiters and newlines from structural ones, 64 bytes a step.
///
/// How it works: a chunk starts at a record border, so it starts outside quotes; prefix-XOR over the quote bits
/// then gives, for every byte, whether it is inside. Doubled quotes leave and re-enter, which changes nothing for
/// the bytes around them. Shifted masks check what RFC 4180 asks: an opening quote follows a separator (or
/// is the second of a pair), a closing quote is followed by a separator, a CR outside quotes by LF.
/// What to beware: after the first violation the parity means nothing. `resolve` then returns nil, and the caller
/// classifies again and runs `RecordMachine`, which defines the meaning of malformed input.
enum QuoteResolver {
  static func resolve(_ buffer: ChunkBuffer) -> Resolution? {
    let words = buffer.wordRange
    guard let kernel = unsafe ColumnKernels.best.resolve, !words.isEmpty else { return resolveAlone(buffer) }
    var found = sluice_resolution()
    // SAFETY: the bitmaps have all of `words`.
    let isRegular = unsafe kernel(
      buffer.maps(from: words.lowerBound), words.count, UInt32(buffer.start % 64), validBits(buffer), &found)
    if isRegular == 0 { return nil }
    return Resolution(
      recordsEnd: found.behind_last == 0 ? buffer.start : words.lowerBound * 64 + Int(found.behind_last),
      records: Int(found.records), lineFeeds: Int(found.line_feeds), returnedRecords: Int(found.returned),
      hasQuotes: found.quotes != 0, hasDoubledQuotes: found.doubled != 0)
  }

  /// Those bits of the last word that speak of bytes which count.
  @inline(__always)
  private static func validBits(_ buffer: ChunkBuffer) -> UInt64 {
    buffer.end % 64 == 0 ? ~UInt64(0) : ~(~UInt64(0) << UInt64(buffer.end % 64))
  }

  /// The same without the kernel (resolve_avx2.c), whose oracle this is.
  static func resolveAlone(_ buffer: ChunkBuffer) -> Resolution? {
    let (delimiters, newlines) = (buffer.delimiters, buffer.newlines)
    let (quotes, returns) = (buffer.quotes, buffer.returns)
    let words = buffer.wordRange
    guard !words.isEmpty else { return Resolution(recordsEnd: buffer.start) }
    let valid = validBits(buffer)
    // What the last byte of the word before was. The first record starts as if behind a separator.
    var afterSeparator = UInt64(1) << UInt64(buffer.start % 64)
    var afterClosing: UInt64 = 0
    var afterReturn: UInt64 = 0
    var inside: UInt64 = 0
    var counts = Counts(start: buffer.start)

    for word in words {
      let (quote, carriage, feed) = (quotes[word], returns[word], newlines[word])
      if quote | inside | carriage | afterClosing | afterReturn == 0 {
        let separators = delimiters[word] | feed
        delimiters[word] = separators
        afterSeparator = separators >> 63
        counts.add(ends: feed, word: word)
        continue
      }
      let within = prefixXOR(quote) ^ inside
      let separators = (delimiters[word] | feed) & ~within
      let (opening, closing) = (quote & within, quote & ~within)
      let behindClosing = closing << 1 | afterClosing
      let outerReturn = carriage & ~within
      let behindReturn = outerReturn << 1 | afterReturn
      var violations = opening & ~(separators << 1 | afterSeparator | behindClosing)
      violations |= behindClosing & ~(separators | quote | carriage)
      violations |= behindReturn & ~feed
      if word == words.upperBound - 1 { violations &= valid }
      if violations != 0 { return nil }

      let ends = feed & ~within
      delimiters[word] = separators
      newlines[word] = ends
      counts.quotes |= quote
      counts.doubled |= opening & behindClosing
      counts.returned &+= (ends & behindReturn).nonzeroBitCount
      counts.add(ends: ends, feeds: feed, word: word)
      inside = UInt64(bitPattern: Int64(bitPattern: within) >> 63)
      afterSeparator = separators >> 63
      afterClosing = closing >> 63
      afterReturn = outerReturn >> 63
    }
    return counts.resolution
  }

  /// Bit i of the result is the XOR of bits 0...i.
  @inline(__always)
  static func prefixXOR(_ bits: UInt64) -> UInt64 {
    var x = bits
    x ^= x << 1
    x ^= x << 2
    x ^= x << 4
    x ^= x << 8
    x ^= x << 16
    x ^= x << 32
    return x
  }

  struct Counts {
    var records = 0
    var returned = 0
    var quotes: UInt64 = 0
    var doubled: UInt64 = 0
    private var lineFeeds = 0
    private var lineFeedsAtEnd = 0
    /// The last word with the end of a record, and its ends.
    private var lastWord = 0
    private var lastEnds: UInt64 = 0
    private let start: Int

    init(start: Int) { self.start = start }

    /// `ends`: line feeds, all of which end a record. Whether a word has one is anybody's guess, so nothing branches.
    @inline(__always)
    mutating func add(ends: UInt64, word: Int) {
      let hasEnd = ends != 0
      let count = ends & (ends &- 1) == 0 ? (hasEnd ? 1 : 0) : ends.nonzeroBitCount
      records &+= count
      lineFeeds &+= count
      lineFeedsAtEnd = hasEnd ? lineFeeds : lineFeedsAtEnd
      lastWord = hasEnd ? word : lastWord
      lastEnds = hasEnd ? ends : lastEnds
    }

    /// `ends`: the line feeds among `feeds` that end a record.
    @inline(__always)
    mutating func add(ends: UInt64, feeds: UInt64, word: Int) {
      if feeds == 0 { return }
      if ends != 0 {
        let upToHighest = ~UInt64(0) >> UInt64(ends.leadingZeroBitCount)
        lineFeedsAtEnd = lineFeeds &+ (feeds & upToHighest).nonzeroBitCount
        records &+= ends.nonzeroBitCount
        (lastWord, lastEnds) = (word, ends)
      }
      lineFeeds &+= feeds.nonzeroBitCount
    }

    /// One past the last record.
    private var recordsEnd: Int { lastEnds == 0 ? start : lastWord * 64 + 64 - lastEnds.leadingZeroBitCount }

    var resolution: Resolution {
      Resolution(
        recordsEnd: recordsEnd, records: records, lineFeeds: lineFeedsAtEnd, returnedRecords: returned,
        hasQuotes: quotes != 0, hasDoubledQuotes: doubled != 0)
    }
  }
}
