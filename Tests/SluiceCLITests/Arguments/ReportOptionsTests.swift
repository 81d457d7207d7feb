import Testing

@testable import SluiceCLI

@Suite struct ReportOptionsTests {
  private func options(_ words: String...) -> (targets: [String], problems: [String]) {
    var problems: [String] = []
    let typed = TypedArguments(words, flags: ValidateCommand.flags)
    let options = ReportOptions(typed, problems: &problems)
    let targets = options.targets.map { target in
      switch target.place {
      case .standardOutput: "\(target.format) -"
      case .file(let path): "\(target.format) \(path)"
      }
    }
    return (targets, typed.problems + problems)
  }

  @Test func `without a word the report is text on standard output`() {
    #expect(options().targets == ["text -"])
  }

  @Test func `format and output say what the first report is and report adds more`() {
    #expect(
      options("--format", "json", "--output", "a", "--report", "text=b=c", "--report", "json=-").targets
        == ["json a", "text b=c", "json -"])
  }

  @Test func `quiet leaves the files`() {
    #expect(options("--quiet", "--report", "json=r.json").targets == ["json r.json"])
    #expect(options("--quiet", "--output", "r.txt").targets == ["text r.txt"])
  }

  @Test(arguments: [
    (["--report", "json"], "--report takes FORMAT=FILE"),
    (["--report", "xml=f"], "--report takes FORMAT=FILE"),
    (["--report", "json="], "--report takes FORMAT=FILE"),
    (["--report", "json=-"], "two reports for standard"),
    (["--quiet", "--output", "-"], "--quiet and a report"), (["--output", ""], "--output needs the name"),
    (["--output", "f", "--report", "json=f"], "two reports would be written to f"),
  ]) func `what contradicts itself is refused`(words: [String], problem: String) {
    var problems: [String] = []
    _ = ReportOptions(TypedArguments(words, flags: ValidateCommand.flags), problems: &problems)
    #expect(problems.count == 1)
    #expect(problems.first?.hasPrefix(problem) ?? false)
  }
}
