import SluiceContract
import Testing

@testable import SluiceCLI

@Suite struct CSVFlagsTests {
  private func settings(_ words: [String], problems: inout [String]) -> CSVSettings {
    CSVSettings(TypedArguments(words, flags: ValidateCommand.flags), problems: &problems)
  }

  @Test func `flags become settings and leave the rest open`() {
    var problems: [String] = []
    let words = ["--delimiter", "\\t", "--null", "NA", "--null", "", "--no-header", "--dialect", "pandas"]
    let settings = settings(words, problems: &problems)
    #expect(settings.delimiter == "\t")
    #expect(settings.nullTokens == ["NA", ""])
    #expect(settings.header == false)
    #expect(settings.dialect == "pandas")
    #expect(settings.quote == nil && settings.trueTokens == nil && settings.trim == nil)
    #expect(problems.isEmpty)
    #expect(self.settings([], problems: &problems).isEmpty)
  }

  @Test func `every setting has a flag`() {
    var problems: [String] = []
    let words = [
      "--escape", "\\", "--decimal", ",", "--skip-rows", "2", "--comment", "#", "--trim", "--true", "1", "--true", "y",
      "--false", "0", "--header", "--quote", "none",
    ]
    let settings = settings(words, problems: &problems)
    #expect(problems.isEmpty)
    #expect(settings.escape == "\\" && settings.decimal == "," && settings.skipRows == 2 && settings.comment == "#")
    #expect(settings.trim == true && settings.trueTokens == ["1", "y"] && settings.falseTokens == ["0"])
    #expect(settings.header == true && settings.quote == "none")
    #expect(!settings.isEmpty)
  }

  @Test(arguments: [
    (["--header", "--no-header"], "--header and --no-header exclude each other"),
    (["--skip-rows", "-1"], "--skip-rows takes a whole number from 0 to 1000000, not \"-1\""),
  ])
  func `flags that make no sense are problems`(words: [String], problem: String) {
    var problems: [String] = []
    _ = settings(words, problems: &problems)
    #expect(problems == [problem])
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
