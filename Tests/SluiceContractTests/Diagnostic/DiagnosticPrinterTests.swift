import SluiceContract
import Testing

struct DiagnosticPrinterTests {
  private func render(_ source: String, _ diagnostic: Diagnostic, color: Bool = false) -> String {
    DiagnosticPrinter(source: Array(source.utf8), path: "c.yaml", color: color).render(diagnostic)
  }

  private func diagnostic(line: Int, column: Int, offset: Int, length: Int) -> Diagnostic {
    Diagnostic(
      code: "SL0107", severity: .error, message: "unknown key", path: "",
      mark: Mark(line: line, column: column, offset: offset, length: length))
  }

  @Test func `a diagnostic shows code, place, line, caret, help and notes`() throws {
    let text = head + "name: a\nname: b\n"
    let found = try #require(read(text).diagnostics.first)
    #expect(
      render(text, found) == """
        error[SL0006]: the key "name" is given twice
         --> c.yaml:7:1
          |
        7 | name: b
          | ^^^^
          = help: keep one of the two
        note: first given here
         --> c.yaml:6:1
          |
        6 | name: a
          | ^^^^

        """)
  }

  @Test func `tabs stay tabs and carets stay below their text`() {
    let text = "\ta:\tbad\n"
    let shown = render(text, diagnostic(line: 1, column: 5, offset: 4, length: 3))
    #expect(shown.contains("1 | \ta:\tbad\n  | \t  \t^^^\n"))
  }

  @Test func `wide and combining characters keep the caret aligned`() {
    let shown = render("日本e\u{301}: bad\n", diagnostic(line: 1, column: 7, offset: 11, length: 3))
    #expect(shown.contains("  |        ^^^\n"))
  }

  @Test func `control and direction characters are escaped`() {
    let shown = render("a: \u{202E}x\u{1B}[31m\n", diagnostic(line: 1, column: 5, offset: 6, length: 1))
    #expect(shown.contains(#"1 | a: \u{202E}x\u{1B}[31m"#))
    #expect(shown.contains("  |            ^\n"))
    #expect(!shown.unicodeScalars.contains("\u{1B}"))
  }

  @Test func `a long line is cut around the caret`() throws {
    let text = String(repeating: "a", count: 5000) + "BAD" + String(repeating: "z", count: 5000) + "\n"
    let shown = render(text, diagnostic(line: 1, column: 5001, offset: 5000, length: 3))
    let rows = shown.split(separator: "\n")
    #expect(rows.allSatisfy { $0.count <= 110 })
    let line = try #require(rows.first { $0.contains("BAD") })
    let caret = try #require(rows.first { $0.contains("^^^") })
    #expect(line.contains("…a") && line.hasSuffix("z…"))
    #expect(line.prefix { $0 != "B" }.count == caret.prefix { $0 != "^" }.count)
  }

  @Test func `a mark that spans lines is underlined on its first`() {
    let shown = render("a:\n  - b\n  - c\n", diagnostic(line: 2, column: 3, offset: 5, length: 9))
    #expect(shown.contains("2 |   - b\n  |   ^^^\n"))
  }

  @Test func `places at the end and in an empty file have a caret`() {
    #expect(render("", diagnostic(line: 1, column: 1, offset: 0, length: 0)).contains("1 |\n  | ^\n"))
    #expect(render("a:", diagnostic(line: 1, column: 3, offset: 2, length: 0)).contains("1 | a:\n  |   ^\n"))
    #expect(render("a", diagnostic(line: 9, column: 9, offset: 99, length: 9)).contains("^"))
  }

  @Test func `colour is there when asked for`() {
    let shown = render("a\n", diagnostic(line: 1, column: 1, offset: 0, length: 1), color: true)
    #expect(shown.hasPrefix("\u{1B}[1;31merror[SL0107]\u{1B}[0m"))
  }

  @Test(arguments: 0..<200)
  func `any mark on any bytes renders`(seed: Int) {
    var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1
      return Int(state >> 33) % bound
    }
    let source = (0..<next(300)).map { _ in UInt8(next(256)) }
    let mark = Mark(line: next(5), column: next(300), offset: next(400), length: next(400))
    let text = DiagnosticPrinter(source: source, path: "x", color: false).render(
      Diagnostic(code: "SL0001", severity: .error, message: "m", path: "", mark: mark))
    #expect(text.contains("^"))
  }
}
