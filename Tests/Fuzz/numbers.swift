internal import Glibc

/// Numbers, decimals and integers are accepted exactly where a grammar read letter by letter accepts them, and their
/// values are those of `strtod`, bit for bit, and of decimal digits, digit for digit.
///
/// The first two bytes choose a decimal's precision and scale; each line behind them is a cell.
@_cdecl("LLVMFuzzerTestOneInput")
public func compareNumbers(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
  var input = InputBytes(data, size)
  let precision = input.choose(Array(1...38))
  let scale = min(precision, input.choose(Array(0...38)))
  let cells = CellColumn.cells(of: input.rest)
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

private func compare(
  _ column: ColumnBatch, _ cells: [[UInt8]], as kind: ColumnKind, isDouble: Bool = false,
  _ oracle: ([UInt8]) -> DecodedCell
) {
  column.resetForDecoding()
  Decoder.decode(column, as: kind, dialect: .standard)
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
