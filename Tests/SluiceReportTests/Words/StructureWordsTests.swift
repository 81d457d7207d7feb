import Testing

@testable import SluiceReport

@Suite struct StructureWordsTests {
  @Test func `every kind has one declaration that can be found by its name`() {
    #expect(StructureWords.all.count == 19)
    #expect(Set(StructureWords.all.map(\.kind)).count == 19)
    for words in StructureWords.all {
      #expect(StructureWords.declaration(of: words.kind)?.what == words.what)
    }
    #expect(StructureWords.declaration(of: "fieldcount") == nil)
  }

  @Test(arguments: StructureWords.all.map(\.kind)) func `an explanation says what, why and what to do`(
    kind: String
  ) throws {
    let words = try #require(StructureWords.declaration(of: kind))
    let text = words.explanation()
    #expect(text.hasPrefix("\(kind): \(words.what)\n"))
    #expect(!words.why.isEmpty && text.contains("Why it matters\n    \(words.why)\n"))
    #expect(!words.example.isEmpty && text.contains("Example\n    \(words.example[0])\n"))
    #expect(!words.whatToDo.isEmpty && text.hasSuffix("What to do\n    \(words.whatToDo)\n"))
  }

  @Test func `two kinds warn, the rest fail the run`() {
    #expect(StructureWords.all.filter(\.isWarning).map(\.kind) == ["byteOrderMark", "mixedLineEndings"])
  }
}
