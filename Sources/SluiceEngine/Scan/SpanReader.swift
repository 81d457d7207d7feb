/// Reads again the records of one chunk that an earlier pass read.
struct SpanReader {
  let scan: ScanSpec
  let files: [BatchReader.FileOutcome]

  /// The records of `place`, laid out as `layout` says where one is given.
  func read(_ place: SpanPlace, layout: FileLayout? = nil) throws(SourceError) -> RecordBatch? {
    let file = try InputFile(files[place.file].file)
    let buffer = ChunkBuffer(chunkBytes: place.count)
    let count = min(place.count, file.bytes - place.byteOffset)
    let claim = ChunkClaim(
      ordinal: 0, fileIndex: place.file, file: file, offset: place.byteOffset, count: count,
      isFirstOfFile: false, isLastOfFile: place.byteOffset + count == file.bytes)
    try buffer.fill(claim, dialect: scan.dialect)
    try file.checkUnchanged()
    var place = place
    place.layout = layout ?? place.layout
    guard let span = Splitter(scan, resuming: place).take(claim, buffer) else { return nil }
    let batch = RecordBatch(buffer, span)
    var faults = RecordFaults(limit: 1)
    batch.load(buffer, span, faults: &faults)
    return batch
  }
}
