import Foundation

@testable import SluiceEngine

/// One decoded cell as tests compare it: what became of it, and its value where it has one.
enum Cell: Hashable, Sendable {
  case null, invalid
  case integer(Int64)
  /// Too wide for the lane, in the finest unit of the kind.
  case wide(Int128)
  /// Too wide for 128 bits: the text is the value.
  case huge(String)
  /// The bits, so that -0 and 0, and two NaN, are told apart.
  case bits(UInt64)
  case text(String)

  static func number(_ value: Double) -> Cell { .bits(value.bitPattern) }

  init(_ column: ColumnBatch, _ kind: ColumnKind, _ row: Int) {
    switch column.status[row] {
    case CellStatus.null: self = .null
    case CellStatus.invalid: self = .invalid
    case CellStatus.wide:
      let value = column.wide.first { $0.row == row }?.value
      self = value.map(Cell.wide) ?? .huge(String(decoding: column.text(row), as: UTF8.self))
    default:
      switch kind {
      case .text: self = .text(String(decoding: column.text(row), as: UTF8.self))
      case .number: self = .bits(column.doubles[row].bitPattern)
      default: self = .integer(column.integers[row])
      }
    }
  }
}

/// Cells on their way through the real reader: written to a CSV file, read back, decoded by kind.
enum Cells {
  /// One cell after the other; nil is an unquoted empty field, the null of the standard dialect.
  static func decode(
    _ cells: [String?], as kind: ColumnKind, dialect: Dialect = .standard, chunkBytes: Int = 1 << 20
  ) throws -> [Cell] {
    var decoded: [Cell] = []
    try eachColumn(of: cells, as: kind, dialect: dialect, chunkBytes: chunkBytes) { column in
      for row in 0..<column.rows { decoded.append(Cell(column, kind, row)) }
    }
    return decoded
  }

  static func decode(_ cell: String?, as kind: ColumnKind, dialect: Dialect = .standard) throws -> Cell {
    try decode([cell], as: kind, dialect: dialect)[0]
  }

  /// Decodes cells with other bytes directly in front of and behind each: what a parser must not look at.
  static func decode(
    _ cells: [String], as kind: ColumnKind, before: String, behind: String
  ) throws -> [Cell] {
    var decoded: [Cell] = []
    try eachColumn(of: cells.map { before + $0 + behind }, as: .text) { column in
      for row in 0..<column.rows {
        column.starts[row] += UInt32(before.utf8.count)
        column.lengths[row] -= UInt32(before.utf8.count + behind.utf8.count)
      }
      column.resetForDecoding()
      Decoder.decode(column, as: kind, nil, dialect: .standard)
      for row in 0..<column.rows { decoded.append(Cell(column, kind, row)) }
    }
    return decoded
  }

  /// Calls `body` with the one column of each record batch, in order, decoded.
  static func eachColumn(
    of cells: [String?], as kind: ColumnKind, dialect: Dialect = .standard, chunkBytes: Int = 1 << 20,
    _ body: (ColumnBatch) -> Void
  ) throws {
    let column = ColumnBatch()
    try eachBatch(of: csv([cells]), columns: 1, dialect: dialect, chunkBytes: chunkBytes) { batch in
      column.gather(batch, field: 0, dialect: dialect)
      Decoder.decode(column, as: kind, nil, dialect: dialect)
      body(column)
    }
  }

  /// Calls `body` with each record batch of a CSV text whose columns are named `c0`, `c1` and so on.
  static func eachBatch(
    of csv: String, columns: Int, dialect: Dialect = .standard, chunkBytes: Int = 1 << 20,
    _ body: (RecordBatch) -> Void
  ) throws {
    try withFile(csv) { file in
      try eachBatch(of: file, columns: columns, dialect: dialect, chunkBytes: chunkBytes, body)
    }
  }

  static func eachBatch(
    of file: BatchFile, columns: Int, dialect: Dialect = .standard, chunkBytes: Int = 1 << 20,
    _ body: (RecordBatch) -> Void
  ) throws {
    try withoutActuallyEscaping(body) { body in
      let scan = ScanSpec(dialect: dialect, columns: names(columns))
      _ = try BatchReader.run([file], scan: scan, chunkBytes: chunkBytes, workers: [ForEachBatch(body)])
    }
  }

  /// `c0`, `c1` and so on: the names of the columns of `csv`.
  static func names(_ count: Int) -> [[UInt8]] { (0..<count).map { Array("c\($0)".utf8) } }

  /// The CSV text of columns of equal height: header, LF line ends, quotes where they are needed.
  static func csv(_ columns: [[String?]]) -> String {
    var lines = [columns.indices.map { "c\($0)" }.joined(separator: ",")]
    for row in columns[0].indices {
      lines.append(columns.map { field($0[row]) }.joined(separator: ","))
    }
    return lines.map { $0 + "\n" }.joined()
  }

  private static func field(_ cell: String?) -> String {
    guard let cell else { return "" }
    guard cell.isEmpty || cell.utf8.contains(where: { ",\"\n\r".utf8.contains($0) }) else { return cell }
    return "\"" + cell.replacingOccurrences(of: "\"", with: "\"\"") + "\""
  }

  /// Writes `text` to a file that exists while `body` runs.
  static func withFile<Result>(_ text: String, _ body: (BatchFile) throws -> Result) throws -> Result {
    let path = NSTemporaryDirectory() + "sluice-\(UUID().uuidString).csv"
    defer { unlink(path) }
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    return try body(BatchFile(path: path, bytes: text.utf8.count))
  }

  private final class ForEachBatch: BatchWorker {
    private let body: (RecordBatch) -> Void
    init(_ body: @escaping (RecordBatch) -> Void) { self.body = body }
    func add(_ batch: RecordBatch) { body(batch) }
  }
}

/// SplitMix64: random numbers that a printed seed brings back.
struct SeededNumbers: RandomNumberGenerator {
  /// Shown by a failing test; write it here as a constant to run that test again.
  let seed: UInt64
  private var state: UInt64

  init(seed: UInt64 = .random(in: 0 ... .max)) {
    self.seed = seed
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// `count` decimal digits.
  mutating func digits(_ count: Int) -> String {
    String(decoding: (0..<count).map { _ in UInt8.random(in: 48...57, using: &self) }, as: UTF8.self)
  }
}

/// Calls `body` with a chunk's view of `text`, alone in memory: behind it comes what a reused buffer may hold.
func withBytes<Result>(_ text: [UInt8], _ body: (Bytes) throws -> Result) rethrows -> Result {
  var memory = text + [UInt8](repeating: UInt8(ascii: "8"), count: Bytes.padding)
  return try memory.withUnsafeMutableBufferPointer { memory in
    guard let base = memory.baseAddress else { preconditionFailure("padding is never empty") }
    return try body(Bytes(base: base, count: text.count))
  }
}

func withBytes<Result>(_ text: String, _ body: (Bytes) throws -> Result) rethrows -> Result {
  try withBytes(Array(text.utf8), body)
}
