import Testing

@testable import SluiceEngine

/// The table of classes agrees with PCRE2 on every pattern it takes, and leaves the others to it.
struct FixedPatternTests {
  @Test(
    arguments: [
      "", "^", "$", "^$", "abc", "^abc", "abc$", "^a*b$", "^a+b$", "^a?$", "^a+?$", "^a*?$", "^a++$", "^a+*$", "^+$",
      "^*$", "^a{2,3}$", "^a{2,}$", "^a{1000}$", "^a{65}$",
      "^a{2}?$", "^a{2}+$", "^.$", "^(a)$", "^a|b$", "^[^a]$", "^[]$", "^[a$", "^[b-a]$", "^[\\d]$", "^[-a]$",
      "^[--a]$", "^[a-b-c]$",
      "^[[:alpha:]]$", "^\\w$", "^\\s$", "^\\n$", "^\\u0041$", "^\\1$", "^a\\$", "^é$", "^[é]$", "^[a-é]$", "^a{}$",
      "^a{,2}$",
      "^{2}$", "^a$b$", "^a{2}{2}$", "^[a][b][c][d][e][f][g][h][i]$", "^\\", "^a{$", "^a{2$",
    ])
  func `anything but fixed places of positive ASCII classes is left to PCRE2`(pattern: String) {
    #expect(FixedPattern(pattern) == nil)
  }

  @Test(
    arguments: [
      ("^a$", 1), ("^\\d{4}-\\d{2}$", 7), ("^[a-z]{3}-[A-Z][0-9]{2}$", 7), ("^[a-zA-Z0-9_]{64}$", 64),
      ("^\\.\\-\\/$", 3),
      ("^a{0}b$", 1), ("^[!-~]{2}$", 2), ("^ $", 1), ("^-$", 1), ("^[a-cx]{8}#$", 9), ("^[.*+?]$", 1),
      ("^\\[\\]\\$$", 3), ("^a+$", 1), ("^a*$", 0), ("^[A-Z][a-z]+$", 2), ("^\\d{3}\\.*$", 3), ("^[a-]$", 1),
      ("^[+-]$", 1),
    ])
  func `fixed places of positive ASCII classes are taken`(pattern: String, length: Int) {
    #expect(FixedPattern(pattern)?.length == length)
  }

  @Test func `random patterns and cells are judged as PCRE2 judges them`() throws {
    var random = SeededNumbers()
    var matches = 0
    for _ in 0..<400 {
      let (text, cell) = Self.example(&random)
      guard let fixed = FixedPattern(text) else { continue }
      let matcher = Pattern.Matcher(try #require(Pattern(text), "\(text), seed \(random.seed)"))
      for _ in 0..<20 {
        let mutated = Self.mutate(cell, &random)
        withBytes(mutated) { bytes in
          let isMatch = fixed.matches(bytes, 0, mutated.count)
          matches += isMatch ? 1 : 0
          #expect(
            matcher.search(bytes, 0, mutated.count) == (isMatch ? .match : .noMatch),
            "\(text) on \(mutated), seed \(random.seed)")
        }
      }
    }
    #expect(matches > 1000, "seed \(random.seed)")
  }

  @Test func `every byte is judged as PCRE2 judges it`() throws {
    for text in ["^[a-z]$", "^\\d$", "^[!-~]$", "^ $", "^[A-Fa-f0-9_]$", "^\\.$"] {
      let fixed = try #require(FixedPattern(text))
      let matcher = Pattern.Matcher(try #require(Pattern(text)))
      for byte in UInt8.min..<0x80 {
        withBytes([byte]) { bytes in
          #expect((matcher.search(bytes, 0, 1) == .match) == fixed.matches(bytes, 0, 1), "\(text), \(byte)")
        }
      }
      for byte in 0x80...UInt8.max { withBytes([byte]) { #expect(!fixed.matches($0, 0, 1)) } }
    }
  }

  /// A pattern of a few items, and a cell that matches it.
  private static func example(_ random: inout SeededNumbers) -> (pattern: String, cell: [UInt8]) {
    let items: [(String, String)] = [
      ("a", "a"), ("[a-z]", "abcxyz"), ("[A-Z]", "ABZ"), ("\\d", "0123456789"), ("[0-9a-f]", "09af"), ("-", "-"),
      ("\\.", "."), ("[xyz_]", "xyz_"), ("\\-", "-"), ("[!-/]", "!#$%&'()*+,-./"), ("[a-cp-rz]", "abcpqrz"),
    ]
    var pattern = "^"
    var cell: [UInt8] = []
    for _ in 0..<Int.random(in: 1...6, using: &random) {
      let item = items[Int.random(in: 0..<items.count, using: &random)]
      let count = Int.random(in: 0...5, using: &random)
      pattern += item.0 + (count == 1 ? "" : "{\(count)}")
      cell += (0..<count).compactMap { _ in item.1.utf8.randomElement(using: &random) }
    }
    // Half of them end with an item that is repeated at will.
    if Bool.random(using: &random), let item = items.randomElement(using: &random) {
      let isNeeded = Bool.random(using: &random)
      pattern += item.0 + (isNeeded ? "+" : "*")
      cell += (0..<Int.random(in: isNeeded ? 1...9 : 0...9, using: &random)).compactMap { _ in
        item.1.utf8.randomElement(using: &random)
      }
    }
    return (pattern + "$", cell)
  }

  /// Half of the time the cell as it is, else with a byte changed, added or removed.
  private static func mutate(_ cell: [UInt8], _ random: inout SeededNumbers) -> [UInt8] {
    var cell = cell
    let byte = UInt8.random(in: 1..<0x80, using: &random)
    switch Int.random(in: 0..<6, using: &random) {
    case 0 where !cell.isEmpty: cell[Int.random(in: 0..<cell.count, using: &random)] = byte
    case 1: cell.insert(byte, at: Int.random(in: 0...cell.count, using: &random))
    case 2 where !cell.isEmpty: cell.remove(at: Int.random(in: 0..<cell.count, using: &random))
    case 3: cell.append(UInt8(ascii: "\n"))
    default: break
    }
    return cell
  }
}
