import Testing

@testable import SluiceContract

struct YAMLReaderTests {
  private func tree(_ text: String, limits: ReadLimits = .standard) -> (YAMLNode?, [Diagnostic]) {
    let findings = Findings()
    let node = YAMLReader.read(Array(text.utf8), limits: limits, findings: findings)
    return (node, findings.inFileOrder)
  }

  @Test func `scalars stay text and keep their style`() throws {
    let (node, found) = tree("a: no\nb: 012\nc: '1'\nd: |\n  two\n  lines\ne: ~\nf:\ng: \"\"\nh: 1.10\n")
    #expect(found.isEmpty)
    let root = try #require(node)
    #expect(root["a"]?.text == "no")
    #expect(root["a"]?.boolean == nil)
    #expect(root["b"]?.decimal == nil)
    #expect(root["c"]?.decimal == nil)
    #expect(root["d"]?.text == "two\nlines\n")
    #expect(root["e"]?.isNull == true)
    #expect(root["f"]?.isNull == true)
    #expect(root["g"]?.text == "")
    #expect(root["h"]?.text == "1.10")
    #expect(root["h"]?.decimal == ExactDecimal("1.1"))
  }

  @Test func `marks count lines, scalars and bytes`() throws {
    let (node, _) = tree("é: x\r\nb: [α, \"🎉\", c]\rlast: {k: v}\n")
    let root = try #require(node)
    #expect(root["é"]?.mark == Mark(line: 1, column: 4, offset: 4, length: 1))
    let items = try #require(root["b"]?.items)
    #expect(items[0].mark == Mark(line: 2, column: 5, offset: 11, length: 2))
    #expect(items[1].mark == Mark(line: 2, column: 8, offset: 15, length: 6))
    #expect(items[2].mark == Mark(line: 2, column: 13, offset: 23, length: 1))
    #expect(root["last"]?.mark == Mark(line: 3, column: 7, offset: 32, length: 6))
    #expect(root.keyMark("last") == Mark(line: 3, column: 1, offset: 26, length: 4))
  }

  @Test func `a block collection ends where its last value does`() throws {
    let (node, _) = tree("a:\n  - x\n  - yy\n\n# comment\nb: 1\n")
    #expect(node?["a"]?.mark == Mark(line: 2, column: 3, offset: 5, length: 10))
  }

  @Test func `a byte order mark is skipped and offsets still count it`() throws {
    let (node, found) = tree("\u{FEFF}a: b\n")
    #expect(found.isEmpty)
    #expect(node?["a"]?.mark == Mark(line: 1, column: 4, offset: 6, length: 1))
  }

  @Test func `aliases are expanded and keep the place of their anchor`() throws {
    let (node, found) = tree("a: &x [1, 2]\nb: *x\n")
    #expect(found.isEmpty)
    #expect(node?["b"]?.items?.count == 2)
    #expect(node?["b"]?.mark.line == 1)
  }

  @Test func `keys that differ only in normalisation are two keys`() {
    let (node, found) = tree("\u{E9}: 1\ne\u{301}: 2\n")
    #expect(found.isEmpty)
    #expect(node?.pairs?.count == 2)
    #expect(node?["e\u{301}"]?.text == "2")
  }

  @Test func `all recoverable faults of a file are listed in one run`() {
    let (node, found) = tree("a: 1\na: 2\nb: !!int 3\nc: *no\n<<: {d: 1}\n? [x]\n: y\n")
    #expect(found.map(\.code) == ["SL0006", "SL0008", "SL0009", "SL0011", "SL0012"])
    #expect(found.first?.notes.first?.mark.line == 1)
    #expect(node?["a"]?.text == "1")
  }

  @Test(arguments: [
    ("a: [1, 2\nb: 3\n", 2), ("a: b: c\n", 1), ("a: \"x\n", 2), ("a:\n\t- b\n", 2), ("- a\nb: c\n", 2),
    ("a: @x\n", 1),
  ])
  func `a syntax error ends reading at its place`(text: String, line: Int) {
    let (node, found) = tree(text)
    #expect(node == nil)
    #expect(found.map(\.code) == ["SL0003"])
    #expect(found.first?.mark.line == line)
  }

  @Test(arguments: ["", "\n", "# only a comment\n", "---\n", "\u{FEFF}"])
  func `a file without a document is empty`(text: String) {
    #expect(tree(text).1.map(\.code) == ["SL0013"])
  }

  @Test func `invalid bytes are named with their place`() {
    let findings = Findings()
    let bytes = Array("a: b\nc: d".utf8) + [0xC3, 0x28]
    #expect(YAMLReader.read(bytes, limits: .standard, findings: findings) == nil)
    let found = findings.inFileOrder
    #expect(found.map(\.code) == ["SL0001"])
    #expect(found.first?.mark == Mark(line: 2, column: 5, offset: 9, length: 1))
    #expect(found.first?.message.contains("0xc3") == true)
  }

  @Test(arguments: [[0xFF, 0xFE, 0x61, 0x00], [0xFE, 0xFF, 0x00, 0x61]] as [[UInt8]])
  func `UTF-16 is named`(bytes: [UInt8]) {
    let findings = Findings()
    #expect(YAMLReader.read(bytes, limits: .standard, findings: findings) == nil)
    #expect(findings.inFileOrder.first?.message.contains("UTF-16") == true)
  }

  @Test func `a control character is refused where it stands`() {
    let (node, found) = tree("a: b\nc: \u{1}\n")
    #expect(node == nil)
    #expect(found.map(\.code) == ["SL0003"])
    #expect(found.first?.mark.line == 2)
  }
}
