import Testing

@testable import SluiceCLI

@Suite struct BatchArgumentTests {
  private func batches(_ words: String...) -> (batches: [BatchArgument], problems: [String]) {
    var problems: [String] = []
    let typed = TypedArguments(["c.yaml"] + words, flags: ValidateCommand.flags)
    let batches = BatchArgument.all(typed, problems: &problems)
    return (batches, typed.problems + problems)
  }

  @Test func `words behind the contract are one batch, of the object that --schema names`() {
    #expect(batches("a", "b").batches == [BatchArgument(object: nil, paths: ["a", "b"])])
    #expect(batches("a", "--schema", "x").batches == [BatchArgument(object: "x", paths: ["a"])])
  }

  @Test func `each name is a batch and several paths of one name are one`() {
    #expect(
      batches("--batch", "x=a", "--batch", "y=b=c", "--batch", "x=d").batches
        == [BatchArgument(object: "x", paths: ["a", "d"]), BatchArgument(object: "y", paths: ["b=c"])])
    #expect(
      batches("p", "--schema", "x", "--batch", "y=b").batches
        == [BatchArgument(object: "x", paths: ["p"]), BatchArgument(object: "y", paths: ["b"])])
  }

  @Test(arguments: ["orders", "=a.csv", "orders="]) func `a name and a path are both needed`(value: String) {
    #expect(
      batches("--batch", value).problems
        == ["--batch takes NAME=PATH, such as orders=orders.csv, not \"\(value)\""])
  }

  @Test func `--schema without a batch of its own is refused`() {
    #expect(batches("--schema", "x", "--batch", "y=b").problems.count == 1)
  }
}
