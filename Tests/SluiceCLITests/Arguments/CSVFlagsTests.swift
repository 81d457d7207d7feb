import SluiceContract
import Testing

@testable import SluiceCLI

@Suite struct CSVFlagsTests {
  @Test func `flags become settings and leave the rest open`() {
    let words = ["--delimiter", "\\t", "--null", "NA", "--null", "", "--no-header", "--dialect", "pandas"]
    let settings = CSVSettings(TypedArguments(words, flags: ValidateCommand.flags))
    #expect(settings.delimiter == "\t")
    #expect(settings.nullTokens == ["NA", ""])
    #expect(settings.header == false)
    #expect(settings.dialect == "pandas")
    #expect(settings.quote == nil && settings.trueTokens == nil)
  }

  @Test func `each setting is taken from the first source that gives it`() {
    var flags = CSVSettings()
    flags.delimiter = ";"
    var object = CSVSettings()
    object.delimiter = "|"
    object.header = false
    var server = CSVSettings()
    server.header = true
    server.nullTokens = ["NULL"]
    let merged = flags.over(object).over(server).over(nil)
    #expect(merged.delimiter == ";")
    #expect(merged.header == false)
    #expect(merged.nullTokens == ["NULL"])
    #expect(merged.quote == nil)
  }
}
