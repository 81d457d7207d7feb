import Testing

@testable import SluiceReport

@Suite struct ShownTextTests {
  @Test(arguments: [
    ("-3.50", "-3.50"), ("Zürich 東京", "Zürich 東京"), (#"C:\temp"#, #"C:\temp"#), ("", #""""#),
    (" a", #"" a""#),
    ("null", #""null""#), ("a\nb", #""a\nb""#), ("a\r\tb", #""a\r\tb""#), ("say \"hi\"", #""say \"hi\"""#),
    ("\\\n", #""\\\n""#), ("\u{1B}[31m", #""\u{1B}[31m""#), ("a\u{202E}b", #""a\u{202E}b""#),
    ("a\u{200B}b", #""a\u{200B}b""#), ("a\u{A0}b", #""a\u{A0}b""#), ("a\u{2028}b", #""a\u{2028}b""#),
    ("\u{FEFF}id", #""\u{FEFF}id""#), ("\u{85}", #""\u{85}""#),
  ]) func `what could hide or move is quoted and escaped`(value: String, shown: String) {
    #expect(ShownText.value(Array(value.utf8)) == shown)
  }

  @Test func `a null has a word and no quotes`() {
    #expect(ShownText.value(nil) == "null")
  }

  @Test func `bytes that are not text are shown one by one`() {
    #expect(ShownText.value([0x63, 0xE9]) == #""c\xe9""#)
    #expect(ShownText.value([0xE2, 0x82, 0x41]) == #""\xe2\x82A""#)
    #expect(ShownText.value([0xF0, 0x9F, 0x98]) == #""\xf0\x9f\x98""#)
  }

  @Test func `a long value is cut and its length told`() {
    let sixty = String(repeating: "é", count: 60)
    #expect(ShownText.value(Array(sixty.utf8)) == sixty)
    #expect(ShownText.value(Array((sixty + sixty).utf8)) == sixty + "… (120 characters)")
    #expect(ShownText.value(Array(("\n" + sixty).utf8)).hasSuffix("é…\" (61 characters)"))
  }

  @Test func `a path is escaped but never cut`() {
    let path = String(repeating: "d/", count: 100) + "a.csv"
    #expect(ShownText.whole(path) == path)
    #expect(ShownText.whole("a\u{1B}.csv") == #""a\u{1B}.csv""#)
  }
}
