/// What one token of a JSON text is.
///
/// Raw values are dense, so that tables can be indexed by them.
enum JSONToken: UInt8 {
  case objectStart, objectEnd, arrayStart, arrayEnd
  /// A member's name, without its quotes.
  case name
  /// A text without its quotes.
  case string
  case number
  case yes, no, null

  /// Set in a tape's `kinds` beside a name or a string that holds escapes: its bytes are not its value.
  static let escaped: UInt8 = 0x80
}

/// A window of tokens: what the scanner writes and the walker reads.
///
/// Its size does not depend on the text, so a cell of any size is read in bounded memory; nearly all cells fit whole.
final class JSONTape {
  static let capacity = 4096

  private(set) var count = 0
  let kinds: Lane<UInt8>
  let starts: Lane<UInt32>
  /// Bytes; 1 for brackets and braces.
  let lengths: Lane<UInt32>

  private let kindStorage = LaneStorage<UInt8>(repeating: 0, count: JSONTape.capacity)
  private let startStorage = LaneStorage<UInt32>(repeating: 0, count: JSONTape.capacity)
  private let lengthStorage = LaneStorage<UInt32>(repeating: 0, count: JSONTape.capacity)

  init() {
    kinds = kindStorage.lane
    starts = startStorage.lane
    lengths = lengthStorage.lane
  }

  /// Says how many tokens the window holds now.
  func setCount(_ count: Int) { self.count = count }
}
