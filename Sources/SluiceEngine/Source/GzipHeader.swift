internal import CISAL

/// Reads over the header of a gzip member, byte by byte (RFC 1952, section 2.3).
///
/// Why ISA-L does not: where the bytes at hand end amid a header, it forgets which optional parts the header has, and takes
/// the name of the file for data.
struct GzipHeader {
  private let input: CompressedInput
  private var checksum: UInt32 = 0

  private enum Flag {
    static let checksum: UInt8 = 1 << 1
    static let extra: UInt8 = 1 << 2
    static let name: UInt8 = 1 << 3
    static let comment: UInt8 = 1 << 4
    /// "Must be zero": what they mean is not known, and might be another form of what follows.
    static let reserved: UInt8 = 0b1110_0000
  }

  /// Leaves the input behind the header. Throws where it ends before, where it is none that this version knows, and where
  /// it has a checksum that is not its own.
  static func skip(_ input: CompressedInput) throws(SourceError) {
    var header = GzipHeader(input)
    try header.skip()
  }

  private init(_ input: CompressedInput) { self.input = input }

  private mutating func skip() throws(SourceError) {
    let (first, second, method, flags) = (try next(), try next(), try next(), try next())
    guard first == 0x1F, second == 0x8B, method == 8, flags & Flag.reserved == 0 else {
      throw input.error(.invalid("no such header"))
    }
    // Time, hints for compressors, operating system.
    for _ in 0..<6 { _ = try next() }
    if flags & Flag.extra != 0 {
      let count = try twoBytes()
      for _ in 0..<count { _ = try next() }
    }
    for flag in [Flag.name, Flag.comment] where flags & flag != 0 {
      while try next() != 0 {}
    }
    if flags & Flag.checksum != 0 {
      let expected = UInt16(truncatingIfNeeded: checksum)
      guard try twoBytes() == expected else { throw input.error(.checksum) }
    }
  }

  private mutating func twoBytes() throws(SourceError) -> UInt16 {
    let low = try next()
    return UInt16(low) | UInt16(try next()) << 8
  }

  private mutating func next() throws(SourceError) -> UInt8 {
    try input.refill()
    guard var byte = input.first else { throw input.error(.truncated) }
    input.drop(1)
    checksum = unsafe crc32_gzip_refl(checksum, &byte, 1)
    return byte
  }
}
