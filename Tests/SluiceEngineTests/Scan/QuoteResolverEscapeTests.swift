import Testing

@testable import SluiceEngine

/// Quotes behind backslashes are resolved as the readable machine defines it.
struct QuoteResolverEscapeTests {
  static let spark: Dialect = {
    var dialect = Dialect.standard
    dialect.escape = UInt8(ascii: "\\")
    return dialect
  }()

  /// CSV as Spark writes it: quotes and backslashes escaped inside quotes, backslashes bare outside.
  static func wellFormed(_ random: inout SeededGenerator) -> [UInt8] {
    let pieces = ["a", "bc", "\"", ",", "\n", "\r\n", "\\", "\\\\", "\r", "", "0123456789abcdef"]
    var text = ""
    for _ in 0..<Int.random(in: 0...12, using: &random) {
      let fields = (0..<Int.random(in: 1...4, using: &random)).map { _ -> String in
        let raw = (0..<Int.random(in: 0...5, using: &random)).map { _ in
          pieces[Int.random(in: 0..<pieces.count, using: &random)]
        }.joined()
        let mustQuote = raw.utf8.contains { ",\"\r\n".utf8.contains($0) }
        guard mustQuote || Int.random(in: 0..<4, using: &random) == 0 else { return raw }
        // A backslash before another character needs no escape, but may have one; at the end it does.
        let doubles = Bool.random(using: &random)
        var body = ""
        for scalar in raw.unicodeScalars {
          body += scalar == "\"" ? "\\\"" : scalar == "\\" && doubles ? "\\\\" : String(scalar)
        }
        let run = body.utf8.reversed().prefix { $0 == UInt8(ascii: "\\") }.count
        return "\"" + body + (run % 2 == 1 ? "\\" : "") + "\""
      }
      text += fields.joined(separator: ",") + (Bool.random(using: &random) ? "\n" : "\r\n")
    }
    return Array(text.utf8)
  }

  @Test
  func `well-formed text has the records that the machine finds`() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededGenerator(seed: seed)
    for _ in 0..<400 {
      let bytes = Self.wellFormed(&random)
      // Undoubled backslashes before quotes may make it something else, but never resolve to something else.
      try QuoteResolverTests.compare(bytes, mustResolve: false, "seed \(seed)", dialect: Self.spark)
      let cut = Int.random(in: 0...bytes.count, using: &random)
      try QuoteResolverTests.compare(
        Array(bytes.prefix(cut)), mustResolve: false, "seed \(seed), cut at \(cut)", dialect: Self.spark)
    }
  }

  @Test
  func `what is resolved has no fault, whatever the bytes`() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededGenerator(seed: seed)
    let alphabet = Array(",\"\r\n\\\\ax".utf8)
    for round in 0..<1200 {
      let count =
        round % 2 == 0 ? Int.random(in: 0...8, using: &random) : Int.random(in: 55...200, using: &random)
      let bytes = (0..<count).map { _ -> UInt8 in
        if count > 8 && Int.random(in: 0..<6, using: &random) > 0 { return UInt8(ascii: "a") }
        return alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
      }
      try QuoteResolverTests.compare(bytes, mustResolve: false, "seed \(seed)", dialect: Self.spark)
    }
  }

  @Test(arguments: [60, 61, 62, 63, 64, 65, 126, 127, 128, 129])
  func `runs of backslashes across the border of two words are counted`(place: Int) throws {
    for run in 0...5 {
      let backslashes = String(repeating: "\\", count: 2 * run)
      for inner in [backslashes, backslashes + "\\\"", "x" + backslashes + "\\\",\n" + backslashes] {
        let text = String(repeating: "p", count: place - 4) + ",\"\(inner)\",\\,q\n"
        try QuoteResolverTests.compare(
          Array(text.utf8), mustResolve: true, "run \(run) at \(place)", dialect: Self.spark)
      }
      // An odd run before the last quote leaves the field open; outside quotes a run hides nothing.
      let open = String(repeating: "p", count: place - 3) + ",\"\(backslashes)\\\",q\n"
      try QuoteResolverTests.compare(Array(open.utf8), mustResolve: true, "open at \(place)", dialect: Self.spark)
      for bare in ["\\\"a\"", "p\\\"", "\"a\"\"b\""] {
        let text = String(repeating: "p", count: place - 3) + ",\(bare),q\n"
        let buffer = try QuoteResolverTests.buffer(Array(text.utf8), Self.spark)
        #expect(QuoteResolver.resolveEscaped(buffer) == nil, "\(bare) at \(place)")
      }
    }
  }

  @Test
  func `what nearly all of Spark's files look like is resolved without the machine`() throws {
    for name in ["all.csv", "hdr.csv", "onecol.csv", "escapes.csv"] {
      let bytes = try ExporterTests.bytes("spark/" + name)
      try QuoteResolverTests.compare(bytes, mustResolve: true, name, dialect: Self.spark)
    }
  }
}
