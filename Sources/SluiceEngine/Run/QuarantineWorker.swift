internal import Glibc
internal import SluiceContract

/// Divides the records of the chunks that one thread reads into those that are accepted and those that are not.
///
/// How it works: the bytes of a chunk are copied before anything is decoded, since decoding undoes doubled quotes in
/// place. Only columns with a rule that rejects are decoded, each into memory of its own, and only those rules run. Then
/// the records are walked in order: their bytes go to one side or the other, in runs, and the reasons of the rejected
/// are written down. What was made of a chunk is handed on in the order of the chunks.
/// Memory: the chunk three times over, of a long record twice, its reasons, and the lanes of the columns that decide.
final class QuarantineWorker: BatchWorker {
  private let plan: QuarantinePlan
  private let dialect: Dialect
  private let writer: QuarantineWriter
  private let columns: [ColumnBatch]
  private let kinds: [ColumnKind]
  private let readings: [TimeReading?]
  private let runners: [[CellTestRunner]]
  /// For columns with tests of what is inside their cells.
  private let nested: [NestedRows?]
  /// Rows with a duplicated key, for keys of one column and of several.
  private let keyStorage: [[LaneStorage<UInt8>]]
  private let wideKeyStorage: [LaneStorage<UInt8>]
  private let rowTests: RowTestRunner
  /// For each column of the pass, its memory here; nil for those that no rule needs, or that the file lacks.
  private var present: [ColumnBatch?]
  private var output: QuarantineOutput
  private var reasons: [UInt8] = []

  /// Of the system and not of the allocator, which would keep what one long record took.
  private var copyMemory = Pages(count: 0)
  private var chunk: QuarantineOutput.Chunk
  private var hasRecords = false
  private let endStorage = LaneStorage<UInt32>(repeating: 0)
  private let failStorage = LaneStorage<UInt8>(repeating: 0)

  init(_ plan: QuarantinePlan, _ spec: PassSpec, files: [BatchReader.FileOutcome], writer: QuarantineWriter) {
    self.plan = plan
    dialect = spec.scan.dialect
    self.writer = writer
    columns = plan.columns.map { _ in ColumnBatch() }
    runners = plan.columns.map { column in column.tests.map { CellTestRunner($0.test, samples: 0) } }
    nested = plan.columns.map { column in
      let kind = spec.columns[column.index].kind
      guard !column.nestedTests.isEmpty, let nested = spec.columns[column.index].nested,
        case .container(let container) = kind
      else { return nil }
      return NestedRows(nested.shape, container, column.nestedTests.map { ($0.node, $0.test) })
    }
    keyStorage = plan.columns.map { $0.keys.map { _ in LaneStorage(repeating: 0) } }
    wideKeyStorage = plan.keys.map { _ in LaneStorage(repeating: 0) }
    var tests = spec.rowTests
    tests.tests = plan.rowTests.map(\.spec)
    tests.keyConditions = []
    rowTests = RowTestRunner(tests, samples: 0)
    present = spec.columns.map { _ in nil }
    output = QuarantineOutput(lines: QuarantineReasons(plan, paths: files.map(\.file.path)))
    chunk = QuarantineOutput.Chunk(copy: copyMemory.bytes(count: 0), start: 0, count: 0)
    kinds = plan.columns.map { spec.columns[$0.index].kind }
    readings = plan.columns.map { spec.columns[$0.index].reading }
  }

  func begin(_ chunk: ChunkBytes) {
    let count = chunk.range.count
    if copyMemory.count < count { copyMemory = Pages(count: count) }
    self.chunk = QuarantineOutput.Chunk(
      copy: copyMemory.bytes(count: count), start: chunk.range.lowerBound, count: count)
    // SAFETY: the lane holds `count` elements, and the range lies in the memory of the chunk.
    unsafe self.chunk.copy.base.update(from: chunk.bytes.base + self.chunk.start, count: count)
    hasRecords = false
    output.lines.removeAll()
  }

  func add(_ batch: RecordBatch) {
    let span = batch.span
    hasRecords = true
    output.piece.begin(chunk.copy, records: span.start - chunk.start)
    let fails = failingRows(batch)
    let faults = batch.recordFaults.filter { plan.faults.contains($0.kind) }
    if fails == nil && faults.isEmpty {
      output.piece.accept(records: span.records, upTo: min(span.end - chunk.start, chunk.count))
    } else {
      // The sort is stable: faults of one record stay in their order.
      output.divide(
        chunk,
        QuarantineOutput.Division(
          batch: batch, fails: fails, faults: faults.sorted { $0.record < $1.record },
          ends: batch.recordEnds(into: endStorage), columns: columns,
          firstTrailingBlank: plan.parts[span.layout.fileIndex].firstTrailingBlank))
    }
  }

  private static let longest = 1 << 20

  func end(_ chunk: ChunkBytes) {
    let copy = self.chunk
    if !hasRecords { output.piece.begin(copy.copy, records: copy.count) }
    output.piece.end(copy.copy, count: copy.count)
    output.lines.copy(to: &reasons)
    writer.take(chunk, output.piece, of: copy.copy, reasons: reasons)
    // Memory that grew for one long record is not kept for all that follow.
    if copy.count > Self.longest {
      copyMemory = Pages(count: 0)
      output.piece = QuarantinePiece()
    }
  }

  func breakOff() { writer.breakOff() }
}

// MARK: - Rules

extension QuarantineWorker {
  /// For every row of the batch, whether it breaks a rule that rejects; nil where none does.
  private func failingRows(_ batch: RecordBatch) -> Lane<UInt8>? {
    let fails = failStorage.lane(of: batch.rows)
    for row in 0..<batch.rows { fails[row] = 0 }
    var isAny = false
    let note = { (broken: Lane<UInt8>) in
      isAny = true
      for row in 0..<batch.rows { fails[row] |= broken[row] }
    }
    output.lines.beginBatch()
    for (position, spec) in plan.columns.enumerated() {
      present[spec.index] = nil
      guard let field = batch.span.layout.fields[spec.index] else { continue }
      let column = columns[position]
      present[spec.index] = column
      column.gather(batch, field: field, dialect: dialect)
      var broken: [Lane<UInt8>?] = []
      if let nested = nested[position] {
        nested.decode(column)
      } else {
        Decoder.decode(column, as: kinds[position], readings[position], dialect: dialect)
      }
      for runner in runners[position] { broken.append(Self.rows(runner.evaluate(column))) }
      if let nested = nested[position] {
        for index in spec.nestedTests.indices { broken.append(Self.rows(nested.failing(test: index))) }
      }
      for (index, key) in spec.keys.enumerated() {
        broken.append(duplicates(key, batch, keyStorage[position][index]))
      }
      for (index, rows) in broken.enumerated() {
        guard let rows else { continue }
        output.lines.add(check: index, ofColumn: position, column, fails: rows)
        note(rows)
      }
    }
    rowTests.run(batch, present)
    for index in plan.rowTests.indices where rowTests.failing[index] > 0 {
      output.lines.add(rowTest: index, fails: rowTests.fails(of: index))
      note(rowTests.fails(of: index))
    }
    for (index, key) in plan.keys.enumerated() {
      guard let broken = duplicates(key, batch, wideKeyStorage[index]) else { continue }
      output.lines.add(key: index, fails: broken)
      note(broken)
    }
    return isAny ? fails : nil
  }

  private static func rows(_ broken: (rows: Lane<UInt8>, count: Int)) -> Lane<UInt8>? {
    broken.count > 0 ? broken.rows : nil
  }

  /// Marks the rows whose ordinal is in the set of the key; nil where none is.
  private func duplicates(
    _ key: QuarantinePlan.Key, _ batch: RecordBatch, _ storage: LaneStorage<UInt8>
  ) -> Lane<UInt8>? {
    let ordinals = batch.span.firstOrdinal..<batch.span.firstOrdinal + batch.span.records
    guard key.rows.intersects(ordinals) else { return nil }
    let broken = storage.lane(of: batch.rows)
    for row in 0..<batch.rows { broken[row] = 0 }
    var row = 0
    key.rows.forEach(in: ordinals) { ordinal in
      while row < batch.rows && ordinals.lowerBound + batch.record(of: row) < ordinal { row += 1 }
      guard row < batch.rows else { return false }
      broken[row] = 1
      return true
    }
    return broken
  }
}
