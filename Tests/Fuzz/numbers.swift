internal import Glibc

/// Numbers, decimals and integers are accepted exactly where a grammar read letter by letter accepts them, and their
/// values are those of `strtod`, bit for bit, and of decimal digits, digit for digit.
///
/// The first two bytes choose a decimal's precision and scale; each line behind them is a cell, and the bytes as a whole
/// are the seed of more: long decimals, of which one in some thousands lies next to the middle between two doubles.
@_cdecl("LLVMFuzzerTestOneInput")
public func compareNumbers(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
  var input = InputBytes(data, size)
  let precision = input.choose(Array(1...38))
  let scale = min(precision, input.choose(Array(0...38)))
  let cells = CellColumn.cells(of: input.rest) + longDecimals(seed: input.rest)
  column.with(cells) { column in
    compare(column, cells, as: .number, isDouble: true, number)
    compare(column, cells, as: .integer, integer)
    compare(column, cells, as: .decimal(precision: precision, scale: scale)) { text in
      decimal(text, precision: precision, scale: scale)
    }
  }
  return 0
}

private nonisolated(unsafe) let column = CellColumn()

/// Sixteen decimals of up to 20 digits with the point anywhere, made from `seed` alone.
private func longDecimals(seed: ArraySlice<UInt8>) -> [[UInt8]] {
  var random = SeededRandom(state: 0xCBF2_9CE4_8422_2325)
  for byte in seed { random.state = (random.state ^ UInt64(byte)) &* 0x100_0000_01B3 }
  var decimals: [[UInt8]] = []
  for _ in 0..<16 {
    let mantissa: UInt64 = random.next() >> random.next(below: 12)
    var digits = Array(String(mantissa).utf8)
    let places = Int(random.next(below: 21))
    if places > 0 && places < digits.count { digits.insert(UInt8(ascii: "."), at: digits.count - places) }
    if random.next(below: 2) == 1 { digits.insert(UInt8(ascii: "-"), at: 0) }
    decimals.append(digits)
  }
  return decimals
}

/// SplitMix64.
private struct SeededRandom {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z: UInt64 = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func next(below limit: UInt64) -> UInt64 { next() % limit }
}

private func compare(
  _ column: ColumnBatch, _ cells: [[UInt8]], as kind: ColumnKind, isDouble: Bool = false,
  _ oracle: ([UInt8]) -> DecodedCell
) {
  column.resetForDecoding()
  Decoder.decode(column, as: kind, nil, dialect: .standard)
  for (row, text) in cells.enumerated() {
    let (found, wanted) = (DecodedCell(column, row, isDouble: isDouble), oracle(text))
    if found != wanted { difference("\(shown(text)) as \(kind): found \(found), wanted \(wanted)") }
  }
}

// MARK: Oracles

private func number(_ text: [UInt8]) -> DecodedCell {
  let special: [String: Double] = [
    "nan": .nan, "NaN": .nan, "inf": .infinity, "-inf": -.infinity, "Infinity": .infinity, "-Infinity": -.infinity,
  ]
  if let value = special[String(decoding: text, as: UTF8.self)] { return .double(bits: value.bitPattern) }
  guard PlainNumber(text) != nil else { return .invalid }
  let value = strtod(text.map { CChar(bitPattern: $0) } + [0], nil)
  return value.isInfinite ? .invalid : .double(bits: value.bitPattern)
}

/// Integers are written without an exponent; a fraction of zeros is how floats write them, up to 2^53.
private func integer(_ text: [UInt8]) -> DecodedCell {
  guard let number = PlainNumber(text), number.exponent == nil else { return .invalid }
  guard let value = number.integer(scale: 0, limit: .max) else { return .invalid }
  if number.fraction.isEmpty { return value.cell }
  guard let exact = value.int128, exact.magnitude <= 1 << 53 else { return .invalid }
  return value.cell
}

private func decimal(_ text: [UInt8], precision: Int, scale: Int) -> DecodedCell {
  guard let number = PlainNumber(text) else { return .invalid }
  // In units of the last place a value has no more digits than the precision, which is what it means.
  return number.integer(scale: scale, limit: precision)?.cell ?? .invalid
}
