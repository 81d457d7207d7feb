import Testing

@testable import SluiceEngine

/// Patterns as ruling 6 of the contract language says: ECMA-262 syntax on Unicode scalars, unanchored, bounded.
struct PatternTests {
  struct Example: Sendable, CustomTestStringConvertible {
    var pattern: String
    var text: String
    var isFound: Bool
    var testDescription: String { "/\(pattern)/ in \(text.debugDescription)" }

    init(_ pattern: String, _ text: String, _ isFound: Bool) {
      (self.pattern, self.text, self.isFound) = (pattern, text, isFound)
    }
  }

  @Test(
    arguments: [
      Example("foo", "a foo b", true), Example("^foo", "a foo", false), Example("foo$", "foo b", false),
      Example("a$", "a\n", false), Example("^a$", "a\n", false), Example("^b", "a\nb", false),
      Example("a$", "a\nb", false), Example(".", "\n", false), Example("^.$", "😀", true),
      Example("^..$", "e\u{301}", true), Example("^.$", "e\u{301}", false), Example("^.$", "é", true),
      Example("^\\d+$", "123", true), Example("^\\d$", "٣", false), Example("^\\w$", "é", false),
      Example("^\\W$", "é", true), Example("\\bfoo\\b", "a foo.", true), Example("\\bfoo\\b", "afoo", false),
      Example("^\\s$", "\t", true), Example("^\\S$", "\t", false),
      Example("\\u0041", "A", true), Example("\\u0041", "u0041", false), Example("^\\u{1F600}$", "😀", true),
      Example("^\\x41$", "A", true), Example("^\\xZZ$", "xZZ", true), Example("^[\\u0410-\\u042f]+$", "ПРИВЕТ", true),
      Example("[]", "anything", false), Example("^[^]$", "\n", true), Example("^[^]$", "x", true),
      Example("^(?:(a)|b)\\1$", "b", true), Example("^(?:(a)|b)\\1$", "aa", true),
      Example("^(?:(a)|b)\\1$", "ab", false),
      Example("^(?=.*\\d)(?!.*x).+$", "ab1", true), Example("^(?=.*\\d)(?!.*x).+$", "ab1x", false),
      Example("(?<=\\$)\\d+", "$42", true), Example("(?<!\\$)\\b\\d+", "$42", false),
      Example("^(?<y>\\d)\\k<y>$", "77", true), Example("^(?<y>\\d)\\k<y>$", "78", false),
      Example("^\\/\\.\\-$", "/.-", true), Example("^a{2,3}$", "aaa", true), Example("^a{2,3}$", "a", false),
      Example("^a{,3}$", "a{,3}", true), Example("^a+?b*$", "aab", true),
      Example("^[\\w.-]+@[\\w.-]+$", "a.b@c-d", true),
      Example("^(red|green)$", "green", true), Example("^(red|green)$", "greenish", false),
      Example("", "", true), Example("^$", "", true), Example("^$", "a", false),
      Example("^[a-f0-9]{8}$", "deadbeef", true),
    ])
  func `a pattern is found as ECMA-262 says`(_ example: Example) throws {
    let matcher = Pattern.Matcher(try #require(Pattern(example.pattern)))
    let text = Array(example.text.utf8)
    withBytes(Array("xx".utf8) + text + Array("yy".utf8)) { bytes in
      let expected: Pattern.Outcome = example.isFound ? .match : .noMatch
      #expect(matcher.search(bytes, 2, text.count) == expected)
      #expect(matcher.match(bytes, 2, text.count) == expected)
    }
  }

  @Test(arguments: ["(", "a**", "[b-a]", "(?<n>a)(?<n>b)", "\\k<none>(?<a>x)", "a{3,2}"])
  func `what is no pattern is refused`(pattern: String) {
    #expect(Pattern(pattern) == nil)
  }

  @Test func `catastrophic backtracking ends undecided, a thousand times`() throws {
    let matcher = Pattern.Matcher(try #require(Pattern("^(a+)+$")))
    withBytes(String(repeating: "a", count: 40) + "!") { bytes in
      for _ in 0..<1000 { #expect(matcher.match(bytes, 0, 41) == .undecided) }
      #expect(matcher.match(bytes, 0, 40) == .match)
    }
  }

  @Test func `a long cell does not exhaust the stack`() throws {
    let matcher = Pattern.Matcher(try #require(Pattern("^(?:a|b)*c$")))
    let text = [UInt8](repeating: UInt8(ascii: "a"), count: 1 << 20)
    withBytes(text) { bytes in #expect(matcher.match(bytes, 0, text.count) != .match) }
  }
}
