internal import SluiceContract

/// Divides the records of the chunks that one thread reads into those that are accepted and those that are not.
///
/// How it works: the bytes of a chunk are copied before anything is decoded, since decoding undoes doubled quotes in
/// place. Only columns with a rule that rejects are decoded, each into memory of its own, and only those rules run. Then
/// the records are walked in order: their bytes go to one side or the other, in runs, and the reasons of the rejected
/// are written down. What was made of a chunk is handed on in the order of the chunks.
/// Memory: the chunk three times over, its reasons, and the lanes of the columns that decide.
final class QuarantineWorker: BatchWorker {
  private let plan: QuarantinePlan
  private let dialect: Dialect
  private let writer: QuarantineWriter
  private let columns: [ColumnBatch]
  private let kinds: [ColumnKind]
  private let readings: [TimeReading?]
  private let runners: [[CellTestRunner]]
  private let keys: [QuarantinePlan.Key]
  private var lines: QuarantineReasons
  private var piece = QuarantinePiece()

  /// The chunk as it came; index 0 is the first byte that it used up, which is byte `copyStart` of the buffer.
  private let copyStorage = LaneStorage<UInt8>(repeating: 0)
  private var copyStart = 0
  private var copyCount = 0
  private var hasRecords = false
  private let endStorage = LaneStorage<UInt32>(repeating: 0)
  private let failStorage = LaneStorage<UInt8>(repeating: 0)

  init(_ plan: QuarantinePlan, _ spec: PassSpec, files: [BatchReader.FileOutcome], writer: QuarantineWriter) {
    self.plan = plan
    dialect = spec.scan.dialect
    self.writer = writer
    columns = plan.columns.map { _ in ColumnBatch() }
    runners = plan.columns.map { column in column.tests.map { CellTestRunner($0.test, samples: 0) } }
    keys = plan.columns.flatMap(\.keys) + plan.keys
    lines = QuarantineReasons(plan, paths: files.map(\.file.path))
    kinds = plan.columns.map { spec.columns[$0.index].kind }
    readings = plan.columns.map { spec.columns[$0.index].reading }
  }

  func begin(_ chunk: ChunkBytes) {
    copyStart = chunk.range.lowerBound
    copyCount = chunk.range.count
    let copy = copyStorage.lane(of: copyCount)
    // SAFETY: the lane holds `copyCount` elements, and the range lies in the memory of the chunk.
    unsafe copy.base.update(from: chunk.bytes.base + copyStart, count: copyCount)
    hasRecords = false
    lines.removeAll()
  }

  func add(_ batch: RecordBatch) {
    let span = batch.span
    let fails = failingRows(batch)
    let ends = batch.recordEnds(into: endStorage)
    let copy = copyStorage.lane
    piece.begin(copy, records: span.start - copyStart)
    hasRecords = true
    var faults = batch.recordFaults.filter { plan.faults.contains($0.kind) }
    // The sort is stable: faults of one record stay in their order.
    faults.sort { $0.record < $1.record }
    var cursor = Cursor(line: span.firstLine, start: span.start)
    for record in 0..<span.records {
      let end = min(Int(ends[record]), copyStart + copyCount)
      let row = cursor.row < batch.rows && batch.record(of: cursor.row) == record ? cursor.row : nil
      let first = cursor.fault
      while cursor.fault < faults.count && faults[cursor.fault].record == record { cursor.fault += 1 }
      let isBlank = span.firstRow + record >= plan.parts[span.layout.fileIndex].firstTrailingBlank
      let isBroken = cursor.fault > first && !isBlank
      if isBroken || row.map({ fails[$0] != 0 }) ?? false {
        piece.add(.rejected, upTo: end - copyStart, of: copy)
        lines.begin(
          part: span.layout.fileIndex, row: span.firstRow + record, line: cursor.line,
          byte: span.byteOffset + cursor.start - span.start)
        if isBroken { lines.add(faults[first..<cursor.fault]) }
        if let row { lines.add(row: row, ordinal: span.firstOrdinal + record, columns: columns) }
      } else {
        piece.add(.accepted, upTo: end - copyStart, of: copy)
      }
      if row != nil { cursor.row += 1 }
      cursor.line += span.hasQuotedLineFeeds ? lineFeeds(cursor.start, end) : 1
      cursor.start = end
    }
  }

  private struct Cursor {
    var line: Int
    var start: Int
    var row = 0
    var fault = 0
  }

  func end(_ chunk: ChunkBytes) {
    if !hasRecords { piece.begin(copyStorage.lane, records: copyCount) }
    piece.end(copyStorage.lane, count: copyCount)
    writer.take(chunk, piece, reasons: lines.bytes)
  }

  func breakOff() { writer.breakOff() }

  private func lineFeeds(_ start: Int, _ end: Int) -> Int {
    let copy = copyStorage.lane
    var count = 0
    for index in start - copyStart..<end - copyStart { count &+= copy[index] == UInt8(ascii: "\n") ? 1 : 0 }
    return count
  }
}

// MARK: - Rules

extension QuarantineWorker {
  /// For every row of the batch, whether it breaks a rule that rejects.
  private func failingRows(_ batch: RecordBatch) -> Lane<UInt8> {
    let fails = failStorage.lane(of: batch.rows)
    for row in 0..<batch.rows { fails[row] = 0 }
    let fields = batch.span.layout.fields
    lines.beginBatch()
    for (position, spec) in plan.columns.enumerated() {
      guard let field = fields[spec.index] else { continue }
      let column = columns[position]
      column.gather(batch, field: field, dialect: dialect)
      Decoder.decode(column, as: kinds[position], readings[position], dialect: dialect)
      lines.begin(column: position)
      for (index, runner) in runners[position].enumerated() {
        let (broken, count) = runner.evaluate(column)
        if count == 0 { continue }
        lines.add(test: index, ofColumn: position, fails: broken)
        for row in 0..<batch.rows { fails[row] |= broken[row] }
      }
    }
    markDuplicates(batch, fails)
    return fails
  }

  /// Rows whose ordinal is in the set of a key that is broken.
  private func markDuplicates(_ batch: RecordBatch, _ fails: Lane<UInt8>) {
    let first = batch.span.firstOrdinal
    for key in keys where key.rows.intersects(first..<first + batch.span.records) {
      for row in 0..<batch.rows where key.rows.contains(first + batch.record(of: row)) { fails[row] = 1 }
    }
  }
}
