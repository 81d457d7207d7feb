import CSluiceKernels
import Testing

@testable import SluiceEngine

/// What the kernels of whole columns say is what the loops that read one cell after the other say, to the last bit.
struct ColumnKernelTests {
  @Test func `numbers of every shape, near and far from the beginning of the memory, are read alike`() throws {
    var random = SeededNumbers()
    var texts = (0..<20_000).map { Self.number($0, &random) }
    // Whole columns of one length, of which four at a time are read another way than mixed ones.
    for length in 1...22 {
      texts += (0..<400).map { _ in
        let digits = random.digits(length - 1)
        let point = Int.random(in: 0..<length, using: &random)
        return (digits.prefix(point) + "." + digits.dropFirst(point)).description
      }
      texts += (0..<100).map { _ in "-" + random.digits(length) }
    }
    try Self.compareNumbers(texts, random.seed)
  }

  /// Middles of two doubles have at most four digits behind the point; those next to one are as near as can be.
  @Test func `quotients next to the middle of two doubles are rounded alike`() throws {
    var random = SeededNumbers()
    let texts = (0..<20_000).flatMap { _ -> [String] in
      let odd = UInt64.random(in: 1 << 53..<1 << 54, using: &random) | 1
      let (places, exponent) = (Int.random(in: 0...18, using: &random), Int.random(in: 0...70, using: &random))
      var scaled = UInt128(odd)
      for _ in 0..<places { scaled = scaled * 10 }
      let middle = scaled >> UInt128(exponent)
      guard middle < 9_999_999_999_999_999_000, middle > 10 else { return [] }
      return [middle - 1, middle, middle + 1].map { Self.pointed("\($0)", places) }
    }
    try Self.compareNumbers(texts, random.seed)
  }

  @Test func `integers of every shape are read alike`() throws {
    var random = SeededNumbers()
    let texts = (0..<20_000).map { index -> String in
      index % 3 == 0 ? Self.number(index, &random) : (index % 2 == 0 ? "-" : "") + random.digits(index % 21 + 1)
    }
    try Cells.eachColumn(of: texts, as: .integer, chunkBytes: 1 << 12) { column in
      let (values, status) = (Self.array(column.integers, column), Self.array(column.status, column))
      let wide = column.wide.map(\.row)
      column.resetForDecoding()
      IntegerParser.decodeAlone(column)
      #expect(values == Self.array(column.integers, column), "seed \(random.seed)")
      #expect(status == Self.array(column.status, column), "seed \(random.seed)")
      #expect(wide == column.wide.map(\.row), "seed \(random.seed)")
    }
  }

  @Test(arguments: [false, true])
  func `dates and timestamps of every shape are read alike`(areDates: Bool) throws {
    var random = SeededNumbers()
    func pad(_ number: Int, _ count: Int) -> String {
      String(repeating: "0", count: max(0, count - "\(number)".count)) + "\(number)"
    }
    let texts = (0..<30_000).map { index -> String? in
      // Stretches of one date, dates that change with every row, and days and times that do not exist.
      let isMixed = index / 1000 % 2 == 1
      let day = isMixed ? Int.random(in: 0...32, using: &random) : index / 700 % 28 + 1
      let month = isMixed ? Int.random(in: 0...13, using: &random) : 2
      let date =
        pad(isMixed ? Int.random(in: 0...9999, using: &random) : 2024, 4) + "-" + pad(month, 2) + "-" + pad(day, 2)
      let most = index % 50 == 0 ? (24, 60, 60) : (23, 59, 59)
      let clock = [most.0, most.1, most.2].map { pad(Int.random(in: 0...$0, using: &random), 2) }
      var text = Array(
        (areDates ? date : date + (index / 3000 % 2 == 0 ? " " : "T") + clock.joined(separator: ":")).utf8)
      switch index % 101 {
      case 0: return nil
      case 1:
        text[Int.random(in: 0..<text.count, using: &random)] =
          Array("0:- TZ/;9".utf8).randomElement(using: &random) ?? 0
      case 2: text.removeLast()
      case 3: text += Array(".5".utf8)
      case 4: text += Array(" 00:00:00".utf8)
      case 5: text += Array("Z".utf8)
      default: break
      }
      return String(decoding: text, as: UTF8.self)
    }
    try Cells.eachColumn(of: texts, as: areDates ? .date : .timestamp, chunkBytes: 1 << 13) { column in
      let (values, status) = (Self.array(column.integers, column), Self.array(column.status, column))
      let wide = column.wide.map(\.row)
      column.resetForDecoding()
      if areDates { DateParser.decodeAlone(column) } else { TimestampParser.decodeAlone(column) }
      #expect(values == Self.array(column.integers, column), "seed \(random.seed)")
      #expect(status == Self.array(column.status, column), "seed \(random.seed)")
      #expect(wide == column.wide.map(\.row), "seed \(random.seed)")
    }
  }

  @Test func `booleans are read alike, whatever else stands in the column`() throws {
    var random = SeededNumbers()
    let words = [
      "true", "false", "TRUE", "False", "t", "0", "1", "truetrue", "falsefalse", "tru", "fals", "truex", " ",
    ]
    let texts = (0..<5000).map { index -> String? in
      if index % 17 == 0 { return nil }
      return index % 5 == 0 ? words.randomElement(using: &random) : Bool.random(using: &random) ? "true" : "false"
    }
    try Cells.eachColumn(of: texts, as: .boolean, chunkBytes: 1 << 11) { column in
      let (values, status) = (Self.array(column.integers, column), Self.array(column.status, column))
      column.resetForDecoding()
      BooleanParser.decodeAlone(column, dialect: .standard)
      #expect(values == Self.array(column.integers, column), "seed \(random.seed)")
      #expect(status == Self.array(column.status, column), "seed \(random.seed)")
    }
  }

  @Test func `extrema and counts are the same, whatever stands in the lane`() {
    var random = SeededNumbers()
    let special: [Double] = [0, -0.0, .infinity, -.infinity, .nan, .leastNonzeroMagnitude, .greatestFiniteMagnitude]
    for rows in 0..<200 {
      let (doubles, integers) = (LaneStorage<Double>(repeating: 0), LaneStorage<Int64>(repeating: 0))
      let status = LaneStorage<UInt8>(repeating: 0)
      let (values, whole, states) = (doubles.lane(of: rows), integers.lane(of: rows), status.lane(of: rows))
      for row in 0..<rows {
        values[row] = special.randomElement(using: &random) ?? 0
        if Bool.random(using: &random) { values[row] = Double.random(in: -9...9, using: &random) }
        whole[row] = Int64(bitPattern: random.next()) >> Int64.random(in: 0...63, using: &random)
        states[row] = rows % 3 == 0 ? 1 : UInt8.random(in: 0...3, using: &random)
      }
      #expect(
        DoubleExtrema(values, states, rows: rows) == DoubleExtrema(alone: values, states, rows: rows),
        "seed \(random.seed)")
      #expect(
        IntegerExtrema(whole, states, rows: rows) == IntegerExtrema(alone: whole, states, rows: rows),
        "seed \(random.seed)")
    }
  }

  @Test(arguments: [1, 2, 3, 7, 11, 150])
  func `fields are cut where their separators stand`(width: Int) {
    // Without one, the loop is all that there is.
    guard let kernel = unsafe sluice_columns_best().cut else { return }
    var random = SeededNumbers()
    for rows in 0..<40 {
      var (ends, rowStarts, position) = ([UInt32](), [UInt32](), UInt32(5))
      for _ in 0..<rows {
        rowStarts.append(position)
        for _ in 0..<width {
          position += UInt32.random(in: 0...3, using: &random)
          ends.append(position)
          position += 1
        }
        // Between records there may be comments.
        position += UInt32.random(in: 0...9, using: &random)
      }
      let (starts, lengths) = (LaneStorage<UInt32>(repeating: 0), LaneStorage<UInt32>(repeating: 0))
      let status = LaneStorage<UInt8>(repeating: 9)
      let (first, count, state) = (starts.lane(of: rows), lengths.lane(of: rows), status.lane(of: rows))
      for field in 0..<width {
        let nulls = unsafe ends.withUnsafeBufferPointer { ends in
          unsafe rowStarts.withUnsafeBufferPointer { rowStarts in
            guard let base = ends.baseAddress, rows > 0 else { return 0 }
            return unsafe kernel(
              Bytes.none.base, base + field, field == 0 ? rowStarts.baseAddress : nil, width, rows, first.base,
              count.base, state.base)
          }
        }
        var empty = 0
        for row in 0..<rows {
          let start = field == 0 ? rowStarts[row] : ends[row * width + field - 1] + 1
          #expect(first[row] == start)
          #expect(count[row] == ends[row * width + field] - start)
          #expect(state[row] == (count[row] == 0 ? 1 : 0))
          empty += count[row] == 0 ? 1 : 0
        }
        #expect(nulls == empty, "seed \(random.seed)")
      }
    }
  }

  @Test(arguments: [-1, Int32(UInt8(ascii: "\"")), Int32(UInt8(ascii: "\\"))])
  func `cells lose the quotes that they have at both ends`(mark: Int32) {
    // Without one, the loop is all that there is.
    guard let kernel = unsafe sluice_columns_best().unquote else { return }
    var random = SeededNumbers()
    let (quote, alphabet) = (UInt8(ascii: "\""), Array("\"\\a,".utf8))
    for rows in 0..<60 {
      var (bytes, starts, lengths) = ([alphabet[0]], [UInt32](), [UInt32]())
      for _ in 0..<rows {
        let isLong = Bool.random(using: &random)
        let count = Int.random(in: 0...(isLong ? 100 : 4), using: &random)
        var cell = (0..<count).map { _ -> UInt8 in
          isLong && Int.random(in: 0..<40, using: &random) > 0 ? 0x61 : alphabet.randomElement(using: &random) ?? 0
        }
        if let last = cell.indices.last, Bool.random(using: &random) { (cell[0], cell[last]) = (quote, quote) }
        starts.append(UInt32(bytes.count))
        lengths.append(UInt32(cell.count))
        bytes += cell + [quote]
      }
      bytes += [UInt8](repeating: quote, count: Bytes.padding)
      var (first, count, left) = (starts, lengths, [UInt32](repeating: 0, count: rows))
      let found = unsafe kernel(bytes, &first, &count, rows, quote, mark, &left)
      var marked: [UInt32] = []
      for row in 0..<rows {
        let cell = bytes[Int(starts[row])..<Int(starts[row] + lengths[row])]
        let isQuoted = cell.count >= 2 && cell.first == quote && cell.last == quote
        #expect(first[row] == starts[row] + (isQuoted ? 1 : 0), "seed \(random.seed)")
        #expect(count[row] == lengths[row] - (isQuoted ? 2 : 0), "seed \(random.seed)")
        if isQuoted && cell.dropFirst().dropLast().contains(where: { Int32($0) == mark }) { marked.append(UInt32(row)) }
      }
      #expect(Array(left.prefix(Int(found))) == marked, "seed \(random.seed)")
    }
  }

  private static func compareNumbers(_ texts: [String], _ seed: UInt64) throws {
    try Cells.eachColumn(of: texts, as: .number, chunkBytes: 1 << 12) { column in
      let values = (0..<column.rows).map { column.doubles[$0].bitPattern }
      let status = array(column.status, column)
      column.resetForDecoding()
      NumberParser.decodeAlone(column)
      #expect(values == (0..<column.rows).map { column.doubles[$0].bitPattern }, "seed \(seed)")
      #expect(status == array(column.status, column), "seed \(seed)")
    }
  }

  private static func array<Element>(_ lane: Lane<Element>, _ column: ColumnBatch) -> [Element] {
    (0..<column.rows).map { lane[$0] }
  }

  private static func number(_ index: Int, _ random: inout SeededNumbers) -> String {
    let alphabet = Array("0123456789.-0123456789.e+ ".utf8)
    let count = Int.random(in: 1...24, using: &random)
    if index % 2 == 0 {
      return String(decoding: (0..<count).map { _ in alphabet.randomElement(using: &random) ?? 0 }, as: UTF8.self)
    }
    let digits = random.digits(count)
    let whole = digits.prefix(Int.random(in: 1...count, using: &random))
    return (index % 3 == 0 ? "-" : "") + whole + (whole.count < count ? "." : "") + digits.dropFirst(whole.count)
  }

  private static func pointed(_ digits: String, _ places: Int) -> String {
    let padded = String(repeating: "0", count: max(0, places + 1 - digits.utf8.count)) + digits
    return padded.dropLast(places) + (places == 0 ? "" : "." + padded.suffix(places))
  }
}
