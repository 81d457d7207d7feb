import SluiceContract
import SluiceEngine
import Testing

@testable import SluiceCLI

struct SkewArgumentsTests {
  private func arguments(_ words: String) -> SkewArguments {
    SkewArguments(TypedArguments(words.split(separator: " ").map(String.init), flags: SkewCommand.flags))
  }

  @Test func `two logs and everything about them`() throws {
    let typed = arguments(
      "t.csv s.csv --keys a,b --map dist=distance,x=y --relative 1e-6 --ulp 4 --max-mismatch-rate 0.001 "
        + "--duplicates last --as-of-column at --tolerance 5m --ignore c --ignore d,e --diff d.csv --serve-dialect spark"
    )
    #expect(typed.problems.isEmpty)
    #expect(typed.trainPath == "t.csv" && typed.servePath == "s.csv" && typed.keys == ["a", "b"])
    #expect(typed.servingNames.map(\.train) == ["distance", "y"] && typed.servingNames.map(\.serve) == ["dist", "x"])
    #expect(typed.tolerance == SkewTolerance(relative: ExactDecimal("1e-6") ?? .zero, ulp: 4))
    let tenth = try #require(ExactDecimal("0.1"))
    #expect(typed.threshold?.comparison == .mustBeLessOrEqualTo(tenth) && typed.threshold?.unit == .percent)
    #expect(typed.duplicates == .last && typed.asOf?.tolerance == 300_000_000_000)
    #expect(typed.ignored == ["c", "d", "e"] && typed.diffPath == "d.csv")
    #expect(typed.serve.dialect == "spark" && typed.train.dialect == nil)
  }

  @Test(arguments: [
    ("", "two logs are needed"), ("a.csv", "two logs are needed"), ("a b c", "not 3: quote a glob"),
    ("a b --map x", "--map takes SERVE=TRAIN"), ("a b --tolerance 5m", "needs --as-of-column"),
    ("a b --as-of-column t --tolerance 5x", "takes a duration"), ("a b --relative -1", "not negative"),
    ("a b --max-mismatch-rate 5", "a share from 0 to 1"), ("a b --ulp x", "whole number"),
    ("a b --schema x", "--contract FILE"), ("a b --diff -", "needs the name of a file"),
    ("a b --duplicates firts", "did you mean \"first\"?"), ("a b --train-dialect duck", "did you mean"),
  ])
  func `what cannot be meant is said`(_ words: String, _ problem: String) {
    #expect(arguments(words).problems.contains { $0.contains(problem) }, "\(arguments(words).problems)")
  }
}
