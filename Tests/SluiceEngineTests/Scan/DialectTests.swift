import SluiceContract
import Testing

@testable import SluiceEngine

/// Settings of a dialect: applied in order, and never passed over in silence.
struct DialectTests {
  @Test(arguments: Dialect.presetNames)
  func `every preset reads its exporter's booleans and nulls`(name: String) throws {
    let dialect = try #require(Dialect.preset(named: name))
    #expect(dialect.nullTokens == [[]])
    #expect(dialect.writesIntegersAsFloats == (name == "pandas"))
    let contract = try Batches.contract("properties: [{name: id}, {name: bool, logicalType: boolean}]")
    let run = try Batches.validate(
      contract, paths: [ExporterTests.fixture(name + "/all.csv")], dialect: dialect)
    #expect(try run.column("bool").invalid == 0)
    #expect(try run.column("bool").nulls == 1)
  }

  @Test
  func `settings override the preset that they name, and only what they give`() throws {
    var dialect = Dialect.standard
    dialect.quote = UInt8(ascii: "'")
    var settings = CSVSettings()
    settings.delimiter = ";"
    settings.nullTokens = ["NA", ""]
    try dialect.apply(settings)
    #expect(dialect.delimiter == UInt8(ascii: ";"))
    #expect(dialect.quote == UInt8(ascii: "'"))
    #expect(dialect.nullTokens == [Array("NA".utf8), []])
    settings.dialect = "pandas"
    try dialect.apply(settings)
    #expect(dialect.writesIntegersAsFloats)
    #expect(dialect.quote == UInt8(ascii: "\""))
    #expect(dialect.delimiter == UInt8(ascii: ";"))
  }

  @Test(arguments: ["\t", "\\t"])
  func `a tab is written either way`(text: String) throws {
    var dialect = Dialect.standard
    var settings = CSVSettings()
    settings.delimiter = text
    try dialect.apply(settings)
    #expect(dialect.delimiter == 9)
  }

  struct Refusal: CustomTestStringConvertible {
    var testDescription: String
    var change: @Sendable (inout CSVSettings) -> Void
  }

  static let refusals: [Refusal] = [
    Refusal(testDescription: "dialect \"spark\" is not one of pyarrow, pandas, duckdb, polars") {
      $0.dialect = "spark"
    },
    Refusal(testDescription: "delimiter must be one ASCII character") { $0.delimiter = "::" },
    Refusal(testDescription: "delimiter must be one ASCII character") { $0.delimiter = "\u{E9}" },
    Refusal(testDescription: "quote must be one ASCII character") { $0.quote = "\n" },
    Refusal(testDescription: "quote must be one ASCII character") { $0.quote = "" },
    Refusal(testDescription: "delimiter and quote are the same") { $0.delimiter = "\"" },
    Refusal(testDescription: "escape \"\\\" is not supported") { $0.escape = "\\" },
    Refusal(testDescription: "encoding \"latin1\" is not supported") { $0.encoding = "latin1" },
    Refusal(testDescription: "decimal \",\" is not supported") { $0.decimal = "," },
    Refusal(testDescription: "skipRows is not supported") { $0.skipRows = 1 },
    Refusal(testDescription: "comment is not supported") { $0.comment = "#" },
    Refusal(testDescription: "trim is not supported") { $0.trim = true },
  ]

  @Test(arguments: refusals)
  func `what cannot be followed is refused with a reason`(refusal: Refusal) {
    var dialect = Dialect.standard
    var settings = CSVSettings()
    refusal.change(&settings)
    do {
      try dialect.apply(settings)
      Issue.record("nothing was thrown")
    } catch {
      #expect(error.message.hasPrefix(refusal.testDescription))
    }
  }

  @Test
  func `settings that say what is so anyway are taken`() throws {
    var dialect = Dialect.standard
    var settings = CSVSettings()
    (settings.escape, settings.encoding, settings.decimal) = ("\"", "UTF-8", ".")
    (settings.skipRows, settings.trim, settings.header) = (0, false, false)
    try dialect.apply(settings)
    #expect(!dialect.hasHeader)
  }
}
