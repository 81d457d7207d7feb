/// A file of which several workers read chunks.
final class OpenFile: Sendable {
  /// Position in the batch.
  let index: Int
  let input: InputFile
  /// Lets the chunks of this file pass in their order.
  let turnstile = Turnstile()
  /// Where what it holds comes in one stream; nil where any byte can be had at once.
  private let stream: Lock<Stream>?

  private struct Stream: Sendable {
    var content: ContentReader
    var chunks = 0
  }

  init(_ input: InputFile, index: Int) {
    self.index = index
    self.input = input
    input.readAhead()
    stream = input.isStream ? Lock(Stream(content: ContentReader(input))) : nil
  }

  var isStream: Bool { stream != nil }

  /// The next chunk of a stream; nil where its last one was taken.
  ///
  /// `fill`: gets the content, and returns how many bytes it took of it.
  func next(
    _ fill: (ContentReader) throws(SourceError) -> Int
  ) throws(SourceError) -> ChunkClaim? {
    try stream?.withLock { stream throws(SourceError) in
      let content = stream.content
      if content.isAtEnd { return nil }
      let (offset, consumed) = (content.offset, content.consumed)
      let count = try fill(content)
      defer { stream.chunks += 1 }
      return ChunkClaim(
        index: stream.chunks, fileIndex: index, file: input, offset: offset, count: count,
        isFirstOfFile: stream.chunks == 0, isLastOfFile: content.isAtEnd, consumed: content.consumed - consumed)
    }
  }
}
