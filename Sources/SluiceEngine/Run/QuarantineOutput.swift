internal import Glibc

/// What is made of one chunk: its bytes by the side that they go to, and the reasons.
///
/// A structure that a worker changes once a chunk: every access to a variable of a class is checked while it runs, and a
/// record takes several.
struct QuarantineOutput: ~Copyable {
  var lines: QuarantineReasons
  var piece = QuarantinePiece()

  init(lines: consuming QuarantineReasons) { self.lines = lines }

  /// A chunk as it came; index 0 of the copy is byte `start` of the buffer.
  struct Chunk {
    var copy: Lane<UInt8>
    var start: Int
    var count: Int

    /// Line feeds from byte `first` of the buffer on, before `end`.
    // SAFETY: both lie in the chunk, whose copy has its bytes from `start` on.
    func lineFeeds(_ first: Int, _ end: Int) -> Int {
      var count = 0
      var next = unsafe UnsafePointer(copy.base) + (first - start)
      var rest = end - first
      while let found = unsafe memchr(next, Int32(UInt8(ascii: "\n")), rest) {
        count &+= 1
        let after = unsafe UnsafePointer(found.assumingMemoryBound(to: UInt8.self)) + 1
        unsafe rest -= after - next
        unsafe next = after
      }
      return count
    }
  }

  /// Which records of a chunk are rejected.
  struct Division {
    var batch: RecordBatch
    /// For each row, whether it breaks a rule; nil where none does.
    var fails: Lane<UInt8>?
    /// Those that reject, records ascending.
    var faults: [RecordFault]
    /// Index of the buffer behind each record.
    var ends: Lane<UInt32>
    /// Of the plan's columns.
    var columns: [ColumnBatch]
    var firstTrailingBlank: Int
  }

  private struct Cursor {
    var line: Int
    var start: Int
    var row = 0
    var fault = 0
  }

  /// Walks over the records of a chunk of which some are rejected.
  mutating func divide(_ chunk: Chunk, _ division: Division) {
    let (batch, faults) = (division.batch, division.faults)
    let span = batch.span
    var cursor = Cursor(line: span.firstLine, start: span.start)
    for record in 0..<span.records {
      let end = min(Int(division.ends[record]), chunk.start + chunk.count)
      let row = cursor.row < batch.rows && batch.record(of: cursor.row) == record ? cursor.row : nil
      let first = cursor.fault
      while cursor.fault < faults.count && faults[cursor.fault].record == record { cursor.fault += 1 }
      let isBroken = cursor.fault > first && span.firstRow + record < division.firstTrailingBlank
      let isFailing = if let row, let fails = division.fails { fails[row] != 0 } else { false }
      if isBroken || isFailing {
        piece.add(.rejected, upTo: end - chunk.start, of: chunk.copy)
        lines.begin(
          QuarantineReasons.Place(
            part: span.layout.fileIndex, row: span.firstRow + record, line: cursor.line,
            byte: span.byteOffset + cursor.start - span.start))
        if isBroken { lines.add(faults[first..<cursor.fault]) }
        if let row, isFailing { lines.add(row: row, columns: division.columns) }
      } else {
        piece.add(.accepted, upTo: end - chunk.start, of: chunk.copy)
      }
      if row != nil { cursor.row += 1 }
      cursor.line += span.hasQuotedLineFeeds ? chunk.lineFeeds(cursor.start, end) : 1
      cursor.start = end
    }
  }
}
