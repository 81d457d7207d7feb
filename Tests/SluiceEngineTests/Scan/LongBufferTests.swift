import Testing

@testable import SluiceEngine

/// What is put together from many chunks is handed on in pieces, and nobody can tell from the result.
struct LongBufferTests {
  struct Text: CustomTestStringConvertible {
    var testDescription: String
    var bytes: [UInt8]
    var dialect = Dialect.standard
  }

  private static func repeated(_ text: String, _ count: Int) -> String { String(repeating: text, count: count) }

  /// Long lines, since counting lines and cells takes long in a build for tests.
  private static let words = repeated("words and words ", 40)

  private static func text(_ description: String, _ parts: [String]) -> Text {
    Text(testDescription: description, bytes: Array(parts.joined().utf8))
  }

  private static let comments: Text = {
    var made = LongBufferTests.text(
      "a quote between comments", ["#\na,b\n#\n0,\"open\n", repeated("12,\(words)\n# no, row\n#\n3,y\n", 200), "#"])
    made.dialect.comment = UInt8(ascii: "#")
    return made
  }()

  private static let binary: Text = {
    var made = LongBufferTests.text("bytes that are no text", ["a,b\n0,\"open\n"])
    for row in 0..<200 {
      made.bytes += Array("1,\(words)".utf8)
      made.bytes += [row % 3 == 0 ? 0xFF : 0x78, row % 5 == 0 ? 0x00 : 0x78, 0x0A]
    }
    return made
  }()

  static let texts: [Text] = [
    text("a quote that never closes", ["a,b\n0,\"open\n", repeated("12,\(words)\n", 200), "3,\"end\"\n"]),
    text(
      "one in lines that end in CR LF, some of them broken",
      ["a,b\r\n0,\"open\r\n", repeated("12,\(words)\r\n3\r\n\r\n4,x\ry\r\n", 200)]),
    text(
      "a long field before rows of several lines, and no line end",
      ["a,b\n1,\"", repeated("\(words)\"\"\n", 130), "\"\n", repeated("2,\"\(words)\nb\"\n", 100), "3,c"]),
    comments, binary,
    text("a field beyond the limit", ["a,b\n1,x\n2,", repeated("y", 150_000), "\n3,z\n"]),
    text("more fields than anybody has columns", ["a,b\n1,x\n", repeated(",", 270_000), "\n3,z\n"]),
  ]

  static func scan(_ text: Text, threads: Int, chunkBytes: Int) throws -> ScannedBatch {
    try Batches.scan(
      [text.bytes], columns: ["a", "b"], dialect: text.dialect, fieldLimit: 90_000, recordLimit: 500_000,
      threads: threads, chunkBytes: chunkBytes)
  }

  @Test(arguments: texts)
  func `any split gives the same rows and faults`(text: Text) throws {
    let whole = try Self.scan(text, threads: 1, chunkBytes: 1 << 22)
    #expect(whole.records > 1)
    for (threads, chunkBytes) in [(1, 1 << 12), (3, 1 << 14), (2, 1 << 16)] {
      let split = try Self.scan(text, threads: threads, chunkBytes: chunkBytes)
      #expect(split.rows == whole.rows, "\(threads) threads, chunks of \(chunkBytes)")
      #expect(split.faults == whole.faults, "\(threads) threads, chunks of \(chunkBytes)")
      #expect(split.findings.map(\.message) == whole.findings.map(\.message))
      #expect(split.records == whole.records)
    }
  }

  @Test(arguments: texts)
  func `no worker gets more than a few chunks of records at a time`(text: Text) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("a.csv", text.bytes)
    var scan = ScanSpec(dialect: text.dialect, columns: [Array("a".utf8), Array("b".utf8)])
    (scan.fieldLimit, scan.recordLimit) = (90_000, 500_000)
    let worker = SpanMeter()
    let chunkBytes = 1 << 13
    let outcome = try BatchReader.run(
      try Batch(paths: [path]).files, scan: scan, chunkBytes: chunkBytes, workers: [worker])
    #expect(worker.spans.reduce(0) { $0 + $1.records } == outcome.rows)
    for span in worker.spans where span.records > 1 { #expect(span.bytes <= 2 * chunkBytes) }
    // Every byte is in one chunk, in order, and the chunks are numbered without gaps.
    #expect(worker.bytes == text.bytes)
    #expect(worker.chunks == Array(0..<worker.chunks.count))
    #expect(worker.lastChunks == [worker.chunks.count - 1])
  }

  @Test(arguments: texts.prefix(4))
  func `rows are found again where they are`(text: Text) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("a.csv", text.bytes)
    var scan = ScanSpec(dialect: text.dialect, columns: [Array("a".utf8), Array("b".utf8)])
    scan.fieldLimit = 90_000
    let outcome = try BatchReader.run(
      try Batch(paths: [path]).files, scan: scan, chunkBytes: 1 << 13, workers: [SpanMeter()])
    let rows = try Self.scan(text, threads: 1, chunkBytes: 1 << 22).rows
    for row in [rows[1], rows[rows.count / 2], rows[rows.count - 1]] {
      let place = try #require(outcome.places.last { $0.firstOrdinal <= row.ordinal })
      let reader = SpanReader(scan: scan, files: outcome.files)
      let batch = try #require(try reader.read(place, holding: row.ordinal))
      let index = try #require(
        (0..<batch.rows).first { batch.span.firstOrdinal + batch.record(of: $0) == row.ordinal })
      #expect(batch.line(batch.record(of: index), Int(batch.starts[index])) == row.line)
      #expect(batch.span.byteOffset + Int(batch.starts[index]) - batch.span.start == row.byteOffset)
    }
  }

  @Test(arguments: texts)
  func `a quarantine of it makes the file again`(text: Text) throws {
    guard text.dialect.comment == nil else { return }
    let contract = try Batches.contract(
      "properties:\n  - {name: a, logicalType: integer, logicalTypeOptions: {maximum: 5}}\n  - {name: b}")
    let folder = try TemporaryFolder()
    let path = try folder.write("a.csv", text.bytes)
    let whole = try Batches.quarantine(contract, paths: [path], options: RunOptions(threads: 1, chunkBytes: 1 << 22))
    for (threads, chunkBytes) in [(1, 1 << 12), (3, 1 << 15)] {
      let options = RunOptions(threads: threads, chunkBytes: chunkBytes)
      let split = try Batches.quarantine(contract, paths: [path], options: options)
      #expect(split.sink.contents == whole.sink.contents, "\(threads) threads, chunks of \(chunkBytes)")
    }
  }
}

/// Notes what it is handed.
private final class SpanMeter: BatchWorker {
  private(set) var spans: [(records: Int, bytes: Int)] = []
  private(set) var bytes: [UInt8] = []
  private(set) var chunks: [Int] = []
  private(set) var lastChunks: [Int] = []

  func begin(_ chunk: ChunkBytes) {
    bytes += chunk.bytes.copy(chunk.range.lowerBound, chunk.range.count)
    chunks.append(chunk.index)
    if chunk.isLastOfFile { lastChunks.append(chunk.index) }
  }

  func add(_ batch: RecordBatch) { spans.append((batch.span.records, batch.span.end - batch.span.start)) }
}

/// Files that take turns with their long records: none waits for ever, and all is read.
struct LongRecordTurnTests {
  private static let long = "1,\"" + String(repeating: "words, and lines\n", count: 5_000) + "\"\n2,x\n"

  /// Plain and compressed files with long records at their beginning, in between, at their end, and none at all.
  private static func files() -> [[UInt8]] {
    let short = String(repeating: "3,short\n", count: 400)
    let texts = [
      long + short, short + long, long + long + long, short, "1,\"" + String(long.dropLast(6)), short + long + short,
    ]
    return (texts + texts).enumerated().map { index, text in
      let bytes = Array(("a,b\n" + text).utf8)
      return index % 2 == 0 ? Compressed.gzip(bytes) : bytes
    }
  }

  @Test(arguments: [1, 2, 8], [1 << 13, 1 << 20])
  func `every record is read, whoever has the turn`(threads: Int, chunkBytes: Int) throws {
    let folder = try TemporaryFolder()
    let files = Self.files()
    let paths = try files.enumerated().map { try folder.write("part-\($0.offset).csv", $0.element) }
    var scan = ScanSpec(dialect: .standard, columns: [Array("a".utf8), Array("b".utf8)])
    var rows: [[Int]] = []
    for longRecordBytes in [1 << 24, 70_000] {
      scan.longRecordBytes = longRecordBytes
      let workers = (0..<threads).map { _ in SpanMeter() }
      let outcome = try BatchReader.run(
        try Batch(paths: paths).files, scan: scan, chunkBytes: chunkBytes, workers: workers)
      rows.append(outcome.files.map(\.rows))
    }
    #expect(rows[0] == rows[1] && rows[0].allSatisfy { $0 > 0 })
  }
}
