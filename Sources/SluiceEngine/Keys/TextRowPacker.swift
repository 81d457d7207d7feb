internal import CSluiceKernels

/// Packs rows that were kept as text, for one thread.
///
/// How it works: their texts are put one behind the other, as they stood in their log, and read as a chunk of it.
/// What to beware: rows are valid until the next ones are packed.
final class TextRowPacker {
  /// Rows that are packed at a time, at most: as many as a chunk has.
  static let mostRows = 256

  let packer: RowPacker
  private let scan: ScanSpec
  private let layout: FileLayout
  private let buffer = ChunkBuffer(chunkBytes: 0)
  private var batch: RecordBatch?

  init(_ spec: RowPacker.Spec, _ texts: TextRows) {
    packer = RowPacker(spec)
    scan = ScanSpec(dialect: spec.dialect, columns: [])
    layout = texts.layout
  }

  @inline(__always)
  func row(_ index: Int) -> PackedRow { packer.row(index) }

  /// Packs any number of rows that are text, in their order, and hands each on while it is valid.
  func pack<Failure: Error>(
    all rows: ArraySlice<PackedRow>, _ body: (PackedRow) throws(Failure) -> Void
  ) throws(Failure) {
    var rest = rows
    while !rest.isEmpty {
      let some = rest.prefix(Self.mostRows)
      rest = rest.dropFirst(Self.mostRows)
      pack(some)
      for index in 0..<some.count { try body(row(index)) }
    }
  }

  /// Packs rows that are text, in their order.
  func pack(_ rows: ArraySlice<PackedRow>) {
    if rows.isEmpty { return }
    var faults = RecordFaults(limit: 0)
    let span = write(rows)
    let batch = self.batch ?? RecordBatch(buffer, span)
    self.batch = batch
    batch.load(buffer, span, faults: &faults)
    precondition(batch.rows == rows.count, "a row that was read once is none when it stands alone")
    packer.pack(batch)
    for (index, text) in rows.enumerated() {
      let row = packer.row(index)
      row[0] = text.hash
      row[2] = UInt64(truncatingIfNeeded: text.ordinal)
    }
  }

  /// Fills the buffer with the texts, as lines.
  private func write(_ rows: ArraySlice<PackedRow>) -> RecordSpan {
    let total = rows.reduce(0) { $0 + $1.textLength + 1 }
    _ = unsafe buffer.receive(upTo: total) { target in
      var end = 0
      for row in rows {
        // SAFETY: there is room for all texts, with a line end each, and for what is written behind the last one.
        unsafe row.writeText(to: target + end)
        end += row.textLength
        unsafe target[end] = UInt8(ascii: "\n")
        end += 1
      }
      return end
    }
    buffer.classify(scan.dialect)
    buffer.trim()
    let resolution =
      QuoteResolver.resolve(buffer)
      ?? RecordMachine.resolve(
        buffer, dialect: scan.dialect, isLastOfFile: true, limit: scan.fieldLimit, recordLimit: scan.recordLimit)
    precondition(resolution.records == rows.count, "rows without quotes are as many as their lines")
    return RecordSpan(
      layout: layout, start: buffer.start, end: buffer.end, records: rows.count, firstRow: 1, firstOrdinal: 0,
      firstLine: 1, byteOffset: 0, hasQuotes: false, hasDoubledQuotes: false,
      hasReturns: resolution.returnedRecords > 0, hasQuotedLineFeeds: false,
      mayHaveNonASCII: buffer.seen & UInt32(SLUICE_SEEN_NON_ASCII) != 0,
      mayHaveNUL: buffer.seen & UInt32(SLUICE_SEEN_NUL) != 0, encoding: nil, broken: [], overlong: [])
  }
}
