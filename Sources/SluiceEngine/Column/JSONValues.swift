/// Compares values of JSON by what they mean: numbers by their value, texts without escapes, objects in any order.
///
/// Recursion goes no deeper than the scanner let the text go.
struct JSONValues {
  private let arenas = (TextArena(), TextArena())

  /// A hash that equal values share, and the index behind the value.
  func hash(_ bytes: Bytes, _ start: Int) -> (hash: UInt64, end: Int) {
    var cursor = JSONCursor(bytes, at: start, limit: bytes.count)
    let hash = hash(over: &cursor)
    return (hash, cursor.position)
  }

  /// The hash of the value at the cursor, which goes over it, and the value's first byte.
  func hash(_ cursor: inout JSONCursor) -> (hash: UInt64, start: Int) {
    let start = cursor.position
    return (hash(over: &cursor), start)
  }

  private func hash(over cursor: inout JSONCursor) -> UInt64 {
    switch cursor.first {
    case UInt8(ascii: "\""): return 1 &+ hash(of: cursor.takeText(), cursor.bytes)
    case UInt8(ascii: "["):
      var state: UInt64 = 2
      guard cursor.enter() else { return Self.mixed(state) }
      repeat { state = Self.mixed(state &+ hash(over: &cursor)) } while cursor.next()
      return state
    case UInt8(ascii: "{"):
      // A sum does not mind the order.
      var state: UInt64 = 3
      guard cursor.enter() else { return Self.mixed(state) }
      repeat {
        let name = hash(of: cursor.takeText(), cursor.bytes)
        state &+= Self.mixed(name &* 5 &+ hash(over: &cursor))
      } while cursor.next()
      return Self.mixed(state)
    case UInt8(ascii: "t"), UInt8(ascii: "f"), UInt8(ascii: "n"):
      defer { cursor.skipValue() }
      return Self.mixed(UInt64(cursor.first))
    default: return hashNumber(&cursor)
    }
  }

  private func hash(of text: (start: Int, length: Int, hasEscapes: Bool), _ bytes: Bytes) -> UInt64 {
    guard text.hasEscapes else { return Self.mixed(UInt64(JSONNames.hash(bytes, text.start, text.length))) }
    let (value, length) = arenas.0.take(bytes, text.start, text.length)
    return Self.mixed(UInt64(JSONNames.hash(value, 0, length)))
  }

  private func hashNumber(_ cursor: inout JSONCursor) -> UInt64 {
    let number = JSONNumber(&cursor)
    var state = UInt64(bitPattern: Int64(number.exponent)) &* 3 &+ (number.isNegative ? 7 : 11)
    number.forEachDigit { state = state &* 10 &+ UInt64($0) }
    return Self.mixed(state)
  }

  private static func mixed(_ word: UInt64) -> UInt64 {
    let product = (word ^ (word >> 31)) &* 0x9E37_79B9_7F4A_7C15
    return product ^ (product >> 29)
  }

  /// Negative, 0 where the values are equal, or positive, in some total order of all values.
  func order(_ bytes: Bytes, _ left: Int, _ right: Int) -> Int {
    var first = JSONCursor(bytes, at: left, limit: bytes.count)
    var second = JSONCursor(bytes, at: right, limit: bytes.count)
    return order(&first, &second)
  }

  /// Cursors are left behind their values only where these are equal.
  private func order(_ left: inout JSONCursor, _ right: inout JSONCursor) -> Int {
    let kinds = (JSONKinds(first: left.first).rawValue, JSONKinds(first: right.first).rawValue)
    guard kinds.0 == kinds.1 else { return Int(kinds.0) - Int(kinds.1) }
    switch left.first {
    case UInt8(ascii: "\""): return order(left.takeText(), right.takeText(), left.bytes)
    case UInt8(ascii: "["):
      let (isFilled, isAlsoFilled) = (left.enter(), right.enter())
      guard isFilled && isAlsoFilled else { return (isFilled ? 1 : 0) - (isAlsoFilled ? 1 : 0) }
      while true {
        let order = order(&left, &right)
        if order != 0 { return order }
        let (goesOn, alsoGoesOn) = (left.next(), right.next())
        guard goesOn && alsoGoesOn else { return (goesOn ? 1 : 0) - (alsoGoesOn ? 1 : 0) }
      }
    case UInt8(ascii: "{"): return orderOfObjects(&left, &right)
    case UInt8(ascii: "t"), UInt8(ascii: "f"), UInt8(ascii: "n"):
      defer {
        left.skipValue()
        right.skipValue()
      }
      return Int(left.first) - Int(right.first)
    default: return JSONNumber(&left).order(to: JSONNumber(&right))
    }
  }

  /// Members sorted by name stand side by side; no name is there twice, the scanner saw to that.
  private func orderOfObjects(_ left: inout JSONCursor, _ right: inout JSONCursor) -> Int {
    let (first, second) = (members(&left), members(&right))
    for (one, other) in zip(first, second) {
      var (one, other) = (
        JSONCursor(left.bytes, at: Int(one), limit: left.limit),
        JSONCursor(right.bytes, at: Int(other), limit: right.limit)
      )
      let names = order(one.takeText(), other.takeText(), left.bytes)
      if names != 0 { return names }
      let order = order(&one, &other)
      if order != 0 { return order }
    }
    return first.count - second.count
  }

  /// Where the names of an object begin, sorted by what they are: 4 bytes a member, as there may be a million.
  private func members(_ cursor: inout JSONCursor) -> [UInt32] {
    var members: [UInt32] = []
    guard cursor.enter() else { return [] }
    repeat {
      members.append(UInt32(truncatingIfNeeded: cursor.position))
      _ = cursor.takeText()
      cursor.skipValue()
    } while cursor.next()
    let (bytes, limit) = (cursor.bytes, cursor.limit)
    members.sort { one, other in
      var (one, other) = (
        JSONCursor(bytes, at: Int(one), limit: limit), JSONCursor(bytes, at: Int(other), limit: limit)
      )
      return order(one.takeText(), other.takeText(), bytes) < 0
    }
    return members
  }

  private func order(
    _ left: (start: Int, length: Int, hasEscapes: Bool), _ right: (start: Int, length: Int, hasEscapes: Bool),
    _ bytes: Bytes
  ) -> Int {
    var (first, second) = ((bytes, left.start, left.length), (bytes, right.start, right.length))
    if left.hasEscapes {
      let (text, length) = arenas.0.take(bytes, left.start, left.length)
      first = (text, 0, length)
    }
    if right.hasEscapes {
      let (text, length) = arenas.1.take(bytes, right.start, right.length)
      second = (text, 0, length)
    }
    guard first.2 == second.2 else { return first.2 - second.2 }
    for index in 0..<first.2 {
      let (a, b) = (first.0[first.1 + index], second.0[second.1 + index])
      if a != b { return Int(a) - Int(b) }
    }
    return 0
  }
}
