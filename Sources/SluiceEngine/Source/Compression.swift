/// How a file is compressed, as its first bytes say; what it is called says nothing.
package enum Compression: String, Sendable {
  case gzip, zstd

  /// Bytes that tell.
  static let magicBytes = 4

  /// nil where the bytes are not the beginning of a compressed file.
  init?(_ first: [UInt8]) {
    switch first {
    // A member of deflated data: RFC 1952 knows no other method.
    case let bytes where bytes.starts(with: [0x1F, 0x8B, 8]): self = .gzip
    case let bytes where bytes.starts(with: [0x28, 0xB5, 0x2F, 0xFD]): self = .zstd
    // A frame that is to be skipped stands before the first one (RFC 8878, 3.1.2), as pzstd writes it.
    case let bytes where bytes.count >= 4 && bytes[0] & 0xF0 == 0x50 && bytes[1...3] == [0x2A, 0x4D, 0x18]:
      self = .zstd
    default: return nil
    }
  }

  /// What is wrong with compressed data.
  package enum Corruption: Sendable, Equatable {
    /// The file ends before what it holds does.
    case truncated
    /// Checksum or length are not those that were written down.
    case checksum
    /// Something else follows the last member.
    case trailingGarbage
    /// It can only be decompressed with more memory than one file may take; bytes that one may take.
    case window(limit: Int)
    /// The decoder's own words, where it has some.
    case invalid(String?)
  }
}

/// Turns a compressed file into what it holds, one stretch after the other.
protocol ContentDecoder: AnyObject {
  /// Fills `count` bytes at `target`; fewer only at the end.
  func read(
    into target: UnsafeMutablePointer<UInt8>, upTo count: Int, from input: CompressedInput
  ) throws(SourceError) -> Int
}
