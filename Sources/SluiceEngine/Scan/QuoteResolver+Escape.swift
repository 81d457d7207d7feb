/// Quotes that are escaped with a backslash instead of doubled.
///
/// How it works: as with doubled quotes, but quotes behind an odd run of escapes are taken out before the parity. Runs
/// are told odd from even by one addition a word: the carry of run plus its start runs through to the run's end (as in
/// simdjson). Whether an escape stands inside quotes, where alone it means something, is only known afterwards: a quote
/// that was taken out and turns out to stand outside is a violation, and so is one that follows a closing quote.
/// What to beware: an escape at the end of a word reaches into the next; outside quotes it must not.
extension QuoteResolver {
  static func resolveEscaped(_ buffer: ChunkBuffer) -> Resolution? {
    let (delimiters, newlines) = (buffer.delimiters, buffer.newlines)
    let (quotes, returns, escapes) = (buffer.quotes, buffer.returns, buffer.escapes)
    let words = buffer.wordRange
    guard !words.isEmpty else { return Resolution(recordsEnd: buffer.start) }
    let valid = buffer.end % 64 == 0 ? ~UInt64(0) : ~(~UInt64(0) << UInt64(buffer.end % 64))
    var afterSeparator = UInt64(1) << UInt64(buffer.start % 64)
    var afterClosing: UInt64 = 0
    var afterReturn: UInt64 = 0
    var inside: UInt64 = 0
    var isEscaped: UInt64 = 0
    var counts = Counts(start: buffer.start)

    for word in words {
      let (carriage, feed) = (returns[word], newlines[word])
      if quotes[word] | inside | carriage | afterClosing | afterReturn == 0 {
        let separators = delimiters[word] | feed
        delimiters[word] = separators
        afterSeparator = separators >> 63
        counts.add(ends: feed, feeds: feed, word: word)
        continue
      }
      let escaped = Self.escaped(escapes[word], isEscaped: &isEscaped)
      let quote = quotes[word] & ~escaped
      let within = prefixXOR(quote) ^ inside
      let separators = (delimiters[word] | feed) & ~within
      let (opening, closing) = (quote & within, quote & ~within)
      let behindClosing = closing << 1 | afterClosing
      let outerReturn = carriage & ~within
      let behindReturn = outerReturn << 1 | afterReturn
      var violations = quotes[word] & escaped & ~within
      violations |= opening & ~(separators << 1 | afterSeparator)
      violations |= behindClosing & ~(separators | carriage)
      violations |= behindReturn & ~feed
      if word == words.upperBound - 1 { violations &= valid }
      if violations != 0 { return nil }

      let ends = feed & ~within
      delimiters[word] = separators
      newlines[word] = ends
      counts.quotes |= quote
      counts.doubled |= escapes[word] & within
      counts.returned &+= (ends & behindReturn).nonzeroBitCount
      counts.add(ends: ends, feeds: feed, word: word)
      inside = UInt64(bitPattern: Int64(bitPattern: within) >> 63)
      afterSeparator = separators >> 63
      afterClosing = closing >> 63
      afterReturn = outerReturn >> 63
      isEscaped &= inside
    }
    return counts.resolution
  }

  /// The bytes that an escape stands before; `isEscaped` says so of the word's first byte, then of the next word's.
  @inline(__always)
  private static func escaped(_ escapes: UInt64, isEscaped: inout UInt64) -> UInt64 {
    if escapes == 0 {
      defer { isEscaped = 0 }
      return isEscaped
    }
    let evenBits: UInt64 = 0x5555_5555_5555_5555
    // An escape that is escaped itself begins no run.
    let active = escapes & ~isEscaped
    let followers = active << 1 | isEscaped
    let oddStarts = active & ~evenBits & ~followers
    let (sums, overflow) = oddStarts.addingReportingOverflow(active)
    isEscaped = overflow ? 1 : 0
    return (evenBits ^ (sums << 1)) & followers
  }
}
