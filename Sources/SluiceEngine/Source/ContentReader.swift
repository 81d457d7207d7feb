/// What a file holds, from its beginning to its end: decompressed, and as UTF-8.
///
/// Shape: bytes come in stretches that the caller chooses; none comes twice. Whoever wants an earlier one begins anew.
final class ContentReader: @unchecked Sendable {
  // One thread at a time has it: `OpenFile` keeps it under a lock, others have one of their own.
  let file: InputFile
  private let input: CompressedInput?
  private let decoder: (any ContentDecoder)?
  private let transcoder: Transcoder?
  /// Bytes that came out of the decoder.
  private var decoded = 0
  /// Bytes handed out so far.
  private(set) var offset = 0
  private(set) var isAtEnd = false

  init(_ file: InputFile) {
    self.file = file
    input = file.compression.map { CompressedInput(file, $0) }
    decoder =
      switch file.compression {
      case .gzip: GzipDecoder()
      case .zstd: ZstdDecoder()
      case nil: nil
      }
    transcoder = file.encoding.flatMap { Transcoder($0) }
  }

  /// Bytes of the file that this took.
  var consumed: Int { input?.offset ?? decoded }

  /// Fills `count` bytes at `target`; fewer, at the end.
  func read(into target: UnsafeMutablePointer<UInt8>, upTo count: Int) throws(SourceError) -> Int {
    guard !isAtEnd, count > 0 else { return 0 }
    let got =
      if let transcoder {
        try unsafe transcoder.read(into: target, upTo: count) { target, count throws(SourceError) in
          try unsafe decode(into: target, upTo: count)
        }
      } else {
        try unsafe decode(into: target, upTo: count)
      }
    offset += got
    isAtEnd = got < count
    return got
  }

  /// At most `count` bytes from `offset` on, which lies ahead; those before are passed over.
  func bytes(from offset: Int, count: Int) throws(SourceError) -> [UInt8] {
    let storage = LaneStorage<UInt8>(repeating: 0, count: max(1, count))
    // SAFETY: the storage holds as many bytes as are asked for at a time, and lives until they are copied.
    while self.offset < offset && !isAtEnd {
      _ = try unsafe read(into: storage.lane.base, upTo: min(count, offset - self.offset))
    }
    let got = try unsafe read(into: storage.lane.base, upTo: count)
    var bytes: [UInt8] = []
    storage.lane.append(0..<got, to: &bytes)
    return bytes
  }

  private func decode(into target: UnsafeMutablePointer<UInt8>, upTo count: Int) throws(SourceError) -> Int {
    let got =
      if let input, let decoder {
        try unsafe decoder.read(into: target, upTo: count, from: input)
      } else {
        try unsafe file.readSome(into: target, offset: decoded, upTo: count)
      }
    decoded += got
    return got
  }
}
