/// Reads single rows again, to show them as they are written: the samples of a report.
///
/// Complexity: reads the chunks that hold a wanted row, and nothing else.
struct RowTexts {
  let scan: ScanSpec
  let reading: BatchReader.Outcome

  struct Row: Sendable {
    var file: String
    var row: Int
    var line: Int
    var byteOffset: Int
    /// By slot; nil for null, and for slots that nobody asked for.
    var cells: [Int: SampledText]
  }

  /// `wanted`: for each row of the batch, from 0, the slots to read.
  func read(_ wanted: [Int: Set<Int>], threads: Int) throws(SourceError) -> [Int: Row] {
    var groups: [(place: Int, rows: [Int])] = []
    for row in wanted.keys.sorted() {
      guard let place = place(of: row) else { continue }
      if groups.last?.place == place {
        groups[groups.count - 1].rows.append(row)
      } else {
        groups.append((place, [row]))
      }
    }
    let found = Lock<(rows: [Int: Row], error: SourceError?)>(([:], nil))
    Workers.run(min(threads, max(1, groups.count))) { [groups] thread in
      for index in stride(from: thread, to: groups.count, by: threads) {
        do throws(SourceError) {
          let rows = try self.read(groups[index].place, groups[index].rows, wanted)
          found.withLock { $0.rows.merge(rows, uniquingKeysWith: { first, _ in first }) }
        } catch {
          found.withLock { $0.error = $0.error ?? error }
        }
      }
    }
    let result = found.withLock { $0 }
    if let error = result.error { throw error }
    return result.rows
  }

  private func read(
    _ place: Int, _ rows: [Int], _ wanted: [Int: Set<Int>]
  ) throws(SourceError) -> [Int: Row] {
    let reader = SpanReader(scan: scan, files: reading.files)
    guard let batch = try reader.read(reading.places[place]) else { return [:] }
    var found: [Int: Row] = [:]
    // Lines are counted before cells are cut, which may change bytes.
    var indices: [(ordinal: Int, index: Int)] = []
    var next = rows[...]
    for index in 0..<batch.rows where batch.ordinal(of: index) == next.first {
      next.removeFirst()
      let (record, start) = (batch.record(of: index), Int(batch.starts[index]))
      indices.append((batch.ordinal(of: index), index))
      found[batch.ordinal(of: index)] = Row(
        file: reading.files[batch.span.layout.fileIndex].file.path, row: batch.span.firstRow + record,
        line: batch.line(record, start), byteOffset: batch.span.byteOffset + start - batch.span.start, cells: [:])
      if next.isEmpty { break }
    }
    let column = ColumnBatch()
    for slot in Set(rows.flatMap { wanted[$0] ?? [] }).sorted() {
      guard let field = batch.span.layout.fields[slot] else { continue }
      column.gather(batch, field: field, dialect: scan.dialect)
      for (ordinal, index) in indices where wanted[ordinal]?.contains(slot) ?? false {
        found[ordinal]?.cells[slot] = column.sampledText(index)
      }
    }
    return found
  }

  /// The chunk that holds a row, by binary search.
  private func place(of row: Int) -> Int? {
    var (low, high) = (0, reading.places.count)
    while low < high {
      let middle = (low + high) / 2
      if reading.places[middle].firstOrdinal <= row { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? low - 1 : nil
  }
}
