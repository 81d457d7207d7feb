/// A stretch of one file that a worker reads at once.
struct ChunkClaim: Sendable {
  /// Position in the order of the whole batch, from 0 without gaps.
  var ordinal: Int
  var fileIndex: Int
  var file: InputFile
  var offset: Int
  var count: Int
  var isFirstOfFile: Bool
  var isLastOfFile: Bool
}

/// Hands out the chunks of a batch in order, to whichever worker asks next.
///
/// A file of 0 bytes is one empty chunk, so that every file is seen once.
final class ChunkQueue: Sendable {
  private struct Position {
    var ordinal = 0
    var fileIndex = 0
    var file: InputFile?
    var offset = 0
  }

  private let files: [BatchFile]
  private let chunkBytes: Int
  private let position = Lock(Position())

  init(files: [BatchFile], chunkBytes: Int) {
    self.files = files
    self.chunkBytes = max(1, chunkBytes)
  }

  /// The next chunk, or nil at the end of the batch.
  func next() throws(SourceError) -> ChunkClaim? {
    try position.withLock { position throws(SourceError) in
      guard position.fileIndex < files.count else { return nil }
      let file: InputFile
      if let open = position.file {
        file = open
      } else {
        file = try InputFile(files[position.fileIndex])
        position.file = file
      }
      let count = min(chunkBytes, file.bytes - position.offset)
      let claim = ChunkClaim(
        ordinal: position.ordinal, fileIndex: position.fileIndex, file: file, offset: position.offset,
        count: count, isFirstOfFile: position.offset == 0,
        isLastOfFile: position.offset + count == file.bytes)
      position.ordinal += 1
      position.offset += count
      if claim.isLastOfFile {
        position.file = nil
        position.fileIndex += 1
        position.offset = 0
      }
      return claim
    }
  }
}
