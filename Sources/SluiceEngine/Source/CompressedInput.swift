/// The bytes of a compressed file on their way to the decoder, which takes as many of them as it likes.
///
/// Memory: one buffer, whatever the bytes come to when they are decompressed.
@safe final class CompressedInput {
  private let file: InputFile
  private let compression: Compression
  private let buffer: LaneStorage<UInt8>
  private var start = 0
  private var end = 0
  /// Byte of the file behind the last one in the buffer.
  private var fileOffset = 0
  private(set) var isAtEnd = false

  /// `bufferBytes`: read at once; tests take few.
  init(_ file: InputFile, _ compression: Compression, bufferBytes: Int = 128 * 1024) {
    self.file = file
    self.compression = compression
    buffer = LaneStorage(repeating: 0, count: max(1, bufferBytes))
  }

  /// Bytes that are there.
  var count: Int { end - start }
  /// Byte of the file that comes next.
  var offset: Int { fileOffset - count }
  /// Where they are.
  var pointer: UnsafeMutablePointer<UInt8> { unsafe buffer.lane.base + start }
  var first: UInt8? { count > 0 ? buffer.lane[start] : nil }

  /// Reads more where nothing is left; `isAtEnd` where nothing more comes.
  func refill() throws(SourceError) {
    guard count == 0, !isAtEnd else { return }
    // SAFETY: the lane holds as many bytes as are asked for.
    let got = try unsafe file.readSome(into: buffer.lane.base, offset: fileOffset, upTo: buffer.lane.count)
    (start, end) = (0, got)
    fileOffset += got
    isAtEnd = got == 0
  }

  func drop(_ taken: Int) {
    assert(taken <= count)
    start += taken
  }

  /// What is wrong, and where. A file that changed meanwhile is not at fault: somebody was writing it.
  func error(_ corruption: Compression.Corruption) -> SourceError {
    do throws(SourceError) {
      try file.checkUnchanged()
    } catch {
      return error
    }
    return SourceError(.corrupt(compression, corruption, offset: offset), path: file.path)
  }
}
