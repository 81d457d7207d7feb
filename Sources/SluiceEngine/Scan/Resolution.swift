/// Where the complete records of a chunk are: what quote resolution finds out, by whichever path.
///
/// On return the buffer's `delimiters` bitmap holds every structural separator (record ends too) and `newlines`
/// every record end, for bytes below `recordsEnd`.
struct Resolution {
  /// One past the last complete record; equal to the chunk's start where there is none.
  var recordsEnd: Int
  var records = 0
  /// Physical line feeds below `recordsEnd`, quoted ones too.
  var lineFeeds = 0
  /// Records that end in CR LF, overlong ones aside.
  var returnedRecords = 0
  var hasQuotes = false
  /// Whether a quoted field may hold doubled quotes, or escapes where the dialect has them.
  var hasDoubledQuotes = false
  /// Faults in the order of the bytes.
  var faults: [Fault] = []
  private(set) var runLength = 0
  /// Comment lines, neighbours joined, ascending; no separator in them is marked.
  private(set) var comments: [Range<Int>] = []
  private(set) var commentLines = 0
  /// True where an overlong record or a comment has no end in sight: what follows is dropped up to the next line feed.
  var skipsToLineEnd = false

  /// Whether a record holds a line feed besides the one that ends it.
  var hasQuotedLineFeeds: Bool {
    // Every record has one at its end, but for the one that goes on in the next chunk.
    lineFeeds != records - (skipsToLineEnd ? 1 : 0)
  }

  /// Records beyond a limit, ascending.
  var overlong: [Int] {
    faults.lazy.filter { $0.kind.isOverlong }.reduce(into: []) { records, fault in
      if records.last != fault.record { records.append(fault.record) }
    }
  }

  /// A line that is no record; `isWhole` is false where it goes on behind the chunk.
  mutating func addComment(_ line: Range<Int>, isWhole: Bool) {
    commentLines += 1
    lineFeeds += isWhole ? 1 : 0
    skipsToLineEnd = !isWhole
    recordsEnd = line.upperBound
    if let last = comments.indices.last, comments[last].upperBound == line.lowerBound {
      comments[last] = comments[last].lowerBound..<line.upperBound
    } else {
      comments.append(line)
    }
  }

  struct Fault {
    var kind: StructureKind
    /// Index of the byte in the buffer.
    var position: Int
    /// Record of the chunk, from 0.
    var record: Int
    /// Further ones of the kind in this record, whose places are not kept.
    var repeats = 0
  }

  /// Adds a fault; of endless ones of a kind in one record only the first have places.
  mutating func add(_ kind: StructureKind, at position: Int) {
    if let last = faults.last, last.kind == kind, last.record == records {
      runLength += 1
      if runLength > Self.longestRun {
        faults[faults.count - 1].repeats += 1
        return
      }
    } else {
      runLength = 1
    }
    faults.append(Fault(kind: kind, position: position, record: records))
  }

  /// As many as samples can be asked for.
  private static let longestRun = 100_000
}
