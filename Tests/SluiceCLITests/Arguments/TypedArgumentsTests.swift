import Testing

@testable import SluiceCLI

@Suite struct TypedArgumentsTests {
  private let flags = ValidateCommand.flags + [.help]

  private func parse(_ words: String...) -> TypedArguments {
    TypedArguments(words, flags: flags)
  }

  @Test(arguments: [
    ["--format", "json"], ["--format=json"], ["-f", "json"], ["-fjson"], ["-qf", "json"], ["-qfjson"],
  ]) func `a value follows its flag in every usual way`(words: [String]) {
    let typed = TypedArguments(["a.yaml"] + words + ["b.csv"], flags: flags)
    #expect(typed.value(.format) == "json")
    #expect(typed.positionals == ["a.yaml", "b.csv"])
    #expect(typed.problems == [])
  }

  @Test func `two dashes end the flags and one dash is a name`() {
    let typed = parse("--quiet", "-", "--", "--format", "-v")
    #expect(typed.positionals == ["-", "--format", "-v"])
    #expect(typed.has(.quiet) && !typed.has(.verbose))
  }

  @Test func `a repeatable flag keeps every value in order`() {
    let typed = parse("--null", "NA", "--null=", "--null", "-")
    #expect(typed.values(.null) == ["NA", "", "-"])
    #expect(typed.problems == [])
  }

  @Test(arguments: [
    (["--ouput", "x"], #"unknown flag "--ouput"; did you mean "--output"?"#),
    (["--zzz"], #"unknown flag "--zzz""#),
    (["-z"], #"unknown flag "-z"; "--" ends the flags"#),
    (["--format", "jsn"], #"--format takes text, json, junit, github, not "jsn"; did you mean "json"?"#),
    (["--quiet=yes"], "--quiet takes no value"),
    (["--output"], "--output needs a value: --output FILE"),
    (["--output", "--quiet"], "--output needs a value: --output FILE"),
    (["--samples", "1", "--samples", "2"], "--samples is given twice"),
  ]) func `what cannot be understood is told with a way on`(words: [String], problem: String) {
    #expect(TypedArguments(words, flags: flags).problems.first == problem)
  }

  @Test func `problems do not hide the rest of the line`() {
    let typed = parse("--nope", "--report", "json=r.json", "a.yaml")
    #expect(typed.problems.count == 1)
    #expect(typed.values(.report) == ["json=r.json"])
    #expect(typed.positionals == ["a.yaml"])
  }

  @Test func `no two flags of a command share a name or a letter`() {
    for command in Sluice.commands {
      let flags = command.flags + [.help]
      #expect(Set(flags.map(\.long)).count == flags.count, "\(command.name)")
      #expect(Set(flags.compactMap(\.short)).count == flags.compactMap(\.short).count, "\(command.name)")
    }
  }
}
