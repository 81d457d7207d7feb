import Testing

@testable import SluiceContract

struct PatternTests {
  @Test(arguments: [
    (#"^\u0041$"#, "A", true), (#"^\u{1F600}$"#, "\u{1F600}", true), (#"^.$"#, "\u{1F600}", true),
    (#"a$"#, "a\n", false), (#"^[^]$"#, "\n", true), (#"[]"#, "a", false), (#"^\x41$"#, "A", true),
    (#"^(?:(a)|b)\1$"#, "b", true), (#"^\d$"#, "\u{663}", false), (#"b"#, "abc", true), (#"^$"#, "", true),
    (#"^\/$"#, "/", true), (#"(?<year>\d{4})"#, "in 2024", true), (#"(?<=€)\d"#, "€5", true),
  ])
  func `patterns follow ECMA-262 where PCRE differs`(pattern: String, text: String, isFound: Bool) throws {
    #expect(try ECMAPattern(pattern).isFound(in: text) == isFound)
  }

  @Test(arguments: [("a(b", 3), ("[a", 2), ("a**", 2), ("(?<n", 4)])
  func `a pattern that does not compile says where`(pattern: String, offset: Int) {
    do {
      _ = try ECMAPattern(pattern)
      Issue.record("\(pattern) compiled")
    } catch {
      #expect(error.offset <= pattern.utf8.count)
      #expect(!error.message.isEmpty)
    }
  }

  @Test func `a pattern that explodes hits its limit instead of hanging`() throws {
    #expect(try ECMAPattern("^(a+)+$").isFound(in: String(repeating: "a", count: 40) + "!") == nil)
  }

  @Test(arguments: [
    (#"\Aa"#, #"\A"#), (#"a\z"#, #"\z"#), ("(?i)a", "(?i"), ("a++", "++"), ("a{2}+", "}+"), (#"\h+"#, #"\h"#),
    ("(?>a)", "(?>"), ("(?P<n>a)", "(?P"), ("[[:alpha:]]", "[:alpha:]"), ("(*UTF)a", "(*…)"),
    ("(?#x)", "(?#"),
    (#"\pL"#, #"\p without braces"#),
  ])
  func `syntax that only PCRE knows is found`(pattern: String, found: String) {
    #expect(ForeignSyntax.first(in: pattern) == found)
  }

  @Test(arguments: [
    #"^[A-Z]{2}\d+$"#, #"a+?b*?c??"#, #"\++"#, #"[+*]+"#, #"[\]+]+"#,
    #"(?:a|b)(?=c)(?!d)(?<=e)(?<!f)(?<n>g)"#,
    #"[[:a]"#, #"\\A"#, #"\p{L}"#, #"a\{2}+"#, #"[^]+"#, "[]", #"{+"#,
  ])
  func `ECMA-262 syntax is left alone`(pattern: String) {
    #expect(ForeignSyntax.first(in: pattern) == nil)
  }
}
