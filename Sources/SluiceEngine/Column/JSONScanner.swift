/// Reads one JSON text (RFC 8259, strictly) into tokens; the only judge of whether a cell is JSON.
///
/// How it works: a machine with six expectations and one bit a level, without recursion, so that a hundred thousand
/// brackets cost a fault and not the stack. Texts are searched for their end eight bytes at a time. A full tape
/// stops the machine; calling `fill` again goes on from there.
/// What to beware: words are read beyond the text, so `Bytes` must be padded, and every position found must be held
/// against `end`. UTF-8 is not judged here: records that are not UTF-8 never get this far.
struct JSONScanner {
  /// Levels of arrays and objects that a cell may have.
  static let depthLimit = 128

  enum Progress: Equatable {
    case done
    /// The tape is full, and the text goes on.
    case full
    case failed(JSONFault)
  }

  private enum Expectation {
    case value, firstItem, firstName, name, separator, nothing
  }

  private let bytes: Bytes
  private let end: Int
  private var position: Int
  private var depth = 0
  /// A bit for each level, the innermost lowest: whether it is an object.
  private var objects: UInt128 = 0
  private var expectation = Expectation.value

  init(_ bytes: Bytes, _ start: Int, _ length: Int) {
    self.bytes = bytes
    position = start
    end = start + length
  }

  /// Writes the next tokens from the start of the tape on.
  ///
  /// `names` finds names that an object has twice; nil where that is known already.
  mutating func fill(_ tape: JSONTape, names: JSONNames?) -> Progress {
    let (kinds, starts, lengths) = (tape.kinds, tape.starts, tape.lengths)
    var count = 0
    defer { tape.setCount(count) }
    func put(_ kind: UInt8, _ start: Int, _ length: Int) {
      kinds[count] = kind
      starts[count] = UInt32(truncatingIfNeeded: start)
      lengths[count] = UInt32(truncatingIfNeeded: length)
      count &+= 1
    }
    while true {
      while position < end && Self.isSpace(bytes[position]) { position &+= 1 }
      guard position < end else {
        return expectation == .nothing ? .done : .failed(depth == 0 ? .empty : .truncated)
      }
      if count == JSONTape.capacity { return .full }
      let byte = bytes[position]
      switch expectation {
      case .separator:
        if byte == UInt8(ascii: ",") {
          position &+= 1
          expectation = objects & 1 == 1 ? .name : .value
          continue
        }
        guard byte == (objects & 1 == 1 ? UInt8(ascii: "}") : UInt8(ascii: "]")) else { return .failed(.syntax) }
      case .firstName where byte == UInt8(ascii: "}"), .firstItem where byte == UInt8(ascii: "]"): break
      case .firstName, .name:
        guard byte == UInt8(ascii: "\"") else { return .failed(.syntax) }
        let text = JSONText.end(bytes, position &+ 1, end)
        if let fault = text.fault { return .failed(fault) }
        let length = text.end &- position &- 1
        put(JSONToken.name.rawValue | (text.hasEscapes ? JSONToken.escaped : 0), position &+ 1, length)
        if let names, !names.add(bytes, position &+ 1, length, hasEscapes: text.hasEscapes) {
          return .failed(.tooManyNames)
        }
        position = text.end &+ 1
        while position < end && Self.isSpace(bytes[position]) { position &+= 1 }
        guard position < end else { return .failed(.truncated) }
        guard bytes[position] == UInt8(ascii: ":") else { return .failed(.syntax) }
        position &+= 1
        expectation = .value
        continue
      case .value, .firstItem:
        switch byte {
        case UInt8(ascii: "\""):
          let text = JSONText.end(bytes, position &+ 1, end)
          if let fault = text.fault { return .failed(fault) }
          put(
            JSONToken.string.rawValue | (text.hasEscapes ? JSONToken.escaped : 0), position &+ 1,
            text.end &- position &- 1)
          position = text.end &+ 1
        case UInt8(ascii: "{"), UInt8(ascii: "["):
          if depth == Self.depthLimit { return .failed(.tooDeep) }
          depth &+= 1
          let isObject = byte == UInt8(ascii: "{")
          objects = objects &<< 1 | (isObject ? 1 : 0)
          put(isObject ? JSONToken.objectStart.rawValue : JSONToken.arrayStart.rawValue, position, 1)
          if isObject { names?.open() }
          expectation = isObject ? .firstName : .firstItem
          position &+= 1
          continue
        case UInt8(ascii: "t"), UInt8(ascii: "f"), UInt8(ascii: "n"):
          guard let (token, length) = literal(byte) else { return .failed(.syntax) }
          put(token.rawValue, position, length)
          position &+= length
        default:
          let last = Self.numberEnd(bytes, position, end)
          guard last > position else { return .failed(numberFault(byte)) }
          put(JSONToken.number.rawValue, position, last &- position)
          position = last
        }
        expectation = depth == 0 ? .nothing : .separator
        continue
      case .nothing: return .failed(.trailing)
      }
      // The end of an object or array.
      let isObject = objects & 1 == 1
      if isObject, let names, !names.close(bytes, end) { return .failed(.duplicateName) }
      put(isObject ? JSONToken.objectEnd.rawValue : JSONToken.arrayEnd.rawValue, position, 1)
      position &+= 1
      objects = objects &>> 1
      depth &-= 1
      expectation = depth == 0 ? .nothing : .separator
    }
  }

  @inline(__always)
  static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
  }

  /// `true`, `false` or `null` at the position.
  private func literal(_ first: UInt8) -> (JSONToken, Int)? {
    let word = bytes.word(at: position)
    let left = end &- position
    if left >= 4 && word & 0xFFFF_FFFF == 0x6575_7274 { return (.yes, 4) }
    if left >= 4 && word & 0xFFFF_FFFF == 0x6C6C_756E { return (.null, 4) }
    if left >= 5 && word & 0xFF_FFFF_FFFF == 0x65_736C_6166 { return (.no, 5) }
    return nil
  }

  /// Index behind the number at `start`; `start` itself where there is none as JSON writes them.
  static func numberEnd(_ bytes: Bytes, _ start: Int, _ end: Int) -> Int {
    var position = start
    if bytes[position] == UInt8(ascii: "-") { position &+= 1 }
    let whole = position
    position = digitsEnd(bytes, position, end)
    guard position > whole, position == whole &+ 1 || bytes[whole] != UInt8(ascii: "0") else { return start }
    if position < end && bytes[position] == UInt8(ascii: ".") {
      let fraction = position &+ 1
      position = digitsEnd(bytes, fraction, end)
      guard position > fraction else { return start }
    }
    if position < end && bytes[position] | 0x20 == UInt8(ascii: "e") {
      position &+= 1
      if position < end && (bytes[position] == UInt8(ascii: "-") || bytes[position] == UInt8(ascii: "+")) {
        position &+= 1
      }
      let exponent = position
      position = digitsEnd(bytes, exponent, end)
      guard position > exponent else { return start }
    }
    return position
  }

  @inline(__always)
  private static func digitsEnd(_ bytes: Bytes, _ start: Int, _ end: Int) -> Int {
    var position = start
    while true {
      // Eight at a time: after XOR with "00000000" a digit is at most 9, also with 6 added.
      let digits = bytes.word(at: position) ^ 0x3030_3030_3030_3030
      let bad = (digits | (digits &+ 0x0606_0606_0606_0606)) & 0xF0F0_F0F0_F0F0_F0F0
      position &+= bad == 0 ? 8 : bad.trailingZeroBitCount &>> 3
      if bad != 0 || position >= end { return min(position, end) }
    }
  }

  /// Which fault something that is no value is.
  @inline(never)
  private func numberFault(_ byte: UInt8) -> JSONFault {
    let sign = byte == UInt8(ascii: "-") ? 1 : 0
    let left = end - position - sign
    for word in ["NaN", "Infinity"] {
      if bytes.equals(Array(word.utf8), position + sign, min(word.utf8.count, left)) { return .notANumber }
    }
    let isNumberLike = byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+") || byte == UInt8(ascii: ".")
    return isNumberLike || Digits.isDigit(byte) ? .badNumber : .syntax
  }
}
