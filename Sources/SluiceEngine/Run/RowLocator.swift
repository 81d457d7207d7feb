/// Finds rows again by their number, and what a key's columns say there: the samples of duplicates.
///
/// Complexity: reads the chunks that hold a wanted row, and nothing else.
struct RowLocator {
  let spec: PassSpec
  let reading: BatchReader.Outcome

  struct LocatedKey {
    var place: RowFinding
    /// The key's cells; nil for null.
    var parts: [SampledText?]
  }

  /// `rows`: rows of the batch, from 0.
  func locate(_ rows: [Int], key: KeySpec) throws(SourceError) -> [LocatedKey] {
    var found: [LocatedKey] = []
    let reader = SpanReader(scan: spec.scan, files: reading.files)
    for row in rows {
      guard let place = place(of: row), let batch = try reader.read(place, holding: row) else { continue }
      if let located = try self.key(of: row, key, batch) { found.append(located) }
    }
    return found
  }

  /// The chunk that holds a row, by binary search.
  private func place(of row: Int) -> SpanPlace? {
    var (low, high) = (0, reading.places.count)
    while low < high {
      let middle = (low + high) / 2
      if reading.places[middle].firstOrdinal <= row { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? reading.places[low - 1] : nil
  }

  private func key(of row: Int, _ key: KeySpec, _ batch: RecordBatch) throws(SourceError) -> LocatedKey? {
    let first = batch.span.firstOrdinal
    guard let index = (0..<batch.rows).first(where: { first + batch.record(of: $0) == row }) else {
      return nil
    }
    var located: LocatedKey?
    try KeyWorker(key, spec) { decoded in
      located = LocatedKey(
        place: RowFinding(index, decoded.columns[0].column, batch),
        parts: decoded.columns.map { $0.column.sampledText(index) })
    }.add(batch)
    return located
  }
}
