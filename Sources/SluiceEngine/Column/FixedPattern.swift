/// A pattern that only says which ASCII character may stand at each place: `^[a-z]{3}-[A-Z][0-9]{2}$` and the like, or
/// `^[A-Z][a-z]+$`, where all that follows is of one class.
///
/// How it works: every distinct class gets one of eight bits; a table gives the bits of each byte; a cell matches
/// when it has the right length and each byte has its place's bit. About 4 ns a cell against 30 for an automaton.
/// Where there are at most eight places, each with a single range of characters, all bytes are compared at once.
/// What to beware: only literals and positive ASCII classes qualify, with fixed repetition, and `+` or `*` behind the last.
/// Anything else is nil here and goes to PCRE2, which also is the oracle in tests.
struct FixedPattern: Sendable {
  /// For each byte value, the classes that hold it.
  private let classes: [UInt8]
  /// For each place, the bit of its class.
  private let places: [UInt8]
  /// The bit of the class of all bytes behind the places; 0 where none may follow.
  private let rest: UInt8
  private let word: RangeWord?

  init?(_ pattern: String) {
    var reader = Reader(bytes: Array(pattern.utf8))
    guard let sets = reader.sets() else { return nil }
    let distinct = Array(Set(sets + [reader.rest].compactMap(\.self)))
    guard distinct.count <= 8 else { return nil }
    var classes = [UInt8](repeating: 0, count: 256)
    var bit: [Set<UInt8>: UInt8] = [:]
    for (index, set) in distinct.enumerated() {
      bit[set] = 1 << UInt8(index)
      for byte in set { classes[Int(byte)] |= 1 << UInt8(index) }
    }
    self.classes = classes
    places = sets.compactMap { bit[$0] }
    rest = reader.rest.flatMap { bit[$0] } ?? 0
    word = rest == 0 ? RangeWord(sets) : nil
  }

  /// Of the shortest match.
  var length: Int { places.count }

  @inline(__always)
  func matches(_ bytes: Bytes, _ start: Int, _ length: Int) -> Bool {
    guard length == places.count || (rest != 0 && length > places.count) else { return false }
    if let word { return word.matches(bytes.word(at: start)) }
    var missing: UInt8 = 0
    for index in 0..<places.count {
      missing |= places[index] & ~classes[Int(bytes[start &+ index])]
    }
    for index in places.count..<length { missing |= rest & ~classes[Int(bytes[start &+ index])] }
    return missing == 0
  }

  /// For each of up to eight bytes, the lowest and the highest it may be.
  ///
  /// How it works: a byte with its highest bit set, less the lowest, keeps that bit unless it is too low; a byte plus
  /// what is left between the highest and 0x7F gets it if it is too high. Neither borrows from a neighbour.
  private struct RangeWord {
    /// Bytes that count.
    private var mask: UInt64 = 0
    private var lowest: UInt64 = 0
    private var room: UInt64 = 0

    init?(_ sets: [Set<UInt8>]) {
      guard sets.count <= 8 else { return nil }
      for (place, set) in sets.enumerated() {
        guard let low = set.min(), let high = set.max(), set.count == Int(high - low) + 1 else { return nil }
        mask |= 0xFF << UInt64(8 * place)
        lowest |= UInt64(low) << UInt64(8 * place)
        room |= UInt64(0x7F - high) << UInt64(8 * place)
      }
    }

    @inline(__always)
    func matches(_ word: UInt64) -> Bool {
      let highBits: UInt64 = 0x8080_8080_8080_8080
      let text = word & mask
      let bad = text | ~((text | highBits) &- lowest) | ((text & ~highBits) &+ room)
      return bad & highBits == 0
    }
  }

  /// Reads the pattern; nil as soon as it is not of this simple kind.
  private struct Reader {
    let bytes: [UInt8]
    var position = 0
    /// The class behind the places: that of the last item, where it is repeated at will.
    private(set) var rest: Set<UInt8>?

    init(bytes: [UInt8]) { self.bytes = bytes }

    static let maximumPlaces = 64
    private static let special = Set(".*+?()|^$[]{}\\/".utf8)

    mutating func sets() -> [Set<UInt8>]? {
      guard take("^"), bytes.last == UInt8(ascii: "$") else { return nil }
      var sets: [Set<UInt8>] = []
      while position < bytes.count - 1 {
        guard let set = item() else { return nil }
        if position == bytes.count - 2, take("+") || take("*") {
          rest = set
          if bytes[position - 1] == UInt8(ascii: "+") { sets.append(set) }
        } else {
          guard let count = repetition() else { return nil }
          sets += Array(repeating: set, count: count)
        }
        guard sets.count <= Self.maximumPlaces else { return nil }
      }
      return sets.isEmpty && rest == nil ? nil : sets
    }

    private mutating func take(_ character: Character) -> Bool {
      guard position < bytes.count, bytes[position] == character.asciiValue else { return false }
      position += 1
      return true
    }

    private mutating func item() -> Set<UInt8>? {
      let byte = bytes[position]
      position += 1
      if byte == UInt8(ascii: "[") { return characterClass() }
      if byte == UInt8(ascii: "\\") { return escape() }
      return byte < 0x80 && !Self.special.contains(byte) ? [byte] : nil
    }

    private mutating func escape() -> Set<UInt8>? {
      guard position < bytes.count - 1 else { return nil }
      let byte = bytes[position]
      position += 1
      switch byte {
      case UInt8(ascii: "d"): return Set(UInt8(ascii: "0")...UInt8(ascii: "9"))
      case _ where Self.special.contains(byte) || byte == UInt8(ascii: "-"): return [byte]
      default: return nil
      }
    }

    private mutating func characterClass() -> Set<UInt8>? {
      var set: Set<UInt8> = []
      while position < bytes.count, bytes[position] != UInt8(ascii: "]") {
        let low = bytes[position]
        guard low < 0x80, low != UInt8(ascii: "["), low != UInt8(ascii: "^"), low != UInt8(ascii: "\\"),
          low != UInt8(ascii: "-") || isLastOfClass
        else { return nil }
        position += 1
        guard position + 1 < bytes.count else { return nil }
        if bytes[position] == UInt8(ascii: "-") && bytes[position + 1] != UInt8(ascii: "]") {
          let high = bytes[position + 1]
          guard high >= low, high < 0x80, high != UInt8(ascii: "\\"), high != UInt8(ascii: "[") else {
            return nil
          }
          set.formUnion(low...high)
          position += 2
        } else {
          set.insert(low)
        }
      }
      return take("]") && !set.isEmpty ? set : nil
    }

    /// Whether the byte at the position ends a class: a hyphen stands for itself there.
    private var isLastOfClass: Bool { position + 1 < bytes.count && bytes[position + 1] == UInt8(ascii: "]") }

    /// How often the item before is to stand: 1, or the n of `{n}`.
    private mutating func repetition() -> Int? {
      guard take("{") else {
        return position < bytes.count && Set("*+?".utf8).contains(bytes[position]) ? nil : 1
      }
      var count = 0
      let first = position
      while position < bytes.count, Digits.isDigit(bytes[position]), position - first < 3 {
        count = count * 10 + Int(bytes[position] - UInt8(ascii: "0"))
        position += 1
      }
      guard position > first, take("}") else { return nil }
      return position < bytes.count && Set("*+?".utf8).contains(bytes[position]) ? nil : count
    }
  }
}
