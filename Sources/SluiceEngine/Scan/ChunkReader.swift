/// Brings chunks to one worker: the memory that they go through, and what they add up to.
final class ChunkReader {
  let buffer: ChunkBuffer
  private(set) var faults: RecordFaults
  /// Of the file before: that of the next one is nearly always the same.
  var header: KnownHeader?
  /// Of what the files hold.
  private(set) var bytes = 0
  private let worker: any BatchWorker
  private let scan: ScanSpec
  private let chunkBytes: Int
  private let progress: Progress?
  private var batch: RecordBatch?

  init(_ worker: any BatchWorker, scan: ScanSpec, chunkBytes: Int, progress: Progress?) {
    self.worker = worker
    self.scan = scan
    self.chunkBytes = chunkBytes
    self.progress = progress
    buffer = ChunkBuffer(chunkBytes: chunkBytes)
    faults = RecordFaults(limit: scan.places)
  }

  /// A chunk whose records are known, in pieces that are handed on one after another; nearly always one.
  struct SplitChunk {
    /// `span`: nil where the chunk completes no record.
    var pieces: [(bytes: ChunkBytes, span: RecordSpan?)]
    /// Whether its bytes were put together from several chunks, and the memory is the splitter's.
    var isLong: Bool
  }

  /// Takes the next chunk of a stream that others read too, not classified yet; nil where there is none.
  func receive(_ file: OpenFile, _ ahead: ReadAhead) throws(SourceError) -> ReadAhead.Chunk? {
    try ahead.next(buffer) { buffer throws(SourceError) in try receive(file, buffer) }
  }

  /// The same of one that nobody else reads.
  func receive(_ file: OpenFile) throws(SourceError) -> ChunkClaim? { try receive(file, buffer) }

  private func receive(_ file: OpenFile, _ buffer: ChunkBuffer) throws(SourceError) -> ChunkClaim? {
    let chunkBytes = chunkBytes
    return try file.next { content throws(SourceError) in
      try unsafe buffer.receive(upTo: chunkBytes) { target throws(SourceError) in
        try unsafe content.read(into: target, upTo: chunkBytes)
      }
    }
  }

  /// Cuts the chunk in `buffer` into records; chunks of a file come in order.
  func split(_ claim: ChunkClaim, _ splitter: Splitter) throws(SourceError) -> SplitChunk {
    let span = splitter.take(claim, buffer)
    if claim.isLastOfFile { try claim.file.checkUnchanged() }
    bytes += claim.count
    progress?.add(bytes: claim.consumed, rows: span?.records ?? 0)
    let (consumed, spans) = (splitter.consumed, span?.pieces(of: buffer, pieceBytes: chunkBytes) ?? [])
    func piece(_ range: Range<Int>, isLast: Bool) -> ChunkBytes {
      defer { splitter.pieces += 1 }
      return ChunkBytes(
        file: claim.fileIndex, index: splitter.pieces, isLastOfFile: claim.isLastOfFile && isLast,
        bytes: buffer.bytes, range: range)
    }
    var chunk = SplitChunk(pieces: [], isLong: splitter.isLong)
    var start = consumed.lowerBound
    for (index, span) in spans.enumerated() {
      let isLast = index == spans.count - 1
      let end = isLast ? consumed.upperBound : span.end
      chunk.pieces.append((piece(start..<end, isLast: isLast), span))
      start = end
    }
    if spans.isEmpty { chunk.pieces.append((piece(consumed, isLast: true), nil)) }
    return chunk
  }

  /// Gives the worker what was split.
  func hand(_ chunk: SplitChunk) throws(SourceError) {
    for piece in chunk.pieces {
      worker.begin(piece.bytes)
      if let span = piece.span {
        let records = batch ?? RecordBatch(buffer, span)
        batch = records
        records.load(buffer, span, faults: &faults)
        try worker.add(records)
      }
      worker.end(piece.bytes)
    }
  }
}
