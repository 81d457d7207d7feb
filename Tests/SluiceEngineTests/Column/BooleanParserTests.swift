import Testing

@testable import SluiceEngine

/// Booleans are the dialect's tokens, byte for byte, and nothing else.
struct BooleanParserTests {
  @Test(arguments: [("true", 1), ("True", 1), ("false", 0), ("False", 0)] as [(String, Int64)])
  func `the tokens of the standard dialect are booleans`(text: String, value: Int64) throws {
    #expect(try Cells.decode(text, as: .boolean) == .integer(value))
  }

  @Test(arguments: ["", "TRUE", "FALSE", "t", "f", "1", "0", "yes", "tru", "truee", "true ", " true", "falsetrue"])
  func `anything else is no boolean`(text: String) throws {
    #expect(try Cells.decode(text, as: .boolean) == .invalid)
  }

  @Test func `a dialect names its own tokens`() throws {
    var dialect = Dialect.standard
    dialect.trueTokens = ["t", "yes", "a long word for true"].map { Array($0.utf8) }
    dialect.falseTokens = ["f", "no", "a long word for not"].map { Array($0.utf8) }
    let texts = ["t", "f", "yes", "no", "a long word for true", "a long word for not", "true", "false"]
    let cells = try Cells.decode(texts, as: .boolean, dialect: dialect)
    #expect(cells == [1, 0, 1, 0, 1, 0].map(Cell.integer) + [.invalid, .invalid])
  }

  @Test func `a long token is compared in full`() throws {
    var dialect = Dialect.standard
    dialect.trueTokens = [Array("12345678-right-12345678".utf8)]
    dialect.falseTokens = [Array("abcdefgh-right-abcdefgh".utf8)]
    let texts = ["12345678-right-12345678", "12345678-wrong-12345678", "abcdefgh-wrong-abcdefgh"]
    #expect(try Cells.decode(texts, as: .boolean, dialect: dialect) == [.integer(1), .invalid, .invalid])
  }

  @Test func `only false tokens, or none at all, are possible`() throws {
    var dialect = Dialect.standard
    dialect.trueTokens = []
    #expect(try Cells.decode("False", as: .boolean, dialect: dialect) == .integer(0))
    #expect(try Cells.decode("true", as: .boolean, dialect: dialect) == .invalid)
    dialect.falseTokens = []
    #expect(try Cells.decode("false", as: .boolean, dialect: dialect) == .invalid)
  }

  @Test func `a cell is read as if nothing stood around it`() throws {
    let texts = ["true", "True", "false", "False", "tru", "t"]
    let alone = try Cells.decode(texts, as: .boolean)
    for (before, behind) in [("t", "e"), ("x", "x"), ("false", "true")] {
      #expect(try Cells.decode(texts, as: .boolean, before: before, behind: behind) == alone)
    }
  }
}
