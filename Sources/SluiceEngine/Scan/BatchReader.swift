/// What a worker does with each record batch that it read.
protocol BatchWorker: AnyObject {
  /// Called for every chunk, before its records are added: the only time that its bytes are as they came. What was put
  /// together from several chunks comes in pieces, and each of them counts as a chunk.
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

/// Reads a batch once: chunks in parallel, records of a file cut in order, record batches handed to workers in parallel.
///
/// A worker gets the chunks of one file in order, those of different files in any.
/// Each pass over the data is one call of `run`. The same bytes give the same records whatever `threads` and
/// `chunkBytes` are.
enum BatchReader {
  /// What reading alone found out.
  struct Outcome: Sendable {
    var structure: StructureLog
    /// For each file, the layout (nil where it was refused or empty) and its records.
    var files: [FileOutcome]
    /// Where the records of the batch are, chunk by chunk, in order.
    var places: [SpanPlace]
    /// Of what the files hold.
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
    let job = Job(files, scan: scan, chunkBytes: chunkBytes, threads: workers.count, progress: progress)
    let boxes = WorkerBox(workers)
    Workers.run(workers.count) { index in job.work(boxes.workers[index]) }
    if let failure = job.failure { throw failure }
    return job.outcome()
  }

  /// Lets each thread have its own worker; no two threads touch the same one.
  private struct WorkerBox: @unchecked Sendable {
    let workers: [any BatchWorker]
    init(_ workers: [any BatchWorker]) { self.workers = workers }
  }
}

/// One reading in progress: what the threads share.
private final class Job: Sendable {
  private let files: [BatchFile]
  private let scan: ScanSpec
  private let chunkBytes: Int
  private let progress: Progress?
  private let queue: ChunkQueue
  private let turn = LongRecordTurn()
  private let shared: Lock<Shared>

  private struct Shared: Sendable {
    var failure: (file: Int, chunk: Int, error: SourceError)?
    var faults: RecordFaults
    var bytes = 0
    /// Files that several workers are reading.
    var open: [Int: FileReading] = [:]
    var done: [FileResult?]
  }

  /// What one file came to.
  private struct FileResult: Sendable {
    var outcome: BatchReader.FileOutcome
    var log: StructureLog
    var headerPlace: StructureLog.Place
    var places: [SpanPlace]
  }

  init(_ files: [BatchFile], scan: ScanSpec, chunkBytes: Int, threads: Int, progress: Progress?) {
    let files = files.written(in: scan.dialect.encoding)
    self.files = files
    self.scan = scan
    self.chunkBytes = max(1, chunkBytes)
    self.progress = progress
    queue = ChunkQueue(files: files, chunkBytes: chunkBytes, threads: threads)
    shared = Lock(
      Shared(faults: RecordFaults(limit: scan.places), done: Array(repeating: nil, count: files.count)))
  }

  var failure: SourceError? { shared.withLock { $0.failure?.error } }

  func work(_ worker: any BatchWorker) {
    let reader = ChunkReader(worker, scan: scan, chunkBytes: chunkBytes, progress: progress)
    var place = (file: Int.max, chunk: Int.max)
    var reading: FileReading?
    while true {
      reading = nil
      do throws(SourceError) {
        guard let work = try queue.next(preferred: turn.holder, failed: { place = ($0, 0) }) else { break }
        switch work {
        case .files(let range):
          for index in range {
            place = (index, 0)
            try readAlone(index, reader)
          }
        case .chunk(let file, let claim):
          place = (claim.fileIndex, claim.index)
          reading = self.reading(of: file)
          try reader.buffer.fill(claim, dialect: scan.dialect)
          try take(claim, reading, reader)
        case .stream(let file):
          place = (file.index, .max)
          let shared = self.reading(of: file)
          reading = shared
          guard let chunk = try reader.receive(file, shared.ahead) else {
            queue.release(file, hasEnded: true)
            continue
          }
          place.chunk = chunk.claim.index
          if !chunk.isDecoding { queue.release(file, hasEnded: chunk.claim.isLastOfFile) }
          reader.buffer.classify(scan.dialect)
          try take(chunk.claim, reading, reader)
        }
      } catch {
        fail(place, error, reading, worker)
      }
    }
    shared.withLock { [faults = reader.faults, bytes = reader.bytes] shared in
      shared.faults.merge(faults)
      shared.bytes += bytes
    }
  }

  /// Reads all chunks of a small file, for which nobody has to wait.
  private func readAlone(_ index: Int, _ reader: ChunkReader) throws(SourceError) {
    let splitter = Splitter(scan, file: index, path: files[index].path, known: reader.header, turn: turn)
    let input = try InputFile(files[index], looksInside: false)
    let claim = ChunkClaim(
      index: 0, fileIndex: index, file: input, offset: 0, count: input.bytes, isFirstOfFile: true, isLastOfFile: true)
    // One read of all that there is shows what it is, too.
    if !input.isStream { try reader.buffer.fill(claim, dialect: scan.dialect) }
    if input.isStream || reader.buffer.isCompressed {
      let input = try InputFile(files[index])
      let file = OpenFile(input, index: index)
      while let claim = try reader.receive(file) {
        reader.buffer.classify(scan.dialect)
        let chunk = try reader.split(claim, splitter)
        try reader.hand(chunk)
        if chunk.isLong { splitter.takeBack(reader.buffer) }
        if claim.isLastOfFile { finish(claim, splitter) }
      }
    } else {
      let chunk = try reader.split(claim, splitter)
      finish(claim, splitter)
      reader.header = splitter.knownHeader
      try reader.hand(chunk)
    }
  }

  /// Takes a chunk of a file that others read too.
  private func take(_ claim: ChunkClaim, _ reading: FileReading?, _ reader: ChunkReader) throws(SourceError) {
    guard let reading, reading.turnstile.wait(for: claim.index) else { return }
    let chunk = try reader.split(claim, reading.splitter)
    if claim.isLastOfFile { finish(claim, reading.splitter) }
    if chunk.isLong {
      // Before the next one may be put together: of one file, no two long records are in memory at a time.
      try reader.hand(chunk)
      reading.splitter.takeBack(reader.buffer)
      reading.turnstile.pass()
    } else {
      reading.turnstile.pass()
      try reader.hand(chunk)
    }
  }

  private func reading(of file: OpenFile) -> FileReading {
    shared.withLock { shared in
      if let open = shared.open[file.index] { return open }
      let reading = FileReading(
        Splitter(scan, file: file.index, path: file.input.path, turn: turn), turnstile: file.turnstile,
        ahead: ReadAhead(chunkBytes: chunkBytes))
      shared.open[file.index] = reading
      return reading
    }
  }

  private func finish(_ claim: ChunkClaim, _ splitter: Splitter) {
    var file = files[claim.fileIndex]
    file.stamp = claim.file.stamp
    file.bytes = claim.file.bytes
    file.contentBytes = claim.contentEnd
    let state = splitter.file
    let result = FileResult(
      outcome: BatchReader.FileOutcome(
        file: file, layout: state.layout, header: state.header, rows: state.nextRow - 1,
        commentLines: state.commentLines),
      log: splitter.log,
      headerPlace: StructureLog.Place(
        row: 0, line: state.headerLine, byteOffset: state.headerOffset, message: ""),
      places: splitter.places)
    shared.withLock { shared in
      shared.done[claim.fileIndex] = result
      shared.open[claim.fileIndex] = nil
    }
  }

  /// Of several failures the first in the order of the batch is told; what comes before it is still read.
  private func fail(
    _ place: (file: Int, chunk: Int), _ error: SourceError, _ reading: FileReading?, _ worker: any BatchWorker
  ) {
    queue.giveUp(from: place.file)
    turn.breakOff()
    let open = shared.withLock { shared in
      if shared.failure.map({ place < ($0.file, $0.chunk) }) ?? true {
        shared.failure = (place.file, place.chunk, error)
      }
      return shared.open[place.file]
    }
    let broken = reading ?? open
    broken?.turnstile.breakOff()
    broken?.ahead.breakOff()
    worker.breakOff()
  }

  func outcome() -> BatchReader.Outcome {
    let (results, faults, bytes) = shared.withLock { ($0.done, $0.faults, $0.bytes) }
    var log = faults.log
    var comparison = HeaderComparison(wanted: scan.columns)
    var outcomes: [BatchReader.FileOutcome] = []
    var places: [SpanPlace] = []
    for (index, result) in results.enumerated() {
      guard var result else { continue }
      if let header = result.outcome.header, let layout = result.outcome.layout,
        let message = comparison.fault(header, layout)
      {
        result.log.add(.headerMismatch, file: index) {
          var place = result.headerPlace
          place.message = message
          return place
        }
      }
      if !result.log.isEmpty { log.merge(result.log) }
      outcomes.append(result.outcome)
      places += result.places
      log.setTrailingBlankLines(faults.trailingBlankLines(file: index, rows: result.outcome.rows), file: index)
    }
    return BatchReader.Outcome(structure: log, files: outcomes, places: places, bytes: bytes)
  }
}

/// A file that several workers read.
private final class FileReading: @unchecked Sendable {
  // Only touched by the thread that has its turn.
  let splitter: Splitter
  let turnstile: Turnstile
  let ahead: ReadAhead

  init(_ splitter: Splitter, turnstile: Turnstile, ahead: ReadAhead) {
    self.splitter = splitter
    self.turnstile = turnstile
    self.ahead = ahead
  }
}
