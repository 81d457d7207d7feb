import SluiceContract
import Testing

@testable import SluiceEngine

/// Settings of a dialect: applied in order, and never passed over in silence.
struct DialectTests {
  @Test
  func `presets differ from the standard in what their exporters do, and in nothing else`() {
    let differences = Dialect.presets.map { preset in
      preset.name + " " + Dialect.Statement.mapping(preset.dialect.statements(over: .standard))
    }
    #expect(
      differences == [
        "pyarrow {}", "duckdb {}", "polars {}", "pandas {}", #"spark {escape: "\\", header: false}"#,
        #"clickhouse {header: false, nullTokens: ["\\N"]}"#,
        #"postgres {header: false, trueTokens: ["t"], falseTokens: ["f"]}"#,
        #"excel {trueTokens: ["TRUE"], falseTokens: ["FALSE"]}"#,
      ])
    #expect(Dialect.presets.filter(\.dialect.writesIntegersAsFloats).map(\.name) == ["pandas"])
    #expect(Dialect.presets.filter(\.dialect.writesByteOrderMark).map(\.name) == ["excel"])
  }

  @Test
  func `every preset has the delimiter and the quote that the contract's reader takes for granted`() {
    for preset in Dialect.presets {
      #expect(preset.dialect.delimiter == UInt8(ascii: ","))
      #expect(preset.dialect.quote == UInt8(ascii: "\""))
      #expect(preset.dialect.decimal == UInt8(ascii: "."))
    }
  }

  @Test(arguments: Dialect.presetNames)
  func `a contract may name every preset`(name: String) throws {
    let contract = try Batches.contract(
      "customProperties: [{property: sluiceCsv, value: {dialect: \(name)}}]\nproperties: [{name: a}]")
    #expect(contract.objects.first?.settings.csv?.dialect == name)
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
    Refusal(testDescription: "dialect \"sqark\" is not one of pyarrow, duckdb, polars, pandas, spark") {
      $0.dialect = "sqark"
    },
    Refusal(testDescription: "delimiter must be one ASCII character") { $0.delimiter = "::" },
    Refusal(testDescription: "delimiter must be one ASCII character") { $0.delimiter = "\u{E9}" },
    Refusal(testDescription: "delimiter must be one ASCII character") { $0.delimiter = "none" },
    Refusal(testDescription: "quote must be one ASCII character") { $0.quote = "\n" },
    Refusal(testDescription: "quote must be one ASCII character") { $0.quote = "" },
    Refusal(testDescription: "comment must be one ASCII character") { $0.comment = "//" },
    Refusal(testDescription: "escape must be") { $0.escape = "^" },
    Refusal(testDescription: "an escape has no meaning where nothing is quoted") {
      ($0.quote, $0.escape) = ("none", "\\")
    },
    Refusal(testDescription: "encoding \"klingon\" is not known to this system") { $0.encoding = "klingon" },
    Refusal(testDescription: "encoding \"UTF-16//IGNORE\" is not known") { $0.encoding = "UTF-16//IGNORE" },
    Refusal(testDescription: "decimal must be \".\" or \",\"") { $0.decimal = ";" },
    Refusal(testDescription: "skipRows must be 0 or more") { $0.skipRows = -1 },
    Refusal(testDescription: "delimiter and quote are both") { $0.delimiter = "\"" },
    Refusal(testDescription: "delimiter and comment are both") { $0.comment = "," },
    Refusal(testDescription: "quote and comment are both") { $0.comment = "\"" },
    Refusal(testDescription: "quote and escape are both") { ($0.quote, $0.escape) = ("\\", "\\") },
    Refusal(testDescription: "delimiter and escape are both") { ($0.delimiter, $0.escape) = ("\\", "\\") },
    Refusal(testDescription: "quote and decimal are both") { ($0.quote, $0.decimal, $0.delimiter) = (",", ",", ";") },
    Refusal(testDescription: "delimiter and decimal are both \",\", and without quotes") {
      ($0.quote, $0.decimal) = ("none", ",")
    },
    Refusal(testDescription: "\"t\" is listed both as true and as false") {
      ($0.trueTokens, $0.falseTokens) = (["t"], ["f", "t"])
    },
    Refusal(testDescription: "\"true\" is listed both as null and as a boolean") { $0.nullTokens = ["", "true"] },
    Refusal(testDescription: "the null token \" \" begins or ends with a blank") {
      ($0.nullTokens, $0.trim) = ([" "], true)
    },
  ]

  @Test(arguments: refusals)
  func `what cannot be followed is refused with a reason`(refusal: Refusal) {
    var dialect = Dialect.standard
    var settings = CSVSettings()
    refusal.change(&settings)
    do {
      try dialect.apply(settings)
      try dialect.checkRoles()
      Issue.record("nothing was thrown")
    } catch {
      #expect(error.message.hasPrefix(refusal.testDescription), "\(error.message)")
    }
  }

  @Test(arguments: refusals.filter { $0.testDescription.contains("both") || $0.testDescription.contains("blank") })
  func `the contract's reader sees the same contradictions`(refusal: Refusal) {
    var settings = CSVSettings()
    refusal.change(&settings)
    #expect(settings.contradiction?.hasPrefix(refusal.testDescription) == true)
  }

  @Test
  func `a decimal comma beside a comma that delimits needs quotes, and has them`() throws {
    var dialect = Dialect.standard
    var settings = CSVSettings()
    settings.decimal = ","
    try dialect.apply(settings)
    try dialect.checkRoles()
    #expect(settings.contradiction == nil)
  }

  @Test
  func `every setting is followed`() throws {
    var dialect = Dialect.standard
    var settings = CSVSettings()
    (settings.escape, settings.encoding, settings.decimal) = ("\\", "UTF-8", ",")
    (settings.skipRows, settings.trim, settings.header, settings.comment) = (2, true, false, "#")
    (settings.trueTokens, settings.falseTokens) = (["1"], ["0"])
    try dialect.apply(settings)
    #expect(dialect.escape == UInt8(ascii: "\\"))
    #expect(dialect.decimal == UInt8(ascii: ","))
    #expect(dialect.skippedLines == 2 && dialect.trims && !dialect.hasHeader)
    #expect(dialect.comment == UInt8(ascii: "#"))
    #expect(dialect.trueTokens == [[0x31]] && dialect.falseTokens == [[0x30]])
    (settings.escape, settings.comment, settings.quote) = (nil, "none", "none")
    try dialect.apply(settings)
    #expect(dialect.quote == nil && dialect.escape == nil && dialect.comment == nil)
  }

  @Test
  func `doubling is written as either quote`() throws {
    for (quote, escape) in [("\"", "\""), ("'", "'"), ("'", "\"")] {
      var dialect = Dialect.presets.first { $0.name == "spark" }?.dialect ?? .standard
      var settings = CSVSettings()
      (settings.quote, settings.escape) = (quote, escape)
      try dialect.apply(settings)
      #expect(dialect.escape == nil, "\(quote) \(escape)")
    }
  }

  @Test
  func `what a dialect must state leads back to it`() throws {
    for preset in Dialect.presets where !preset.dialect.writesIntegersAsFloats && !preset.dialect.writesByteOrderMark {
      var settings = CSVSettings()
      for statement in preset.dialect.statements(over: .standard) {
        switch (statement.key, statement.value) {
        case ("escape", .text(let text)): settings.escape = text
        case ("header", .boolean(let header)): settings.header = header
        case ("nullTokens", .list(let tokens)): settings.nullTokens = tokens
        case ("trueTokens", .list(let tokens)): settings.trueTokens = tokens
        case ("falseTokens", .list(let tokens)): settings.falseTokens = tokens
        default: Issue.record("\(statement)")
        }
      }
      var dialect = Dialect.standard
      try dialect.apply(settings)
      #expect(dialect == preset.dialect)
    }
  }

  @Test
  func `statements are typed as a shell and YAML take them`() {
    var dialect = Dialect.standard
    dialect.delimiter = 9
    dialect.quote = UInt8(ascii: "'")
    (dialect.skippedLines, dialect.trims, dialect.comment) = (3, true, UInt8(ascii: "#"))
    dialect.nullTokens = [[], Array("NA".utf8)]
    let statements = dialect.statements(over: .standard)
    #expect(
      statements.map(\.flag).joined(separator: " ")
        == #"--delimiter '\t' --quote "'" --comment '#' --skip-rows 3 --trim --null '' --null NA"#)
    #expect(
      Dialect.Statement.mapping(statements)
        == ##"{delimiter: "\t", quote: "'", comment: "#", skipRows: 3, trim: true, nullTokens: ["", "NA"]}"##)
  }
}
