import Testing

@testable import SluiceEngine

/// Whatever the dialect, the same bytes give the same records, faults and places, however many threads read them in
/// however many pieces.
struct DialectSplitTests {
  static let dialects: [(name: String, change: @Sendable (inout Dialect) -> Void)] = [
    ("escape", { $0.escape = UInt8(ascii: "\\") }),
    ("comment", { $0.comment = UInt8(ascii: "#") }),
    ("trim", { $0.trims = true }),
    ("no quotes", { $0.quote = nil }),
    ("skipped lines", { $0.skippedLines = 2 }),
    (
      "all of them",
      {
        ($0.escape, $0.comment, $0.trims) = (UInt8(ascii: "\\"), UInt8(ascii: "#"), true)
        ($0.skippedLines, $0.hasHeader) = (1, false)
      }
    ),
  ]

  static let pieces: [[UInt8]] =
    [
      "abc", "\"", "\"\"", ",", ",", "\n", "\n", "\n", "\r\n", "\r", "\u{0}", "\\", "\\\"", "\\\\", "#", "\n#", " ",
      "\t",
      " \"", "\" ", "\"x\"", "\u{E9}",
    ].map { Array($0.utf8) } + [[0xFF]]

  static func document(_ random: inout SeededGenerator, _ dialect: Dialect) -> [UInt8] {
    var bytes = Array(repeating: Array("skipped, \"line\n".utf8), count: dialect.skippedLines).flatMap { $0 }
    if Bool.random(using: &random) { bytes += Array("# first\n".utf8) }
    if Bool.random(using: &random) { bytes += Array("a,b\n".utf8) }
    for _ in 0..<Int.random(in: 0...40, using: &random) {
      bytes += pieces[Int.random(in: 0..<pieces.count, using: &random)]
    }
    return bytes
  }

  @Test(arguments: dialects.indices)
  func `random documents obey the law of splits in every dialect`(index: Int) throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededGenerator(seed: seed)
    var dialect = Dialect.standard
    Self.dialects[index].change(&dialect)
    for round in 0..<60 {
      let files = (0..<Int.random(in: 1...2, using: &random)).map { _ in Self.document(&random, dialect) }
      // Half of them with fields that are too long.
      let limit = Bool.random(using: &random) ? 6 : 1 << 24
      func scan(_ threads: Int, _ chunkBytes: Int) throws -> ScannedBatch {
        try Batches.scan(
          files, columns: ["a", "b"], dialect: dialect, fieldLimit: limit, threads: threads, chunkBytes: chunkBytes)
      }
      let whole = try scan(1, 4096)
      for (threads, chunkBytes) in [(1, 1), (2, 2), (1, 3), (2, 7), (2, 17)] {
        let split = try scan(threads, chunkBytes)
        let text = files.map { String(decoding: $0, as: UTF8.self).debugDescription }
        let note = "\(Self.dialects[index].name), seed \(seed), round \(round), chunks of \(chunkBytes): \(text)"
        #expect(split.faults == whole.faults, "\(note)")
        #expect(split.findings.map { $0.samples.map(\.message) } == whole.findings.map { $0.samples.map(\.message) })
        #expect(split.rows == whole.rows, "\(note)")
        #expect(split.records == whole.records, "\(note)")
        if split.faults != whole.faults || split.rows != whole.rows { return }
      }
    }
  }

  @Test(arguments: dialects.indices)
  func `a row that is found again is the same row`(index: Int) throws {
    var dialect = Dialect.standard
    Self.dialects[index].change(&dialect)
    let skipped = String(repeating: "skipped\n", count: dialect.skippedLines)
    let header = dialect.hasHeader ? "id,name\n" : ""
    let rows = (0..<40).map { row in
      "\(row % 13 == 0 && dialect.comment != nil ? "# between\n" : "")\(row),n\(row % 7)\n"
    }
    let contract = try Batches.contract("properties: [{name: id}, {name: name, unique: true}]")
    for chunkBytes in [16, 64, 4096] {
      let run = try Batches.validate(
        contract, [Array((skipped + header + rows.joined()).utf8)], dialect: dialect,
        options: RunOptions(threads: 2, chunkBytes: chunkBytes, samples: 3))
      let unique = try run.result("unique", "name")
      #expect(unique.failing == 40)
      #expect(unique.samples.map(\.row) == [1, 2, 3])
      let first = dialect.skippedLines + (dialect.hasHeader ? 1 : 0) + (dialect.comment == nil ? 0 : 1) + 1
      #expect(unique.samples.first?.line == first)
      #expect(run.files.first?.commentLines == (dialect.comment == nil ? 0 : 4))
    }
  }
}
