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

  /// A chunk whose records are known.
  struct SplitChunk {
    var bytes: ChunkBytes
    /// nil where it completes none.
    var span: RecordSpan?
  }

  /// Takes the next chunk of a stream, not classified yet; nil where there is none.
  func receive(_ file: OpenFile) throws(SourceError) -> ChunkClaim? {
    let (buffer, chunkBytes) = (buffer, chunkBytes)
    return try file.next { content throws(SourceError) in
      try unsafe buffer.receive(upTo: chunkBytes) { target throws(SourceError) in
        try unsafe content.read(into: target, upTo: chunkBytes)
      }
    }
  }

  /// Cuts the chunk in `buffer` into records; chunks of a file come in order.
  func split(_ claim: ChunkClaim, _ splitter: Splitter) throws(SourceError) -> SplitChunk {
    let span = splitter.take(claim, buffer)
    let chunk = ChunkBytes(
      file: claim.fileIndex, index: claim.index, isLastOfFile: claim.isLastOfFile, bytes: buffer.bytes,
      range: splitter.consumed)
    if claim.isLastOfFile { try claim.file.checkUnchanged() }
    bytes += claim.count
    progress?.add(bytes: claim.consumed, rows: span?.records ?? 0)
    return SplitChunk(bytes: chunk, span: span)
  }

  /// Gives the worker what was split.
  func hand(_ chunk: SplitChunk) throws(SourceError) {
    worker.begin(chunk.bytes)
    if let span = chunk.span {
      let records = batch ?? RecordBatch(buffer, span)
      batch = records
      records.load(buffer, span, faults: &faults)
      try worker.add(records)
    }
    worker.end(chunk.bytes)
  }
}
