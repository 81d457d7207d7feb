/// What a worker does with each record batch that it read.
protocol BatchWorker: AnyObject {
  /// Called for every chunk, before its records are added: the only time that its bytes are as they came.
  func begin(_ chunk: ChunkBytes)
  /// Called for each chunk that completes records. Decoding may change the bytes.
  func add(_ batch: RecordBatch) throws(SourceError)
  /// Called for every chunk that was begun, after its records were added.
  func end(_ chunk: ChunkBytes)
  /// The worker that reads this one's chunks has failed: whoever waits for it must not.
  func breakOff()
}

extension BatchWorker {
  func begin(_ chunk: ChunkBytes) {}
  func end(_ chunk: ChunkBytes) {}
  func breakOff() {}
}

/// The bytes that a chunk used up: over all chunks of a file, in order, every byte of it once.
struct ChunkBytes {
  var file: Int
  /// Position among the chunks of the file, from 0 without gaps.
  var index: Int
  var isLastOfFile: Bool
  var bytes: Bytes
  var range: Range<Int>
}

/// Reads a batch once: chunks in parallel, records cut in order, record batches handed to workers in parallel.
///
/// Each pass over the data is one call of `run`. The same bytes give the same records whatever `threads` and
/// `chunkBytes` are.
enum BatchReader {
  /// What reading alone found out.
  struct Outcome: Sendable {
    var structure: StructureLog
    /// For each file, the layout (nil where it was refused or empty) and its records.
    var files: [FileOutcome]
    /// Where the records of the batch are, chunk by chunk.
    var places: [SpanPlace]
    var bytes: Int
  }

  struct FileOutcome: Sendable {
    var file: BatchFile
    var layout: FileLayout?
    var header: Header?
    var rows: Int
    var commentLines = 0
  }

  /// Reads all files with one worker of `workers` on each thread.
  static func run(
    _ files: [BatchFile], scan: ScanSpec, chunkBytes: Int, workers: [any BatchWorker],
    progress: Progress? = nil
  ) throws(SourceError) -> Outcome {
    let job = Job(files, scan: scan, chunkBytes: chunkBytes, progress: progress)
    let boxes = WorkerBox(workers)
    Workers.run(workers.count) { index in job.work(boxes.workers[index]) }
    if let failure = job.failure { throw failure }
    return job.outcome(files)
  }

  /// Lets each thread have its own worker; no two threads touch the same one.
  private struct WorkerBox: @unchecked Sendable {
    let workers: [any BatchWorker]
    init(_ workers: [any BatchWorker]) { self.workers = workers }
  }
}

/// One reading in progress: what the threads share.
private final class Job: @unchecked Sendable {
  private let scan: ScanSpec
  private let chunkBytes: Int
  private let progress: Progress?
  private let queue: ChunkQueue
  private let turnstile = Turnstile()
  // Only touched by the thread that has its turn.
  private let splitter: Splitter
  private var firstOfFile = 0
  private let shared: Lock<Shared>

  private struct Shared {
    var failure: (ordinal: Int, error: SourceError)?
    var faults: RecordFaults
    var bytes = 0
  }

  init(_ files: [BatchFile], scan: ScanSpec, chunkBytes: Int, progress: Progress?) {
    self.scan = scan
    self.chunkBytes = chunkBytes
    self.progress = progress
    queue = ChunkQueue(files: files, chunkBytes: chunkBytes)
    splitter = Splitter(scan)
    shared = Lock(Shared(faults: RecordFaults(limit: scan.places)))
  }

  var failure: SourceError? { shared.withLock { $0.failure?.error } }

  func work(_ worker: any BatchWorker) {
    let buffer = ChunkBuffer(chunkBytes: chunkBytes)
    var faults = RecordFaults(limit: scan.places)
    var batch: RecordBatch?
    var bytes = 0
    var ordinal = Int.max
    do throws(SourceError) {
      while let claim = try queue.next() {
        ordinal = claim.ordinal
        try buffer.fill(claim, dialect: scan.dialect)
        bytes += claim.count
        guard turnstile.wait(for: claim.ordinal) else { break }
        let span = splitter.take(claim, buffer)
        if claim.isFirstOfFile { firstOfFile = claim.ordinal }
        let chunk = ChunkBytes(
          file: claim.fileIndex, index: claim.ordinal - firstOfFile, isLastOfFile: claim.isLastOfFile,
          bytes: buffer.bytes, range: splitter.consumed)
        if claim.isLastOfFile { try claim.file.checkUnchanged() }
        turnstile.pass()
        progress?.add(bytes: claim.count, rows: span?.records ?? 0)
        worker.begin(chunk)
        if let span {
          let records = batch ?? RecordBatch(buffer, span)
          batch = records
          records.load(buffer, span, faults: &faults)
          try worker.add(records)
        }
        worker.end(chunk)
      }
    } catch {
      turnstile.breakOff()
      worker.breakOff()
      shared.withLock { shared in
        if ordinal < shared.failure?.ordinal ?? Int.max || shared.failure == nil {
          shared.failure = (ordinal, error)
        }
      }
    }
    shared.withLock { [faults, bytes] shared in
      shared.faults.merge(faults)
      shared.bytes += bytes
    }
  }

  func outcome(_ files: [BatchFile]) -> BatchReader.Outcome {
    let (faults, bytes) = shared.withLock { ($0.faults, $0.bytes) }
    var log = splitter.log
    log.merge(faults.log)
    let outcomes = zip(files, splitter.files).map { file, state in
      var file = file
      file.stamp = state.stamp
      return BatchReader.FileOutcome(
        file: file, layout: state.layout, header: state.header, rows: state.rows, commentLines: state.commentLines)
    }
    for (index, state) in splitter.files.enumerated() {
      log.setTrailingBlankLines(faults.trailingBlankLines(file: index, rows: state.rows), file: index)
    }
    return BatchReader.Outcome(structure: log, files: outcomes, places: splitter.places, bytes: bytes)
  }
}
