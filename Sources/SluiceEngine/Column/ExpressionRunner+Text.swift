internal import Glibc

// Texts: slices of the batch; only a change of case makes new ones.

extension ExpressionRunner {
  func length<I: ExactLane>(_ operand: ExpressionLanes, _ out: ExpressionLanes, _: I.Type) {
    follow(operand, out)
    let (texts, status, values) = (operand.texts, operand.status, I.lane(out))
    for row in 0..<rows {
      values[row] = status[row] == ValueStatus.known ? I(truncatingIfNeeded: texts[row].scalars) : 0
    }
  }

  /// ASCII white space off both ends.
  func trim(_ operand: ExpressionLanes, _ out: ExpressionLanes) {
    follow(operand, out)
    let (texts, status, values) = (operand.texts, operand.status, out.texts)
    for row in 0..<rows {
      guard status[row] == ValueStatus.known else {
        values[row] = .empty
        continue
      }
      let text = texts[row]
      var (start, end) = (0, text.count)
      while start < end, Self.isSpace(text[start]) { start += 1 }
      while end > start, Self.isSpace(text[end - 1]) { end -= 1 }
      // SAFETY: a part of the text that was given.
      values[row] = unsafe TextCell(base: text.base + start, count: end - start)
    }
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) }

  /// The mapping of each scalar alone, as Unicode's data files have it; no language, no context.
  func changeCase(_ operand: ExpressionLanes, _ out: ExpressionLanes, isUpper: Bool) {
    follow(operand, out)
    let (texts, status, values) = (operand.texts, operand.status, out.texts)
    var room = 0
    for row in 0..<rows where status[row] == ValueStatus.known { room += texts[row].count }
    // No mapping is longer than three times the scalar.
    let memory = out.bytes(3 * room)
    let first = UInt8(ascii: isUpper ? "a" : "A")
    var end = 0
    for row in 0..<rows {
      guard status[row] == ValueStatus.known else {
        values[row] = .empty
        continue
      }
      let start = end
      let text = texts[row]
      var index = 0
      while index < text.count {
        let byte = text[index]
        if byte < 0x80 {
          memory[end] = byte &- first < 26 ? byte ^ 0x20 : byte
          index += 1
          end += 1
        } else {
          end = Self.append(text, &index, isUpper, memory, end)
        }
      }
      // SAFETY: the texts of a strip lie behind each other in the step's own memory.
      values[row] = unsafe TextCell(base: memory.base + start, count: end - start)
    }
  }

  @inline(never)
  private static func append(
    _ text: TextCell, _ index: inout Int, _ isUpper: Bool, _ memory: Lane<UInt8>, _ end: Int
  ) -> Int {
    let width = text[index] >= 0xF0 ? 4 : text[index] >= 0xE0 ? 3 : 2
    var value = UInt32(text[index]) & (width == 4 ? 0x07 : width == 3 ? 0x0F : 0x1F)
    for offset in 1..<width where index + offset < text.count {
      value = value << 6 | UInt32(text[index + offset]) & 0x3F
    }
    index = min(text.count, index + width)
    guard let scalar = Unicode.Scalar(value) else { return end }
    var end = end
    for byte in (isUpper ? scalar.properties.uppercaseMapping : scalar.properties.lowercaseMapping).utf8 {
      memory[end] = byte
      end += 1
    }
    return end
  }

  func startsWith(_ left: ExpressionLanes, _ right: ExpressionLanes, _ out: ExpressionLanes) {
    eachPair(left, right, out) { text, start in
      text.count >= start.count && text.holds(start, at: 0)
    }
  }

  func contains(_ left: ExpressionLanes, _ right: ExpressionLanes, _ out: ExpressionLanes) {
    eachPair(left, right, out) { $0.contains($1) }
  }

  @inline(__always)
  private func eachPair(
    _ left: ExpressionLanes, _ right: ExpressionLanes, _ out: ExpressionLanes, _ body: (TextCell, TextCell) -> Bool
  ) {
    meet(left, right, out)
    let (a, b, status, truths) = (left.texts, right.texts, out.status, out.truths)
    for row in 0..<rows where status[row] == ValueStatus.known { truths[row] = body(a[row], b[row]) ? 1 : 0 }
  }

  /// `like` and `matches`.
  func search(_ operand: ExpressionLanes, _ set: ExpressionSet?, _ out: ExpressionLanes) {
    follow(operand, out, ownStatus: true)
    let (texts, status, truths) = (operand.texts, out.status, out.truths)
    switch set?.values {
    case .like(let pattern):
      for row in 0..<rows where status[row] == ValueStatus.known { truths[row] = pattern.matches(texts[row]) ? 1 : 0 }
    case .pattern(let matcher):
      for row in 0..<rows where status[row] == ValueStatus.known {
        switch matcher.match(texts[row].bytes, 0, texts[row].count) {
        case .match: truths[row] = 1
        case .noMatch: truths[row] = 0
        case .undecided: status[row] = ValueStatus.undecided
        }
      }
    default: break
    }
  }
}

extension TextCell {
  /// Unicode scalars.
  var scalars: Int {
    var count = 0
    for index in 0..<self.count { count &+= self[index] & 0xC0 == 0x80 ? 0 : 1 }
    return count
  }

  // SAFETY: both texts are alive, and no more than their lengths is compared.
  @inline(__always)
  func isEqual(to other: TextCell) -> Bool {
    count == other.count && (unsafe memcmp(base, other.base, count)) == 0
  }

  func holds(_ other: TextCell, at position: Int) -> Bool {
    unsafe memcmp(base + position, other.base, other.count) == 0
  }

  // SAFETY: the search stays between the first byte and the last one at which `part` can begin.
  func contains(_ part: TextCell) -> Bool {
    if part.count == 0 { return true }
    var position = 0
    while position + part.count <= count {
      let room = count - part.count + 1 - position
      guard let found = unsafe memchr(base + position, Int32(part[0]), room) else { return false }
      position = unsafe UnsafeMutablePointer<UInt8>(OpaquePointer(found)) - base
      if holds(part, at: position) { return true }
      position += 1
    }
    return false
  }

  /// Below, equal to or above 0: by bytes of UTF-8, which is by code points.
  func order(_ other: TextCell) -> Int {
    let order = unsafe memcmp(base, other.base, min(count, other.count))
    return order == 0 ? count - other.count : Int(order)
  }
}
