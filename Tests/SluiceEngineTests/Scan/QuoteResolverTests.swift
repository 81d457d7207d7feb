import Testing

@testable import SluiceEngine

/// The fast resolution of quotes agrees with the readable machine that defines it.
struct QuoteResolverTests {
  /// A buffer as it is when quotes are resolved: `text` between other bytes.
  static func buffer(_ bytes: [UInt8], _ dialect: Dialect = .standard) throws -> ChunkBuffer {
    let folder = try TemporaryFolder()
    let path = try folder.write("a.csv", bytes)
    let file = try InputFile(BatchFile(path: path, bytes: bytes.count))
    let buffer = ChunkBuffer(chunkBytes: max(1, bytes.count))
    let claim = ChunkClaim(
      index: 0, fileIndex: 0, file: file, offset: 0, count: bytes.count, isFirstOfFile: true,
      isLastOfFile: true)
    try buffer.fill(claim, dialect: dialect)
    buffer.trim()
    return buffer
  }

  struct Outcome: Equatable {
    var recordsEnd: Int
    var records: Int
    var lineFeeds: Int
    var returned: Int
    var separators: [Int]
    var recordEnds: [Int]

    init(_ resolution: Resolution, _ buffer: ChunkBuffer) {
      recordsEnd = resolution.recordsEnd - buffer.start
      records = resolution.records
      lineFeeds = resolution.lineFeeds
      returned = resolution.returnedRecords
      func set(_ map: Lane<UInt64>) -> [Int] {
        (buffer.start..<resolution.recordsEnd).filter { map[$0 / 64] >> UInt64($0 % 64) & 1 == 1 }
          .map { $0 - buffer.start }
      }
      separators = set(buffer.delimiters)
      recordEnds = set(buffer.newlines)
    }
  }

  static func compare(
    _ bytes: [UInt8], mustResolve: Bool, _ note: String, dialect: Dialect = .standard
  ) throws {
    let fast = try buffer(bytes, dialect)
    let resolve = dialect.escape == nil ? QuoteResolver.resolve : QuoteResolver.resolveEscaped
    guard let resolution = resolve(fast) else {
      #expect(
        !mustResolve, "not resolved: \(String(decoding: bytes, as: UTF8.self).debugDescription) \(note)")
      return
    }
    let slow = try buffer(bytes, dialect)
    let defined = RecordMachine.resolve(slow, dialect: dialect, isLastOfFile: false, limit: 1 << 24)
    let text = "\(String(decoding: bytes, as: UTF8.self).debugDescription) \(note)"
    #expect(Outcome(resolution, fast) == Outcome(defined, slow), "\(text)")
    #expect(defined.faults.isEmpty, "\(defined.faults) in \(text)")
    // The flags may promise more than there is, never less.
    #expect(resolution.hasQuotes || !defined.hasQuotes, "\(text)")
    #expect(resolution.hasDoubledQuotes || !defined.hasDoubledQuotes, "\(text)")
    if resolution.recordsEnd == fast.end {
      #expect(resolution.hasQuotes == defined.hasQuotes, "\(text)")
      #expect(resolution.hasDoubledQuotes == defined.hasDoubledQuotes, "\(text)")
    }
  }

  /// CSV as RFC 4180 wants it, cut anywhere at its end.
  static func wellFormed(_ random: inout SeededGenerator) -> [UInt8] {
    let pieces = ["a", "bc", "\"", ",", "\n", "\r\n", "\r", "", "0123456789abcdef"]
    var text = ""
    for _ in 0..<Int.random(in: 0...12, using: &random) {
      let width = Int.random(in: 1...4, using: &random)
      let fields = (0..<width).map { _ -> String in
        let raw = (0..<Int.random(in: 0...4, using: &random)).map { _ in
          pieces[Int.random(in: 0..<pieces.count, using: &random)]
        }.joined()
        let mustQuote = raw.utf8.contains { ",\"\r\n".utf8.contains($0) }
        guard mustQuote || Int.random(in: 0..<4, using: &random) == 0 else { return raw }
        return "\"" + raw.unicodeScalars.map { $0 == "\"" ? "\"\"" : String($0) }.joined() + "\""
      }
      text += fields.joined(separator: ",") + (Bool.random(using: &random) ? "\n" : "\r\n")
    }
    return Array(text.utf8)
  }

  @Test
  func `well-formed text has the records that the machine finds`() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededGenerator(seed: seed)
    for _ in 0..<300 {
      let bytes = Self.wellFormed(&random)
      try Self.compare(bytes, mustResolve: true, "seed \(seed)")
      let cut = Int.random(in: 0...bytes.count, using: &random)
      try Self.compare(Array(bytes.prefix(cut)), mustResolve: true, "seed \(seed), cut at \(cut)")
    }
  }

  @Test
  func `what is resolved has no fault, whatever the bytes`() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededGenerator(seed: seed)
    let alphabet = Array(",\"\r\n ax".utf8)
    for round in 0..<800 {
      let count =
        round % 2 == 0 ? Int.random(in: 0...8, using: &random) : Int.random(in: 55...140, using: &random)
      // Long texts with few quotes, else none of them would resolve.
      let bytes = (0..<count).map { _ -> UInt8 in
        if count > 8 && Int.random(in: 0..<6, using: &random) > 0 { return UInt8(ascii: "a") }
        return alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
      }
      try Self.compare(bytes, mustResolve: false, "seed \(seed)")
    }
  }

  /// Everything that resolving says and leaves behind; nil where the bytes break the rules.
  private struct Trace: Equatable {
    var outcome: Outcome
    var flags: [Bool]
    var maps: [[UInt64]]

    init?(_ buffer: ChunkBuffer, _ resolve: (ChunkBuffer) -> Resolution?) {
      guard let resolution = resolve(buffer) else { return nil }
      outcome = Outcome(resolution, buffer)
      flags = [resolution.hasQuotes, resolution.hasDoubledQuotes]
      maps = [buffer.delimiters, buffer.newlines].map { map in buffer.wordRange.map { map[$0] } }
    }
  }

  @Test func `the kernel says what the loop without it says, whatever the bytes`() throws {
    var random = SeededNumbers()
    let alphabet = Array("\",\n\ra\"\",\n".utf8)
    for round in 0..<1500 {
      let count = Int.random(in: 0...300, using: &random)
      var bytes = (0..<count).map { _ -> UInt8 in
        // Dense structure, sparse structure, and text that is as it should be.
        round % 3 == 0 || Int.random(in: 0..<30, using: &random) == 0
          ? alphabet.randomElement(using: &random) ?? 0 : 0x61
      }
      if round % 3 == 2 {
        var seeded = SeededGenerator(seed: random.next())
        bytes = Self.wellFormed(&seeded)
      }
      let (kernel, alone) = (try Self.buffer(bytes), try Self.buffer(bytes))
      #expect(
        Trace(kernel, QuoteResolver.resolve) == Trace(alone, QuoteResolver.resolveAlone),
        "seed \(random.seed): \(String(decoding: bytes, as: UTF8.self).debugDescription)")
    }
  }

  @Test(arguments: [60, 61, 62, 63, 64, 65, 126, 127, 128, 129])
  func `structure across the border of two words is seen`(place: Int) throws {
    for middle in ["\"a\"", "\"\"\"\"", "\"\r\n\"", "a\r\n", ",\"b\",", "\n\"c\"\r\n", "\"x\"\"y\""] {
      let text = String(repeating: "p", count: place - 1) + (middle.first == "\"" ? "," : "") + middle + "\n"
      try Self.compare(Array(text.utf8), mustResolve: true, "at \(place)")
    }
    for middle in ["p\"", "\"a\"b", "\r", "\"a\" ", "\"a\"\rb"] {
      let text = String(repeating: "p", count: place - 2) + "," + middle + "x\n"
      #expect(try QuoteResolver.resolve(Self.buffer(Array(text.utf8))) == nil, "\(middle) at \(place)")
    }
  }
}
