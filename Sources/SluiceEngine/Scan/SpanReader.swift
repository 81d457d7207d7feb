/// Reads again the records of chunks that an earlier pass read.
///
/// Complexity: of a plain file, the chunk. Of a compressed one, all that stands before it, unless chunks are asked for in
/// their order.
final class SpanReader {
  private let scan: ScanSpec
  private let files: [BatchReader.FileOutcome]
  /// The stream that was read last, and how far.
  private var stream: (file: Int, content: ContentReader)?

  private static let pieceBytes = 256 * 1024

  init(scan: ScanSpec, files: [BatchReader.FileOutcome]) {
    self.scan = scan
    self.files = files
  }

  /// The records of `place`, laid out as `layout` says where one is given; of a long one only those in one piece with
  /// the record whose ordinal is `holding`.
  func read(
    _ place: SpanPlace, layout: FileLayout? = nil, holding ordinal: Int? = nil
  ) throws(SourceError) -> RecordBatch? {
    let file = try InputFile(files[place.file].file)
    let buffer = ChunkBuffer(chunkBytes: place.count)
    let end = files[place.file].file.contentBytes ?? file.bytes
    let count = min(place.count, end - place.byteOffset)
    let claim = ChunkClaim(
      index: 0, fileIndex: place.file, file: file, offset: place.byteOffset, count: count,
      isFirstOfFile: false, isLastOfFile: place.byteOffset + count == end)
    _ = try unsafe buffer.receive(upTo: count) { target throws(SourceError) in
      if file.isStream {
        try unsafe read(file, place, into: target, count)
      } else {
        try unsafe file.read(into: target, offset: place.byteOffset, count: count)
      }
      return count
    }
    buffer.classify(scan)
    try file.checkUnchanged()
    var place = place
    place.layout = layout ?? place.layout
    guard var span = Splitter(scan, resuming: place).take(claim, buffer) else { return nil }
    if let ordinal {
      let pieces = span.pieces(of: buffer, pieceBytes: Self.pieceBytes)
      span = pieces.last { $0.firstOrdinal <= ordinal } ?? span
    }
    let batch = RecordBatch(buffer, span)
    var faults = RecordFaults(limit: 1)
    batch.load(buffer, span, faults: &faults)
    return batch
  }

  private func read(
    _ file: InputFile, _ place: SpanPlace, into target: UnsafeMutablePointer<UInt8>, _ count: Int
  ) throws(SourceError) {
    var content = stream.flatMap { $0.file == place.file ? $0.content : nil } ?? ContentReader(file)
    if content.offset > place.byteOffset { content = ContentReader(file) }
    stream = (place.file, content)
    while content.offset < place.byteOffset {
      // What is passed over goes to the memory that the chunk will take.
      let step = min(count, place.byteOffset - content.offset)
      if try unsafe content.read(into: target, upTo: step) < step {
        throw SourceError(.changedWhileReading, path: file.path)
      }
    }
    if try unsafe content.read(into: target, upTo: count) < count {
      throw SourceError(.changedWhileReading, path: file.path)
    }
  }
}
