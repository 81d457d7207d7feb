import SluiceContract
import Testing

@testable import SluiceEngine

/// A quarantine in memory: what a folder would hold.
final class MemorySink: QuarantineSink {
  private struct State {
    var parts: [(accepted: [UInt8], rejected: [UInt8])] = []
    var reasons: [[UInt8]] = []
    var open: Set<Int> = []
    var ended: Set<Int> = []
    var paths: [String] = []
    var isFinished = false
    var isAbandoned = false
    /// Writes that succeed before one fails.
    var writesLeft: Int
  }

  private let state: Lock<State>

  init(failingAfter writes: Int = .max) { state = Lock(State(writesLeft: writes)) }

  var parts: [(accepted: [UInt8], rejected: [UInt8])] { state.withLock { $0.isFinished ? $0.parts : [] } }
  var reasons: [UInt8] { QuarantineReasons.header + state.withLock { $0.reasons.flatMap(\.self) } }
  var isFinished: Bool { state.withLock { $0.isFinished } }
  var isAbandoned: Bool { state.withLock { $0.isAbandoned } }

  func begin(parts: [String]) throws(QuarantineError) {
    state.withLock { state in
      state.paths = parts
      state.parts = parts.map { _ in ([], []) }
      state.reasons = parts.map { _ in [] }
    }
  }

  func beginPart(_ part: Int) throws(QuarantineError) {
    state.withLock { #expect($0.open.insert(part).inserted && !$0.ended.contains(part)) }
  }

  func endPart(_ part: Int) throws(QuarantineError) {
    state.withLock { #expect($0.open.remove(part) != nil && $0.ended.insert(part).inserted) }
  }

  func write(_ bytes: [UInt8], to stream: QuarantineStream, part: Int) throws(QuarantineError) {
    try state.withLock { state throws(QuarantineError) in
      #expect(state.open.contains(part))
      state.writesLeft -= 1
      if state.writesLeft < 0 { throw QuarantineError(action: "cannot write", path: "memory", errno: 28) }
      switch stream {
      case .accepted: state.parts[part].accepted += bytes
      case .rejected: state.parts[part].rejected += bytes
      case .reasons: state.reasons[part] += bytes
      }
    }
  }

  func finish() throws(QuarantineError) -> QuarantinePlace {
    state.withLock { state in
      #expect(!state.isFinished && !state.isAbandoned && state.ended.count == state.paths.count)
      state.isFinished = true
      return QuarantinePlace(
        path: "q", reasons: "q/reasons.csv",
        parts: state.paths.map { ("q/accepted of \($0)", "q/rejected of \($0)") })
    }
  }

  func abandon() {
    state.withLock { state in
      #expect(!state.isFinished && !state.isAbandoned)
      state.isAbandoned = true
    }
  }
}

extension MemorySink {
  var reasonLines: [String] { text(reasons).split(separator: "\n").map(String.init) }

  func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  /// All that it holds, to be compared.
  var contents: [[UInt8]] { parts.flatMap { [$0.accepted, $0.rejected] } + [reasons] }
}

extension Batches {
  static func quarantine(
    _ contract: Contract, paths: [String], options: RunOptions = RunOptions(threads: 1), percent: String? = nil,
    keepsFirst: Bool = false, sink: MemorySink = MemorySink()
  ) throws -> (result: RunResult, summary: QuarantineSummary, sink: MemorySink) {
    var options = options
    options.quarantine = QuarantineOptions(
      sink: sink, acceptedPercent: percent.flatMap { ExactDecimal($0) }, keepsFirst: keepsFirst)
    let result = try validate(contract, paths: paths, options: options)
    return (result, try #require(result.quarantine), sink)
  }

  /// One file, `batch.csv` in the reasons.
  static func quarantine(
    _ lines: String, _ text: String, percent: String? = nil, keepsFirst: Bool = false, sink: MemorySink = MemorySink()
  ) throws -> (result: RunResult, summary: QuarantineSummary, sink: MemorySink) {
    let folder = try TemporaryFolder()
    let path = try folder.write("batch.csv", text)
    return try quarantine(try contract(lines), paths: [path], percent: percent, keepsFirst: keepsFirst, sink: sink)
  }
}

/// Puts a part together again from its accepted and rejected rows, by the numbers in `reasons.csv` alone.
///
/// Accepted rows are well formed, so their ends are where line feeds stand outside quotes. A rejected row may be
/// anything: it ends where the next rejected one begins, less the accepted ones between them.
struct Interleaving {
  private(set) var bytes: [UInt8] = []
  /// What cannot be as it should.
  private(set) var faults: [String] = []

  init(accepted: [UInt8], rejected: [UInt8], rows: [Int: Int], hasHeader: Bool = true) {
    if rows[0] != nil {
      // No record of the part can be read: it is rejected as it is.
      if !accepted.isEmpty { faults.append("accepted bytes of an unreadable part") }
      bytes = rejected
      return
    }
    var good = Self.records(accepted)[...]
    if hasHeader { bytes = good.popFirst() ?? [] }
    guard rejected.starts(with: bytes) else {
      faults.append("the rejected rows do not begin with the header")
      return
    }
    var rest = rejected[bytes.count...]
    let numbers = rows.keys.sorted()
    var row = 1
    for (index, number) in numbers.enumerated() {
      for _ in row..<number { bytes += good.popFirst() ?? [] }
      row = number + 1
      if rows[number] != bytes.count { faults.append("row \(number) is not at byte \(bytes.count)") }
      var length = rest.count
      if index + 1 < numbers.count, let next = rows[numbers[index + 1]] {
        let between = good.prefix(numbers[index + 1] - row).reduce(0) { $0 + $1.count }
        length = next - bytes.count - between
      }
      bytes += rest.prefix(max(0, length))
      rest = rest.dropFirst(max(0, length))
    }
    bytes += good.flatMap(\.self)
    if !rest.isEmpty { faults.append("\(rest.count) rejected bytes are left") }
  }

  private static func records(_ bytes: [UInt8]) -> [[UInt8]] {
    var records: [[UInt8]] = []
    var record: [UInt8] = []
    var isInside = false
    for byte in bytes {
      record.append(byte)
      if byte == UInt8(ascii: "\"") { isInside.toggle() }
      if byte == UInt8(ascii: "\n") && !isInside {
        records.append(record)
        record = []
      }
    }
    return record.isEmpty ? records : records + [record]
  }
}

/// The lines of `reasons.csv`, read by the book.
struct ReasonFile {
  struct Line: Equatable {
    var part, column, checks, value: String
    var row, line, byte: Int
  }

  private(set) var lines: [Line] = []

  init(_ bytes: [UInt8]) throws {
    let records = Self.parse(bytes)
    #expect(records.first == ["part", "row", "line", "byte", "column", "checks", "value"])
    lines = try records.dropFirst().map { fields in
      try #require(fields.count == 7)
      return Line(
        part: fields[0], column: fields[4], checks: fields[5], value: fields[6], row: try #require(Int(fields[1])),
        line: try #require(Int(fields[2])), byte: try #require(Int(fields[3])))
    }
  }

  /// Row to byte, of one part.
  func rows(of part: String) -> [Int: Int] {
    Dictionary(lines.filter { $0.part == part }.map { ($0.row, $0.byte) }, uniquingKeysWith: { first, _ in first })
  }

  private static func parse(_ bytes: [UInt8]) -> [[String]] {
    var records: [[String]] = []
    var (fields, field): ([String], [UInt8]) = ([], [])
    var isInside = false
    for (index, byte) in bytes.enumerated() {
      switch byte {
      case UInt8(ascii: "\""):
        if !isInside && index > 0 && bytes[index - 1] == byte { field.append(byte) }
        isInside.toggle()
      case UInt8(ascii: ",") where !isInside, UInt8(ascii: "\n") where !isInside:
        fields.append(String(decoding: field, as: UTF8.self))
        field = []
        guard byte == UInt8(ascii: "\n") else { continue }
        records.append(fields)
        fields = []
      default: field.append(byte)
      }
    }
    return records
  }
}
