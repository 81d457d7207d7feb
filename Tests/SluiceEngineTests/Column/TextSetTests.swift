import Testing

@testable import SluiceEngine

/// Membership in a set of texts, as `Set` has it.
struct TextSetTests {
  @Test(arguments: [0, 1, 2, 3, 10, 100, 1000])
  func `texts of 0 to 40 bytes are found, and others are not`(count: Int) {
    var random = SeededNumbers()
    let texts = (0..<count).map { _ in Self.text(&random) }
    let (set, expected) = (TextSet(texts), Set(texts))
    var probes = texts + (0..<500).map { _ in Self.text(&random) } + [[]]
    // Texts that differ in one byte only, or by one byte at an end.
    for text in texts.prefix(300) where !text.isEmpty {
      var changed = text
      changed[Int.random(in: 0..<text.count, using: &random)] ^= 1
      probes += [changed, text + [97], Array(text.dropLast())]
    }
    for probe in probes {
      let isFound = withBytes([0xAA] + probe + [0xBB]) { set.contains($0, 1, probe.count) }
      #expect(isFound == expected.contains(probe), "\(probe), seed \(random.seed)")
      let isFoundSo = withBytes([0xAA] + probe + [0xBB]) { set.containsRarely($0, 1, probe.count) }
      #expect(isFoundSo == isFound, "\(probe), seed \(random.seed)")
    }
  }

  @Test func `long texts with the same ends are told apart`() {
    let texts = (0..<50).map { Array("12345678-\($0)-12345678".utf8) }
    let set = TextSet(texts.enumerated().filter { $0.offset % 2 == 0 }.map(\.element))
    for (index, text) in texts.enumerated() {
      #expect(withBytes(text) { set.contains($0, 0, text.count) } == (index % 2 == 0))
    }
  }

  @Test func `the same text twice is one text`() {
    let set = TextSet([Array("a".utf8), Array("a".utf8)])
    #expect(withBytes("a") { set.contains($0, 0, 1) })
    #expect(!withBytes("b") { set.contains($0, 0, 1) })
  }

  @Test func `canonically equivalent texts are different`() {
    let set = TextSet([Array("é".utf8)])
    #expect(!withBytes("e\u{301}") { set.contains($0, 0, 3) })
  }

  /// Few letters, so that random texts collide in part.
  private static func text(_ random: inout SeededNumbers) -> [UInt8] {
    (0..<Int.random(in: 0...40, using: &random)).map { _ in UInt8.random(in: 97...99, using: &random) }
  }
}
