/// A stretch of one file that a worker reads at once.
struct ChunkClaim: Sendable {
  /// Position among the chunks of the file, from 0 without gaps.
  var index: Int
  var fileIndex: Int
  var file: InputFile
  /// Of what the file holds, from 0.
  var offset: Int
  var count: Int
  var isFirstOfFile: Bool
  var isLastOfFile: Bool
  /// Bytes of the file as it lies there that this took.
  var consumed: Int

  init(
    index: Int, fileIndex: Int, file: InputFile, offset: Int, count: Int, isFirstOfFile: Bool, isLastOfFile: Bool,
    consumed: Int? = nil
  ) {
    (self.index, self.fileIndex, self.file) = (index, fileIndex, file)
    (self.offset, self.count) = (offset, count)
    (self.isFirstOfFile, self.isLastOfFile) = (isFirstOfFile, isLastOfFile)
    self.consumed = consumed ?? count
  }

  /// Where what the file holds ends, as far as this chunk tells.
  var contentEnd: Int { isLastOfFile ? offset + count : .max }
}

/// Hands out the work of reading a batch, to whichever worker asks next.
///
/// How it works: large files go out chunk by chunk, in their order. Small ones go out several at a time, since each is
/// read whole by one worker, who need not wait for anybody. Of compressed files only the next chunk can be had, and one
/// worker at a time makes it: meanwhile the others take chunks of the files behind it, as many files at a time as there
/// are workers.
/// What to beware: chunks of one file go out in order, files do not; nothing may depend on who reads which.
final class ChunkQueue: Sendable {
  enum Work {
    /// Small files, each to be read whole.
    case files(Range<Int>)
    case chunk(OpenFile, ChunkClaim)
    /// The next chunk of a stream, whichever that is by the time it is taken.
    case stream(OpenFile)
  }

  private struct Position {
    var fileIndex = 0
    /// The large file that is being handed out.
    var file: OpenFile?
    var chunk = 0
    var offset = 0
    var streams: [ActiveStream] = []
    /// Files from here on are not read any more: this one, or one before it, has failed.
    var bound = Int.max
  }

  private struct ActiveStream {
    var file: OpenFile
    var isTaken: Bool
  }

  private let files: [BatchFile]
  private let chunkBytes: Int
  private let threads: Int
  private let position = Lock(Position())

  /// `threads`: streams that are open at a time.
  init(files: [BatchFile], chunkBytes: Int, threads: Int) {
    self.files = files
    self.chunkBytes = max(1, chunkBytes)
    self.threads = max(1, threads)
  }

  /// The next piece of work, or nil at the end of the batch. `failed` gets the file that could not be opened.
  ///
  /// `preferred`: the file that others may be waiting for.
  func next(preferred: Int? = nil, failed: (Int) -> Void) throws(SourceError) -> Work? {
    try position.withLock { position throws(SourceError) in
      position.streams.removeAll { $0.file.index >= position.bound }
      if let file = position.file, file.index == preferred { return chunk(of: file, &position) }
      if let index = position.streams.firstIndex(where: { $0.file.index == preferred && !$0.isTaken }) {
        position.streams[index].isTaken = true
        return .stream(position.streams[index].file)
      }
      if let index = position.streams.firstIndex(where: { !$0.isTaken }) {
        position.streams[index].isTaken = true
        return .stream(position.streams[index].file)
      }
      let mayOpen = position.file != nil || position.streams.count < threads
      if mayOpen, let work = try advance(&position, failed: failed) { return work }
      // Every stream is being read: the first one is waited for.
      return position.streams.first.map { .stream($0.file) }
    }
  }

  /// Says that a stream may be given to somebody else, or that it has ended.
  func release(_ file: OpenFile, hasEnded: Bool) {
    position.withLock { position in
      guard let index = position.streams.firstIndex(where: { $0.file === file }) else { return }
      if hasEnded { position.streams.remove(at: index) } else { position.streams[index].isTaken = false }
    }
  }

  /// Hands out no more of this file, nor of those behind it.
  func giveUp(from file: Int) {
    position.withLock { position in
      position.bound = min(position.bound, file)
      if let open = position.file, open.index >= position.bound { position.file = nil }
    }
  }

  private func advance(_ position: inout Position, failed: (Int) -> Void) throws(SourceError) -> Work? {
    if let file = position.file { return chunk(of: file, &position) }
    guard position.fileIndex < min(files.count, position.bound) else { return nil }
    if let lot = lot(from: position.fileIndex, bound: position.bound) {
      position.fileIndex = lot.upperBound
      return .files(lot)
    }
    let index = position.fileIndex
    position.fileIndex += 1
    let file: OpenFile
    do throws(SourceError) {
      file = OpenFile(try InputFile(files[index]), index: index)
    } catch {
      failed(index)
      throw error
    }
    if file.isStream {
      position.streams.append(ActiveStream(file: file, isTaken: true))
      return .stream(file)
    }
    (position.chunk, position.offset) = (0, 0)
    return chunk(of: file, &position)
  }

  private func chunk(of file: OpenFile, _ position: inout Position) -> Work {
    let count = min(chunkBytes, file.input.bytes - position.offset)
    let claim = ChunkClaim(
      index: position.chunk, fileIndex: file.index, file: file.input, offset: position.offset, count: count,
      isFirstOfFile: position.chunk == 0, isLastOfFile: position.offset + count == file.input.bytes)
    position.chunk += 1
    position.offset += count
    position.file = claim.isLastOfFile ? nil : file
    return .chunk(file, claim)
  }

  /// Files in a row that fit one chunk together; nil where the first alone does not.
  private func lot(from first: Int, bound: Int) -> Range<Int>? {
    var (end, bytes) = (first, 0)
    while end < min(files.count, bound), end - first < Self.filesOfLot, !files[end].isPipe,
      bytes + files[end].bytes <= chunkBytes
    {
      bytes += files[end].bytes
      end += 1
    }
    return end > first ? first..<end : nil
  }

  /// So that the last lots of a batch do not all go to one worker.
  private static let filesOfLot = 64
}
