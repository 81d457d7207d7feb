internal import SluiceContract

/// What the words of packed rows mean as numbers, times and texts.
enum PairedValue {
  /// Doubles as integers of the same order; neighbours differ by one, and −0 is 0.
  @inline(__always)
  static func order(_ bits: UInt64) -> Int64 {
    let signed = Int64(bitPattern: bits)
    return signed < 0 ? Int64.min &- signed : signed
  }

  /// The inverse of `order`.
  static func double(order: Int64) -> Double {
    Double(bitPattern: UInt64(bitPattern: order < 0 ? Int64.min &- order : order))
  }

  /// Whether values of a kind can be subtracted.
  static func isNumeric(_ kind: ColumnKind) -> Bool {
    switch kind {
    case .integer, .number, .decimal, .date, .time, .timestamp: true
    case .text, .boolean, .container: false
    }
  }

  /// What a value of the lane is to be divided by, to be in the column's unit: days of dates, seconds of times.
  static func divisor(_ kind: ColumnKind) -> Double {
    switch kind {
    case .decimal(_, let scale): ExactDecimal("1e\(scale)")?.doubleValue ?? 1
    case .time: 1e9
    case .timestamp: 1e6
    default: 1
    }
  }

  /// Units of a wide cell in one of the lane.
  static func wideUnits(_ kind: ColumnKind) -> Int128 { kind == .timestamp ? 1000 : 1 }

  /// A cell of 128 bits in the finest unit of its kind; nil for null, cells that do not parse and wider ones.
  static func integer(_ row: PackedRow, _ slot: Int, _ index: Int, _ kind: ColumnKind) -> Int128? {
    switch row.status(slot) {
    case CellStatus.valid: Int128(Int64(bitPattern: row[index])) * wideUnits(kind)
    case CellStatus.wide: row.wideInteger(row[index])
    default: nil
    }
  }

  /// A cell as a finite number in the column's unit, by its `divisor`; nil where it is none.
  static func number(
    _ row: PackedRow, _ slot: Int, _ index: Int, _ kind: ColumnKind, _ divisor: Double
  ) -> Double? {
    let status = row.status(slot)
    if status == CellStatus.valid {
      let word = row[index]
      if kind != .number { return Double(Int64(bitPattern: word)) / divisor }
      let value = Double(bitPattern: word)
      return value.isFinite ? value : nil
    }
    guard status == CellStatus.wide else { return nil }
    if let value = row.wideInteger(row[index]) { return Double(value) / Double(wideUnits(kind)) / divisor }
    let bytes = row.copyBytes(row[index]).dropFirst(9)
    return ExactDecimal(bytes: Array(bytes))?.doubleValue
  }

  /// A number that says for equal categories that they are equal: the word, or a hash of the bytes it refers to.
  @inline(__always)
  static func category(_ row: PackedRow, _ word: UInt64, isText: Bool) -> UInt64 {
    isText && PackedText.isReference(word) ? longCategory(row, word) : word
  }

  /// Words of short texts have the highest bit clear.
  @inline(never)
  static func longCategory(_ row: PackedRow, _ word: UInt64) -> UInt64 {
    let bytes = unsafe row.bytes(at: word)
    guard let start = bytes.baseAddress else { return 0 }
    // SAFETY: hashing reads whole words, and rows are followed by others, or by the end of their padded memory.
    let hash = unsafe KeyHash.text(
      Bytes(base: UnsafeMutablePointer(mutating: start), count: bytes.count), 0, bytes.count, seed: 0)
    return hash | 1 << 63
  }

  /// The value as text: as written where it is one, else in its shortest form; nil for null.
  static func text(_ row: PackedRow, _ slot: Int, _ index: Int, _ kind: ColumnKind) -> SampledText? {
    let (status, word) = (row.status(slot), row[index])
    switch status {
    case CellStatus.null: return nil
    case CellStatus.invalid: return row.sampledText(word)
    case CellStatus.wide:
      if let value = row.wideInteger(word) { return text(value, kind) }
      return SampledText(bytes: Array(row.copyBytes(word).dropFirst(9)))
    default: break
    }
    switch kind {
    case .text, .container: return row.sampledText(word)
    case .number: return SampledText(bytes: Array("\(Double(bitPattern: word))".utf8))
    case .boolean: return SampledText(bytes: Array((word == 1 ? "true" : "false").utf8))
    default: return text(Int128(Int64(bitPattern: word)) * wideUnits(kind), kind)
    }
  }

  private static func text(_ value: Int128, _ kind: ColumnKind) -> SampledText {
    let text: String? =
      switch kind {
      case .decimal(_, let scale): plain(value, scale)
      case .date: Int64(exactly: value).flatMap { CivilTime.format(days: $0) }
      case .time: Int64(exactly: value).flatMap { CivilTime.format(nanosecondsOfDay: $0) }
      case .timestamp: CivilTime.format(nanoseconds: value)
      default: nil
      }
    return SampledText(bytes: Array((text ?? "\(value)").utf8))
  }

  /// `value` / 10^scale with exactly `scale` fraction digits.
  private static func plain(_ value: Int128, _ scale: Int) -> String {
    if scale == 0 { return "\(value)" }
    let digits = "\(value.magnitude)"
    let padded = String(repeating: "0", count: max(0, scale + 1 - digits.utf8.count)) + digits
    return (value < 0 ? "-" : "") + padded.dropLast(scale) + "." + padded.suffix(scale)
  }
}
