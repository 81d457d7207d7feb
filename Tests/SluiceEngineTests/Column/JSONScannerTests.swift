import Testing

@testable import SluiceEngine

/// What is JSON, and what is wrong with what is not.
struct JSONScannerTests {
  /// nil where the text is JSON.
  static func fault(_ text: String) -> JSONFault? {
    withBytes(text) { bytes in
      let (tape, names) = (JSONTape(), JSONNames())
      var scanner = JSONScanner(bytes, 0, bytes.count)
      while true {
        switch scanner.fill(tape, names: names) {
        case .done: return nil
        case .full: continue
        case .failed(let fault): return fault
        }
      }
    }
  }

  /// Kinds and texts of all tokens.
  static func tokens(_ text: String) -> [String] {
    withBytes(text) { bytes in
      let tape = JSONTape()
      var scanner = JSONScanner(bytes, 0, bytes.count)
      var tokens: [String] = []
      var progress = JSONScanner.Progress.full
      while progress == .full {
        progress = scanner.fill(tape, names: nil)
        for index in 0..<tape.count {
          let text = bytes.copy(Int(tape.starts[index]), Int(tape.lengths[index]))
          tokens.append(String(decoding: text, as: UTF8.self))
        }
      }
      return tokens
    }
  }

  @Test(arguments: [
    "null", "true", "false", "0", "-0", "-0.0e-0", "1E+9", "123456789012345678901234567890.5", "\"\"", "\"a\"", "[]",
    "{}", " [ ] ", "\t{\n}\r", "[1,2]", "[[],{}]", "{\"\":0}", "{\"a\":{\"a\":1}}", "[{\"a\":1},{\"a\":1}]",
    "\"\\u0000\\ud83d\\ude00\\/\"", "\"\u{7F}\u{2028}é\"", "\"12345678\\n12345678\"",
  ])
  func `this is JSON`(text: String) {
    #expect(Self.fault(text) == nil)
  }

  @Test(
    arguments: [
      ("", .empty), ("  ", .empty), ("[", .truncated), ("[1", .truncated), ("[1,", .truncated), ("{\"a\"", .truncated),
      ("{\"a\":", .truncated), ("\"a", .truncated), ("\"a\\", .truncated), ("\"\\u00", .truncated),
      ("[1,]", .syntax), ("[,1]", .syntax), ("[1 2]", .syntax), ("{\"a\" 1}", .syntax), ("{a:1}", .syntax),
      ("{\"a\":1,}", .syntax), ("[1}", .syntax), ("tru", .syntax), ("True", .syntax), ("'a'", .syntax), ("]", .syntax),
      ("01", .trailing), ("1.", .badNumber), (".5", .badNumber), ("+1", .badNumber), ("-", .badNumber),
      ("1e", .badNumber),
      ("[01]", .badNumber), ("NaN", .notANumber), ("[-Infinity]", .notANumber),
      ("\"\\x\"", .badEscape), ("\"\\u12g4\"", .badEscape), ("\"\\ud800\"", .loneSurrogate),
      ("\"\\udc00\"", .loneSurrogate), ("\"\\ud800\\u0041\"", .loneSurrogate), ("\"a\nb\"", .controlCharacter),
      ("\"\\n\u{1}\"", .controlCharacter), ("1 2", .trailing), ("[] x", .trailing), ("nulll", .trailing),
      ("{\"a\":1,\"a\":2}", .duplicateName), ("{\"a\":1,\"\\u0061\":2}", .duplicateName),
      ("[{\"b\":{\"a\":1,\"c\":0,\"a\":1}}]", .duplicateName),
    ] as [(String, JSONFault)])
  func `this is not, and why`(text: String, fault: JSONFault) {
    // Digits directly behind another number's zero are read as one bad number.
    let found = Self.fault(text)
    #expect(found == fault || (text == "01" && found == .badNumber))
  }

  @Test
  func `many names are told apart as few are`() {
    let names = (0..<400).map { "\"name \($0)\":\($0)" }
    #expect(Self.fault("{" + names.joined(separator: ",") + "}") == nil)
    #expect(Self.fault("{" + (names + ["\"name \\u0037\":0"]).joined(separator: ",") + "}") == .duplicateName)
  }

  @Test
  func `depth has a limit, and a hundred thousand brackets are a fault and no crash`() {
    let limit = JSONScanner.depthLimit
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    #expect(Self.fault(nested(limit)) == nil)
    #expect(Self.fault(nested(limit + 1)) == .tooDeep)
    #expect(Self.fault(String(repeating: "[", count: 100_000)) == .tooDeep)
    #expect(Self.fault(String(repeating: "{\"a\":", count: 100_000)) == .tooDeep)
  }

  @Test
  func `a full tape goes on where it stopped`() {
    let numbers = (0..<3 * JSONTape.capacity).map(String.init)
    #expect(Self.tokens("[" + numbers.joined(separator: ", ") + "]") == ["["] + numbers + ["]"])
  }

  @Test
  func `random texts are JSON where the slow reader says so, and mean what it says`() {
    let seed = SeededNumbers().seed
    var source = RandomJSON(random: SeededNumbers(seed: seed))
    var accepted = 0
    for _ in 0..<4000 {
      let text = Bool.random(using: &source.random) ? source.value() : source.mutant()
      let oracle = NaiveJSON(text, depthLimit: JSONScanner.depthLimit)
      #expect((Self.fault(text) == nil) == (oracle != nil), "seed \(seed): \(text.debugDescription)")
      accepted += oracle == nil ? 0 : 1
    }
    #expect((400...3600).contains(accepted), "seed \(seed): the mix is off")
  }
}
