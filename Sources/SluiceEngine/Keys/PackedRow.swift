/// A row whose columns are words of a fixed place each: what is paired and compared.
///
/// Shape: a `KeyRecord` (hash of the key, bytes that follow the head, number of the row in its batch), two bits of
/// `CellStatus` for each slot, a word for each slot, and the bytes that slots refer to.
/// A slot's word is the value in the column's lane, −0 as 0 and every NaN as one; the text itself, up to seven bytes;
/// else (`PackedText`) where the bytes stand: those of a longer text, of a cell that does not parse, or of a value too
/// wide for the lane, written so that equal values are equal bytes.
/// Law: cells of one kind are equal exactly where their statuses and words are, or the bytes that the words refer to.
@safe struct PackedRow: BitwiseCopyable {
  // SAFETY: whoever makes a row holds its words; rows are not kept beyond that.
  let base: UnsafeMutablePointer<UInt64>

  @inline(__always)
  var record: KeyRecord { unsafe KeyRecord(base: base) }
  @inline(__always)
  var hash: UInt64 { unsafe base[0] }
  @inline(__always)
  var ordinal: Int { unsafe Int(truncatingIfNeeded: base[2] & ~(Self.met | Self.text)) }
  /// Beside the number of a row: it has a partner (`RowTable`).
  static let met = UInt64(1) << 63
  @inline(__always)
  var wordCount: Int { record.wordCount }

  /// The word at an index that `RowLayout.index(of:)` gave.
  @inline(__always)
  subscript(index: Int) -> UInt64 {
    get { unsafe base[index] }
    nonmutating set { unsafe base[index] = newValue }
  }

  /// `CellStatus` of a slot.
  @inline(__always)
  func status(_ slot: Int) -> UInt8 {
    let word = unsafe base[KeyRecord.headWords &+ slot / RowLayout.slotsPerStatusWord]
    return UInt8(truncatingIfNeeded: word &>> UInt64(truncatingIfNeeded: 2 &* (slot % 32))) & 3
  }

  /// Whether the slot is plain: a value in its word.
  @inline(__always)
  func isPlain(_ slot: Int, _ kind: ColumnKind) -> Bool { status(slot) == CellStatus.valid && kind != .text }

  /// The bytes that a word refers to.
  @inline(__always)
  func bytes(at word: UInt64) -> UnsafeBufferPointer<UInt8> {
    unsafe UnsafeBufferPointer(
      start: UnsafeRawPointer(base).assumingMemoryBound(to: UInt8.self) + PackedText.offset(word),
      count: PackedText.length(word))
  }

  /// The text of a slot that is text, does not parse or is too wide.
  func copyBytes(_ word: UInt64) -> [UInt8] {
    if PackedText.isReference(word) { return unsafe Array(bytes(at: word)) }
    return (0..<PackedText.inlineLength(word)).map { UInt8(truncatingIfNeeded: word >> UInt64(8 * $0)) }
  }

  /// The same for a sample: the beginning of a text that is long.
  func sampledText(_ word: UInt64) -> SampledText {
    guard PackedText.isReference(word) else { return SampledText(bytes: copyBytes(word)) }
    let whole = unsafe bytes(at: word)
    let kept = SampledText.length(whole.count) { unsafe whole[$0] }
    return unsafe SampledText(bytes: Array(whole.prefix(kept)), cutFrom: kept < whole.count ? whole.count : nil)
  }

  /// How a row takes part in pairing.
  enum KeyState {
    case usable, null, invalid
  }

  func keyState(_ layout: RowLayout) -> KeyState {
    var state = KeyState.usable
    for slot in 0..<layout.keys {
      switch status(slot) {
      case CellStatus.null: return .null
      case CellStatus.invalid: state = .invalid
      default: break
      }
    }
    return state
  }

  /// Whether slot `slot` holds the same value in both rows, null being equal to null.
  @inline(__always)
  func isEqual(_ other: PackedRow, slot: Int, index: Int, isText: Bool) -> Bool {
    let (mine, theirs) = (self[index], other[index])
    let status = status(slot)
    guard status == other.status(slot) else { return false }
    if status == CellStatus.null { return true }
    if mine == theirs && !(PackedText.isReference(mine) && (isText || status != CellStatus.valid)) { return true }
    guard isText || status != CellStatus.valid else { return false }
    return hasEqualBytes(other, mine, theirs)
  }

  /// Whether two words of texts, or of cells whose bytes are kept, stand for the same bytes.
  func hasEqualBytes(_ other: PackedRow, _ mine: UInt64, _ theirs: UInt64) -> Bool {
    guard PackedText.isReference(mine), PackedText.isReference(theirs) else {
      return mine == theirs || copyBytes(mine) == other.copyBytes(theirs)
    }
    guard PackedText.length(mine) == PackedText.length(theirs) else { return false }
    return unsafe bytes(at: mine).elementsEqual(other.bytes(at: theirs))
  }

  /// Whether both have the same key; both must have one.
  @inline(__always)
  func hasKey(of other: PackedRow, _ layout: RowLayout) -> Bool {
    for slot in 0..<layout.keys {
      let isText = layout.kinds[slot] == .text
      if !isEqual(other, slot: slot, index: layout.index(of: slot), isText: isText) { return false }
    }
    return true
  }
}

/// How text fits a word: up to seven bytes as they are with their number above them, or a place and a length.
enum PackedText {
  static let inlineBytes = 7
  private static let mark = UInt64(1) << 63
  private static let offsetBits: UInt64 = 38

  /// Bytes `offset` from the beginning of the row on; at most 2^25 − 1 of them.
  @inline(__always)
  static func reference(offset: Int, length: Int) -> UInt64 {
    mark | UInt64(truncatingIfNeeded: length) &<< offsetBits | UInt64(truncatingIfNeeded: offset)
  }

  @inline(__always)
  static func isReference(_ word: UInt64) -> Bool { word &>> 63 == 1 }
  @inline(__always)
  static func offset(_ word: UInt64) -> Int { Int(truncatingIfNeeded: word & ((1 &<< offsetBits) &- 1)) }
  @inline(__always)
  static func length(_ word: UInt64) -> Int { Int(truncatingIfNeeded: (word & ~mark) &>> offsetBits) }

  /// `length` is at most seven.
  @inline(__always)
  static func inline(_ bytes: Bytes, _ start: Int, _ length: Int) -> UInt64 {
    let count = UInt64(truncatingIfNeeded: length)
    return bytes.word(at: start) & ((1 &<< (8 &* count)) &- 1) | count &<< 56
  }

  @inline(__always)
  static func inlineLength(_ word: UInt64) -> Int { Int(truncatingIfNeeded: word &>> 56) }
}
