/// A pattern of `like`: `%` stands for any text, `_` for one Unicode scalar, all else for itself.
///
/// How it works: parts between `%` are found from left to right, each as early as it can be; only the last `%` is ever
/// gone back to, so a match takes at most the length of the text times that of the pattern.
struct LikePattern: Sendable {
  private enum Part: Equatable {
    case byte(UInt8)
    case one, any
  }

  private let parts: [Part]

  init(_ pattern: [UInt8]) {
    var parts: [Part] = []
    for byte in pattern {
      switch byte {
      case UInt8(ascii: "%"): if parts.last != .any { parts.append(.any) }
      case UInt8(ascii: "_"): parts.append(.one)
      default: parts.append(.byte(byte))
      }
    }
    self.parts = parts
  }

  func matches(_ text: TextCell) -> Bool {
    var (position, part) = (0, 0)
    // Where the last `%` stands, and how far the text went when it was last tried.
    var retry: (part: Int, position: Int)?
    while true {
      if part < parts.count {
        switch parts[part] {
        case .any:
          retry = (part + 1, position)
          part += 1
          continue
        case .one where position < text.count:
          position = Self.next(position, text)
          part += 1
          continue
        case .byte(let byte) where position < text.count && text[position] == byte:
          position += 1
          part += 1
          continue
        default: break
        }
      } else if position == text.count {
        return true
      }
      guard let last = retry, last.position < text.count else { return false }
      position = Self.next(last.position, text)
      retry = (last.part, position)
      part = last.part
    }
  }

  /// Behind the scalar that begins at `position`.
  private static func next(_ position: Int, _ text: TextCell) -> Int {
    var end = position + 1
    while end < text.count, text[end] & 0xC0 == 0x80 { end += 1 }
    return end
  }
}
