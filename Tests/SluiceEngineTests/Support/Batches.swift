import Foundation
import SluiceContract
import Testing

@testable import SluiceEngine

/// A directory that goes away with the test that made it.
final class TemporaryFolder {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "sluice-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file, making the folders above it, and returns its path.
  @discardableResult
  func write(_ name: String, _ bytes: [UInt8]) throws -> String {
    let file = path + "/" + name
    let folder = (file as NSString).deletingLastPathComponent
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Data(bytes).write(to: URL(fileURLWithPath: file))
    return file
  }

  @discardableResult
  func write(_ name: String, _ text: String) throws -> String { try write(name, Array(text.utf8)) }
}

/// A contract that a test wrote down wrongly.
struct ContractRefused: Error, CustomStringConvertible {
  var description: String
}

/// Batches, contracts and runs as tests write them.
enum Batches {
  /// A contract with one object `orders`; `lines` are its own, from column 1.
  static func contract(_ lines: String) throws -> Contract {
    let head = "apiVersion: v3.2.0\nkind: DataContract\nid: shop\nversion: 1.0.0\nstatus: active\n"
    let body = lines.split(separator: "\n").map { "    \($0)\n" }.joined()
    return try read(head + "schema:\n  - name: orders\n" + body)
  }

  /// Time zones that are the same on every machine.
  static let zones = FloorsTests.root + "/Tests/SluiceContractTests/Fixtures/zones/slim"

  /// A whole contract.
  static func read(_ yaml: String) throws -> Contract {
    let reading = ContractReader.read(
      Array(yaml.utf8), path: "orders.odcs.yaml", environment: ["TZDIR": zones])
    guard let contract = reading.contract else {
      throw ContractRefused(description: reading.diagnostics.map(\.message).joined(separator: "; "))
    }
    return contract
  }

  /// Holds files, written to a folder in the order given, against the contract's only object.
  static func validate(
    _ contract: Contract, _ files: [[UInt8]], dialect: Dialect = .standard,
    options: RunOptions = RunOptions(threads: 1)
  ) throws -> RunResult {
    let folder = try TemporaryFolder()
    let paths = try files.enumerated().map { try folder.write("part-\($0.offset).csv", $0.element) }
    return try validate(contract, paths: paths, dialect: dialect, options: options)
  }

  static func validate(
    _ lines: String, _ text: String, dialect: Dialect = .standard,
    options: RunOptions = RunOptions(threads: 1)
  ) throws -> RunResult {
    try validate(contract(lines), [Array(text.utf8)], dialect: dialect, options: options)
  }

  static func validate(
    _ contract: Contract, paths: [String], dialect: Dialect = .standard,
    options: RunOptions = RunOptions(threads: 1)
  ) throws -> RunResult {
    let object = try #require(contract.objects.first)
    return try Validation.run(
      contract: contract, object: object, batch: try Batch(paths: paths), dialect: dialect, options: options)
  }

  /// What is known of files, written to a folder in the order given, by the contract's only object.
  static func profile(
    _ contract: Contract, _ files: [[UInt8]], options: RunOptions = RunOptions(threads: 1)
  ) throws -> BatchProfile {
    let folder = try TemporaryFolder()
    let paths = try files.enumerated().map { try folder.write("part-\($0.offset).csv", $0.element) }
    let object = try #require(contract.objects.first)
    return try Profiler.run(object: object, batch: try Batch(paths: paths), dialect: .standard, options: options)
  }

  /// The same, as rules about change are told it.
  static func baseline(_ contract: Contract, _ files: [[UInt8]]) throws -> Baseline {
    Baseline(path: "earlier.json", objects: [try profile(contract, files).baseline])
  }

  /// Reads files without a contract: faults, and all cells of `columns`.
  static func scan(
    _ files: [[UInt8]], columns: [String], dialect: Dialect = .standard, fieldLimit: Int = 1 << 24,
    recordLimit: Int = 1 << 24,
    threads: Int = 1, chunkBytes: Int = 1 << 18
  ) throws -> ScannedBatch {
    let folder = try TemporaryFolder()
    let paths = try files.enumerated().map { try folder.write("part-\($0.offset).csv", $0.element) }
    var scan = ScanSpec(dialect: dialect, columns: columns.map { Array($0.utf8) })
    (scan.fieldLimit, scan.recordLimit) = (fieldLimit, recordLimit)
    let workers = (0..<threads).map { _ in CellCollector(columns: columns.count, dialect: dialect) }
    let outcome = try BatchReader.run(
      try Batch(paths: paths).files, scan: scan, chunkBytes: chunkBytes, workers: workers)
    return ScannedBatch(
      findings: StructureReport.findings(outcome),
      rows: workers.flatMap(\.rows).sorted { $0.ordinal < $1.ordinal }, records: outcome.rows)
  }
}

/// What reading alone makes of a batch.
struct ScannedBatch {
  var findings: [StructuralFinding]
  var rows: [Row]
  /// Records of all files, broken ones too.
  var records: Int

  /// A record whose cells were read.
  struct Row: Equatable {
    var ordinal: Int
    var row: Int
    var line: Int
    var byteOffset: Int
    /// nil for null.
    var cells: [String?]
  }

  var cells: [[String?]] { rows.map(\.cells) }

  /// Findings without their file and samples, one line each.
  var faults: [String] {
    findings.map {
      "\($0.kind) \($0.severity) x\($0.count) row \($0.row) line \($0.line) byte \($0.byteOffset)"
    }
  }
}

/// Keeps the cells of all records that can be read.
final class CellCollector: BatchWorker {
  private(set) var rows: [ScannedBatch.Row] = []
  private let columns: Int
  private let dialect: Dialect

  init(columns: Int, dialect: Dialect) {
    self.columns = columns
    self.dialect = dialect
  }

  func add(_ batch: RecordBatch) {
    let first = rows.count
    for row in 0..<batch.rows {
      let (record, start) = (batch.record(of: row), Int(batch.starts[row]))
      rows.append(
        ScannedBatch.Row(
          ordinal: batch.span.firstOrdinal + record, row: batch.span.firstRow + record,
          line: batch.line(record, start), byteOffset: batch.span.byteOffset + start - batch.span.start,
          cells: Array(repeating: nil, count: columns)))
    }
    let column = ColumnBatch()
    for index in 0..<columns {
      guard let field = batch.span.layout.fields[index] else { continue }
      column.gather(batch, field: field, dialect: dialect)
      for row in 0..<batch.rows where column.status[row] != CellStatus.null {
        rows[first + row].cells[index] = String(decoding: column.text(row), as: UTF8.self)
      }
    }
  }
}

extension RunResult {
  /// The only result of a check on a column (or on the object).
  func result(_ check: String, _ column: String? = nil) throws -> CheckResult {
    let found = results.filter { $0.check == check && $0.column == column }
    try #require(found.count == 1, "\(found.count) results of \(check) on \(column ?? "the object")")
    return found[0]
  }

  func column(_ name: String) throws -> ColumnSummary {
    try #require(columns.first { $0.name == name }, "no column \(name)")
  }

  /// All that the run found out, but for timing and folders, in an order that depends on nothing.
  var dump: String {
    var lines = ["\(object) \(verdict) complete=\(isComplete) rows=\(rows)"]
    lines += files.map { "file \(Self.name($0.path)) \($0.bytes) bytes \($0.rows) rows" }
    for result in results {
      lines.append(
        """
        \(result.id) \(result.check) \(result.column ?? "-") \(result.status) blocking=\(result.isBlocking) \
        \(result.failing.map(String.init) ?? "-") of \(result.population.map(String.init) ?? "-") \
        \(result.observed ?? "-") \(result.unit ?? "-") expected \(result.expected ?? "-") \
        because \(result.reason ?? "-") details \(result.details)
        """)
      lines += result.samples.map { "  sample " + Self.words($0) }
    }
    for finding in structure {
      lines.append(
        """
        \(finding.kind) \(finding.severity) \(Self.name(finding.file)) x\(finding.count) row \(finding.row) \
        line \(finding.line) byte \(finding.byteOffset): \(finding.message)
        """)
      lines += finding.samples.map {
        "  at row \($0.row) line \($0.line) byte \($0.byteOffset): \($0.message)"
      }
    }
    lines += columns.map { "column \($0)" }
    return lines.joined(separator: "\n")
  }

  private static func words(_ sample: Sample) -> String {
    let key = sample.key.map { "\($0.column)=\($0.value.map { "\($0)" } ?? "-") masked=\($0.isMasked)" }
    return """
      \(name(sample.file)) row \(sample.row) line \(sample.line) byte \(sample.byteOffset) \
      \(sample.column ?? "-") \(sample.value.map { "\($0)" } ?? "-") masked=\(sample.isMasked) \(key)
      """
  }

  private static func name(_ path: String) -> String { (path as NSString).lastPathComponent }
}

/// Random numbers that a seed gives back: SplitMix64.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
