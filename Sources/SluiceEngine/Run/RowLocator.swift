/// Finds rows again by their number, and what a key's columns say there: the samples of duplicates.
///
/// Complexity: reads the chunks that hold a wanted row, and nothing else.
struct RowLocator {
  let spec: PassSpec
  let reading: BatchReader.Outcome

  struct LocatedKey {
    var place: RowFinding
    /// The key's cells; nil for null.
    var parts: [[UInt8]?]
  }

  /// `rows`: rows of the batch, from 0.
  func locate(_ rows: [Int], key: KeySpec) throws(SourceError) -> [LocatedKey] {
    var found: [LocatedKey] = []
    for row in rows {
      guard let place = place(of: row) else { continue }
      if let key = try read(row, key, place) { found.append(key) }
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

  private func read(_ row: Int, _ key: KeySpec, _ place: SpanPlace) throws(SourceError) -> LocatedKey? {
    let file = try InputFile(reading.files[place.file].file)
    let buffer = ChunkBuffer(chunkBytes: place.count)
    let count = min(place.count, file.bytes - place.byteOffset)
    let claim = ChunkClaim(
      ordinal: 0, fileIndex: place.file, file: file, offset: place.byteOffset, count: count,
      isFirstOfFile: false, isLastOfFile: place.byteOffset + count == file.bytes)
    try buffer.fill(claim, dialect: spec.scan.dialect)
    try file.checkUnchanged()
    let splitter = Splitter(spec.scan, resuming: place)
    guard let span = splitter.take(claim, buffer) else { return nil }
    let batch = RecordBatch(buffer, span)
    var faults = RecordFaults(limit: 1)
    batch.load(buffer, span, faults: &faults)
    guard let index = (0..<batch.rows).first(where: { span.firstOrdinal + batch.record(of: $0) == row }) else {
      return nil
    }
    var located: LocatedKey?
    KeyWorker(key, spec) { decoded in
      let first = decoded.columns[0].column
      located = LocatedKey(
        place: RowFinding(index, first, batch),
        parts: decoded.columns.map { part in
          part.column.status[index] == CellStatus.null ? nil : part.column.text(index)
        })
    }.add(batch)
    return located
  }
}
