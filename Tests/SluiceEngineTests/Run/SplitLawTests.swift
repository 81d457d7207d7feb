import SluiceContract
import Testing

@testable import SluiceEngine

/// The same bytes give the same result, however many threads read them in however many pieces.
struct SplitLawTests {
  struct Nasty: CustomTestStringConvertible {
    var testDescription: String
    var files: [[UInt8]]

    init(_ name: String, _ files: [String]) {
      testDescription = name
      self.files = files.map { Array($0.utf8) }
    }

    init(_ name: String, bytes: [UInt8]) {
      testDescription = name
      files = [bytes]
    }
  }

  static let contract = """
    customProperties: [{property: sluiceColumnOrder, value: warn}]
    properties:
      - {name: id, logicalType: integer, primaryKey: true, logicalTypeOptions: {minimum: 2}}
      - {name: name, logicalType: string, unique: true, logicalTypeOptions: {maxLength: 3, pattern: "^[^x]*$"}}
      - {name: price, logicalType: number, required: true, logicalTypeOptions: {maximum: 10}, quality: [{metric: nullValues, mustBe: 0}]}
      - {name: day, logicalType: date, classification: restricted, quality: [{metric: invalidValues, mustBe: 0, arguments: {validValues: ["2024-01-01"]}}]}
    quality:
      - {metric: duplicateValues, mustBe: 0, arguments: {properties: [name, day]}}
      - {metric: rowCount, mustBeGreaterThan: 3}
    """

  static let head = "id,name,price,day\n"

  static let batches: [Nasty] = [
    Nasty("clean", [head + "1,a,1.5,2024-01-01\n2,b,2,2024-01-02\n3,,,\n"]),
    Nasty(
      "breaks every rule, again and again",
      [head + (0..<24).map { "\($0 % 7),xx\($0 % 5)longer,\($0).5,2024-13-01\n\($0).0,,nan,\n" }.joined()]),
    Nasty("CR LF and no end", ["id,name,price,day\r\n1,\"a\r\n\",1,2024-01-01\r\n2,b,2,2024-01-02"]),
    Nasty(
      "quotes of every kind",
      [head + "1,\"a\"\"b\",1,\n2,\"\",2,\n\"3\",\"\"\"\",\"3\",\"2024-01-01\"\n4,\",\n\",4,\n"]),
    Nasty("ragged", [head + "1\n2,a,1,2024-01-01,5\n3,b\n4,c,1,2024-01-01\n\n,,\n"]),
    Nasty("malformed quotes", [head + "1,a\"b\",1,\n2,\"a\"b,2,\n3,\"c\" ,3,\n4,d,4,\n5,\"e,5,\n6,f,6,\n"]),
    Nasty("carriage returns", ["id,name,price,day\r\n1,a\rb,1,\n2,\r,2,\r\n3,c\r\r\n4,d,4,\r\n5,e,5,\r"]),
    Nasty("blank lines", [head + "\n\n1,a,1,\n\n2,b,2,\n\n\n"]),
    Nasty("only blank lines", [head + "\n\n\n"]),
    Nasty(
      "not UTF-8",
      bytes: Array(head.utf8) + [0x31, 0x2C, 0xC3] + Array(",1,\n2,b,2,\n3,\u{E9}x,3,\n".utf8)
        + [0x34, 0x2C, 0xF0, 0x9F, 0x98, 0x2C, 0x0A, 0x00, 0x0A]),
    Nasty("a byte order mark", ["\u{FEFF}" + head + "1,a,1,\n2,b\n"]),
    Nasty(
      "parts, one empty, one of another order, one of other columns, one no text",
      [
        head + "1,a,1,2024-01-01\n2,b,2,2024-01-02", "", "day,price,name,id\n2024-01-01,3,a,1\n\n",
        "id,name,cost\n5,e,5\n", "\u{1F}\u{8B}xxxxxx", "\"\nid\",name\n", head,
      ]),
    Nasty(
      "a stray quote before a row that is found again as a duplicate",
      [
        head + "1,\"x\ny\",1,\n2,4.0,,\n",
        head + "\"\"\"q,5.5,-3,\n3,4.0,\"\",2024-01-01\n\"a,b\",e,-3,\n4,r,\"q\"\"q\",\n",
      ]),
    Nasty("a renamed column", ["id,name,prices,day\n1,a,1.5,2024-01-01\n2,b,2.5,\n"]),
    Nasty("nothing", [""]),
    Nasty("a header and nothing", [head]),
    Nasty("a header in quotes that never end", ["id,\"name,price,day\n1,a,1,\n"]),
  ]

  @Test(arguments: batches)
  func `any split and any number of threads give one result`(batch: Nasty) throws {
    try Self.check(batch.files, note: batch.testDescription, threads: [1, 2, 3, 8], chunks: Self.chunks)
  }

  static let chunks = [1, 2, 3, 7, 64, 4096, 256 * 1024]

  static func check(
    _ files: [[UInt8]], note: String, threads: [Int], chunks: [Int], contract: String = contract
  ) throws {
    let contract = try Batches.contract(contract)
    let folder = try TemporaryFolder()
    let paths = try files.enumerated().map { try folder.write("part-\($0.offset).csv", $0.element) }
    let whole = try Batches.validate(
      contract, paths: paths, options: RunOptions(threads: 1, chunkBytes: 256 * 1024, samples: 3))
    for threads in threads {
      for chunkBytes in chunks {
        let split = try Batches.validate(
          contract, paths: paths, options: RunOptions(threads: threads, chunkBytes: chunkBytes, samples: 3))
        let (wanted, found) = (whole.dump, split.dump)
        guard wanted != found else { continue }
        Issue.record(
          "\(note), \(threads) threads, chunks of \(chunkBytes):\n\(Self.difference(wanted, found))")
        return
      }
    }
  }

  /// The lines that only one side has.
  static func difference(_ wanted: String, _ found: String) -> String {
    let (ours, theirs) = (wanted.split(separator: "\n"), found.split(separator: "\n"))
    let lost = ours.filter { !theirs.contains($0) }.map { "whole: \($0)" }
    return (lost + theirs.filter { !ours.contains($0) }.map { "split: \($0)" }).joined(separator: "\n")
  }

  @Test
  func `random documents, broken ones too, obey the law`() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededGenerator(seed: seed)
    for round in 0..<12 {
      let files = (0..<Int.random(in: 1...3, using: &random)).map { _ in Self.document(&random) }
      try Self.check(files, note: "seed \(seed), round \(round)", threads: [1, 3], chunks: [1, 2, 3, 7, 64])
    }
  }

  /// Rows that mostly look like rows.
  static func document(_ random: inout SeededGenerator) -> [UInt8] {
    let pieces: [[UInt8]] = [
      "1", "2", "-3", "4.0", "5.5", "a", "bcd", "\u{E9}", "\u{1F600}", "2024-01-01", "2024-02-30", "", "",
      "\"\"", "\"a,b\"", "\"x\ny\"", "\"q\"\"q\"", "\"r\r\n\"", "nan", "true",
    ].map { Array($0.utf8) }
    let broken: [[UInt8]] =
      ["\"", "a\"b", "\"a\"b", "\r", "\n", ",", "\u{0}", "\"\"\""].map { Array($0.utf8) }
      + [[0xFF], [0xC3], [0xE2, 0x82]]
    let isBroken = Bool.random(using: &random)
    let lineEnd: [UInt8] = Bool.random(using: &random) ? [0x0A] : [0x0D, 0x0A]
    var bytes = Array("id,name,price,day".utf8) + lineEnd
    for _ in 0..<Int.random(in: 0...14, using: &random) {
      for field in 0..<4 {
        if field > 0 { bytes.append(UInt8(ascii: ",")) }
        let odd = isBroken && Int.random(in: 0..<10, using: &random) == 0
        let choice = odd ? broken : pieces
        bytes += choice[Int.random(in: 0..<choice.count, using: &random)]
      }
      bytes += isBroken && Int.random(in: 0..<12, using: &random) == 0 ? [0x0D, 0x0A, 0x0A] : lineEnd
    }
    if Bool.random(using: &random) { bytes.removeLast() }
    return bytes
  }

  @Test
  func `records longer than chunks obey the law too`() throws {
    let long = String(repeating: "x\"\"y,\n", count: 40_000)
    let wide = String(repeating: "z", count: 150_000)
    let text = "id,name,price,day\n1,\"\(long)\",1,\n2,\(wide),2,\n3,c,3,\n4,\"\(wide)\",4\n5,\"\(long),5,\n6,d,6,"
    try Self.check([Array(text.utf8)], note: "long records", threads: [1, 2, 3], chunks: [4096, 65_536, 100_003])
  }

  @Test
  func `fields beyond the limit obey the law too`() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededGenerator(seed: seed)
    let pieces: [[UInt8]] =
      ["abc", "\"", "\"\"", ",", "\n", "\n", "\r\n", "\r", "\u{0}"].map { Array($0.utf8) } + [[0xFF]]
    for round in 0..<150 {
      // Half of them begin with a fault in the first record.
      var bytes = Array(Bool.random(using: &random) ? "a,b\n".utf8 : "".utf8)
      for _ in 0..<Int.random(in: 0...30, using: &random) {
        let plain = Int.random(in: 0..<2, using: &random) == 0
        bytes += pieces[plain ? 0 : Int.random(in: 0..<pieces.count, using: &random)]
      }
      var dialect = Dialect.standard
      dialect.hasHeader = Int.random(in: 0..<3, using: &random) > 0
      let recordLimit = [6, 9, 20, 1 << 24].randomElement(using: &random) ?? 6
      func scan(_ threads: Int, _ chunkBytes: Int) throws -> ScannedBatch {
        try Batches.scan(
          [bytes], columns: ["a", "b"], dialect: dialect, fieldLimit: 6, recordLimit: recordLimit,
          threads: threads, chunkBytes: chunkBytes)
      }
      let whole = try scan(1, 4096)
      let text = String(decoding: bytes, as: UTF8.self).debugDescription
      for (threads, chunkBytes) in [(1, 1), (2, 2), (1, 3), (2, 5), (1, 9), (2, 17)] {
        let split = try scan(threads, chunkBytes)
        let note = "seed \(seed), round \(round), chunks of \(chunkBytes): \(text)"
        #expect(split.faults == whole.faults, "\(note)")
        #expect(
          split.findings.map { $0.samples.map(\.message) } == whole.findings.map { $0.samples.map(\.message) }
        )
        #expect(split.rows == whole.rows, "\(note)")
        #expect(split.records == whole.records, "\(note)")
        if split.faults != whole.faults || split.rows != whole.rows { return }
      }
    }
  }

  @Test
  func `keys whose hashes collide are counted as they are`() throws {
    let contract = try Batches.contract(Self.contract)
    let object = try #require(contract.objects.first)
    let text = Self.head + (0..<40).map { "\($0),n\($0 % 13),1,2024-01-0\($0 % 2 + 1)\n" }.joined()
    let folder = try TemporaryFolder()
    let batch = try Batch(paths: [try folder.write("a.csv", text)])
    var spec = Plan(contract, object, dialect: .standard, samples: 3).pass
    let exact = try ColumnPass.run(batch.files, spec: spec, threads: 1, chunkBytes: 4096).keys
    for mask: UInt64 in [0, 1, 7] {
      spec.hashMask = mask
      for threads in [1, 3] {
        let weak = try ColumnPass.run(batch.files, spec: spec, threads: threads, chunkBytes: 64).keys
        #expect(weak == exact, "mask \(mask), \(threads) threads")
      }
    }
    #expect(exact.map(\.duplicatedValues) == [13, 0, 14])
  }
}
