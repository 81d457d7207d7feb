import SluiceContract
import SluiceReport
import Testing

@testable import SluiceCLI
@testable import SluiceEngine

/// Which exit code a verdict comes to under each `--fail-on`.
@Suite struct RunEndTests {
  /// A run of which one rule and, perhaps, one structural finding is known.
  private static func run(
    _ status: CheckResult.Status, structure severity: StructuralFinding.Severity? = nil, reason: String? = nil
  ) -> RunResult {
    let rule = CheckResult(
      id: "orders.amount.range", check: "range", isBlocking: true, status: status, reason: reason, samples: [],
      details: [])
    let findings = severity.map { severity in
      [
        StructuralFinding(
          kind: "blankLine", severity: severity, file: "a.csv", row: 1, line: 2, byteOffset: 3, message: "",
          count: 1, samples: [])
      ]
    }
    return RunResult(
      object: "orders", files: [], rows: 1, results: [rule], structure: findings ?? [], columns: [],
      verdict: Verdict.of([rule], findings ?? []), isComplete: status != .error,
      timing: .init(seconds: 0, bytes: 0, threads: 1))
  }

  @Test(arguments: [
    (CheckResult.Status.pass, [ExitCode.pass, .pass, .pass]), (.notRun, [.pass, .pass, .pass]),
    (.warn, [.pass, .dataBreaksContract, .pass]),
    (.fail, [.dataBreaksContract, .dataBreaksContract, .pass]), (.error, [.incomplete, .incomplete, .incomplete]),
  ]) func `a rule ends as fail-on says, and one that is undecided is never a pass`(
    status: CheckResult.Status, codes: [ExitCode]
  ) {
    #expect(FailOn.allCases.map { Self.run(status).exitCode($0) } == codes)
  }

  @Test func `structure counts like rules, and bad data outweighs what is undecided`() {
    let codes = { (run: RunResult) in FailOn.allCases.map(run.exitCode) }
    #expect(codes(Self.run(.pass, structure: .warning)) == [.pass, .dataBreaksContract, .pass])
    #expect(codes(Self.run(.pass, structure: .error)) == [.dataBreaksContract, .dataBreaksContract, .pass])
    #expect(
      codes(Self.run(.error, structure: .error)) == [.dataBreaksContract, .dataBreaksContract, .incomplete])
    #expect(codes(Self.run(.error, structure: .warning)) == [.incomplete, .dataBreaksContract, .incomplete])
  }

  @Test func `what another command runs is no shortfall`() {
    #expect(Self.run(.notRun, reason: "belongs to `sluice skew`").results.shortfall == nil)
    #expect(Self.run(.notRun, reason: "text rule").results.shortfall?.code == "rulesNotRun")
    #expect(Self.run(.pass).results.shortfall == nil)
  }

  @Test func `many rules that were not run are counted after the first three`() {
    var run = Self.run(.notRun, reason: "no baseline")
    run.results = Array(repeating: run.results[0], count: 1234)
    let message = run.results.shortfall?.message ?? ""
    #expect(message.hasPrefix("1,234 rules were not run, and --require-all asks for all: orders.amount.range (no"))
    #expect(message.hasSuffix(" and 1,231 more"))
  }

  @Test func `another number stands for a pass alone`() {
    let noData = ExitStatus(.pass, pass: 99)
    #expect(noData.number == 99 && ExitStatus(.pass).number == 0)
    for code in ExitCode.allCases where code != .pass { #expect(noData.orWorse(code).number == code.rawValue) }
    #expect(noData.orWorse(.pass) == noData)
  }
}
