/// Turns places that libyaml gives (scalars from the start) into marks that people read.
///
/// libyaml counts U+0085, U+2028 and U+2029 as line ends, as YAML 1.1 did; editors do not, so lines are
/// counted here: LF, CRLF and lone CR end one. Complexity: a mark costs O(log lines).
struct SourceMap {
  private static let stride = 256

  /// Byte offset of every 256th scalar.
  private var checkpoints: [Int] = []
  /// Scalar index at which each line begins.
  private var lineStarts: [Int] = [0]
  private let bytes: ArraySlice<UInt8>
  private let scalarCount: Int

  /// - Parameter bytes: valid UTF-8 without a byte order mark; indices are file offsets.
  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    var scalars = 0
    var isAfterCR = false
    for offset in bytes.indices where bytes[offset] & 0xC0 != 0x80 {
      if scalars % Self.stride == 0 { checkpoints.append(offset) }
      scalars += 1
      let byte = bytes[offset]
      if byte == 0x0A {
        if isAfterCR { lineStarts.removeLast() }
        lineStarts.append(scalars)
      } else if byte == 0x0D {
        lineStarts.append(scalars)
      }
      isAfterCR = byte == 0x0D
    }
    scalarCount = scalars
  }

  /// File offset of the first byte.
  var start: Int { bytes.startIndex }

  /// The mark of the text between two scalar indices.
  func mark(from start: Int, to end: Int) -> Mark {
    let from = offset(ofScalar: start)
    return mark(from: start, offset: from, length: max(0, offset(ofScalar: end) - from))
  }

  /// The mark of a number of bytes at a byte offset.
  func mark(atOffset offset: Int, length: Int) -> Mark {
    let scalars = bytes[bytes.startIndex..<min(offset, bytes.endIndex)].count { $0 & 0xC0 != 0x80 }
    return mark(from: scalars, offset: offset, length: length)
  }

  private func mark(from scalar: Int, offset: Int, length: Int) -> Mark {
    let index = min(scalar, scalarCount)
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= index { low = middle } else { high = middle }
    }
    return Mark(line: low + 1, column: index - lineStarts[low] + 1, offset: offset, length: length)
  }

  private func offset(ofScalar index: Int) -> Int {
    guard index < scalarCount else { return bytes.endIndex }
    var (place, left) = index.quotientAndRemainder(dividingBy: Self.stride)
    var offset = checkpoints[place]
    place += 1
    // As many bytes as scalars: each is one.
    if place < checkpoints.count && checkpoints[place] - offset == Self.stride { return offset + left }
    while left > 0 {
      offset += 1
      if bytes[offset] & 0xC0 != 0x80 { left -= 1 }
    }
    return offset
  }
}
