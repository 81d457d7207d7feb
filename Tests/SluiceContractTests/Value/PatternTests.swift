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

  /// What ECMA-262 says (and node agrees), of what PCRE2 would see otherwise.
  static let blanks: [Unicode.Scalar] = [
    "\t", "\n", "\u{B}", "\u{C}", "\r", " ", "\u{A0}", "\u{1680}", "\u{2000}", "\u{2005}", "\u{200A}", "\u{2028}",
    "\u{2029}", "\u{202F}", "\u{205F}", "\u{3000}", "\u{FEFF}",
  ]
  static let others: [Unicode.Scalar] = [
    "a", "\u{0}", "\u{8}", "\u{E}", "\u{1F}", "!", "\u{85}", "\u{9F}", "\u{A1}", "\u{180E}", "\u{200B}", "\u{2027}",
    "\u{202A}", "\u{2060}", "\u{3001}", "\u{FEFE}", "\u{FF00}", "\u{1F600}", "\u{10FFFF}",
  ]

  @Test(
    arguments: [
      (#"^\s$"#, true), (#"^\S$"#, false), (#"^[\s]$"#, true), (#"^[^\s]$"#, false), (#"^[\S]$"#, false),
      (#"^[^\S]$"#, true), (#"^[x\s]$"#, true), (#"^[\s\S]$"#, nil), (#"^[^]$"#, nil), (#"^(?:\s|\S)$"#, nil),
    ] as [(String, Bool?)])
  func `a blank is what Unicode calls one, and the byte order mark`(pattern: String, ofBlanks: Bool?) throws {
    let compiled = try ECMAPattern(pattern)
    for blank in Self.blanks {
      #expect(compiled.isFound(in: String(blank)) == ofBlanks ?? true, "\(blank.value) in \(pattern)")
    }
    for other in Self.others {
      #expect(compiled.isFound(in: String(other)) == ofBlanks.map { !$0 } ?? true, "\(other.value) in \(pattern)")
    }
  }

  @Test func `a dot is anything but the four line terminators`() throws {
    let (dot, literal) = (try ECMAPattern("^.$"), try ECMAPattern("^[.]$"))
    for scalar in Self.blanks + Self.others + ["."] {
      let isTerminator = ["\n", "\r", "\u{2028}", "\u{2029}"].contains(scalar)
      #expect(dot.isFound(in: String(scalar)) == !isTerminator, "\(scalar.value)")
      #expect(literal.isFound(in: String(scalar)) == (scalar == "."))
    }
  }

  @Test(arguments: [
    (#"^\v$"#, "\u{B}", true), (#"^\v$"#, "\n", false), (#"^[\v]$"#, "\u{2028}", false), (#"^\\.$"#, "\\a", true),
    (#"^\.$"#, "a", false), (#"^\\s$"#, "\\s", true), (#"^[\w-.]+$"#, "a-b.c", true), (#"^[\w-.]+$"#, "a+b", false),
    (#"^[+-\d]$"#, "-", true), (#"^[+-\d]$"#, ",", false), (#"^[\s-]$"#, "-", true), (#"^[\d-a]$"#, "b", false),
    (#"^[a-c]$"#, "b", true), ("^[.-/]$", "/", true), (#"[\]\s]"#, "]", true), ("[]", "a", false),
    (".*b", "abc", true), (".*b", "aac", false), (".*?b", "ab", true), (".*", "", true), (".*a|b", "b", true),
    ("x|.*y", "zy", true), (".*$", "a\nb", true), (".*b.*d", "abcd", true), (".*b.*d", "b\nd", false),
  ])
  func `what PCRE2 reads otherwise is spelled out, the rest is left alone`(pattern: String, text: String, isFound: Bool)
    throws
  {
    #expect(try ECMAPattern(pattern).isFound(in: text) == isFound)
  }

  @Test(arguments: [(#"\s("#, 3), (".[b-a]", 4), (#"[\s"#, 3)])
  func `a fault is told of the pattern as it was written`(pattern: String, offset: Int) {
    do {
      _ = try ECMAPattern(pattern)
      Issue.record("\(pattern) compiled")
    } catch {
      #expect(error.offset == offset)
    }
  }

  @Test func `a leading dot and star costs no more than nothing`() throws {
    #expect(try ECMAPattern(".*[0-9]").isFound(in: String(repeating: "x", count: 5_000)) == false)
  }
}
