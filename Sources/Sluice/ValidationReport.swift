internal import SluiceContract
internal import SluiceEngine
internal import SluiceReport

/// What a batch is worth: the verdict, how each rule ended, what is wrong with the files.
public struct ValidationReport: Sendable {
  /// From best to worst: `error` is a rule that could not be decided, where nothing failed.
  public enum Verdict: String, Sendable {
    case pass, warn, error, fail
  }

  let outcome: ValidateOutcome

  /// `fail` where a rule that blocks is broken or a file is; warnings alone are `warn`.
  public var verdict: Verdict {
    switch outcome.verdict {
    case .pass: .pass
    case .warn: .warn
    case .error: .error
    case .fail: .fail
    }
  }

  /// What `sluice validate` would end with: 0 go on, 1 the data breaks the contract, 5 a rule was not decided.
  public var exitCode: Int { outcome.head.exitCode }

  /// The object of the contract.
  public var object: String { outcome.results.first?.object ?? "" }

  /// Data records of all files, broken and blank ones too.
  public var rows: Int { outcome.results.reduce(0) { $0 + $1.rows } }

  /// One for each rule of the object, in the contract's order; none is left out.
  public var rules: [RuleResult] { outcome.results.flatMap { $0.results.map(RuleResult.init) } }

  /// What is wrong with the files as such, one for each kind and file.
  public var structure: [StructuralFault] { outcome.results.flatMap { $0.structure.map(StructuralFault.init) } }

  /// What was learned of each column of the object.
  public var columns: [ColumnProfile] { outcome.results.flatMap { $0.columns.map(ColumnProfile.init) } }

  /// The report for people, as `sluice validate` prints it.
  public func text() -> String { String(decoding: TextReport.render(outcome), as: UTF8.self) }

  /// The report for programs, UTF-8; `docs/report.schema.json` describes it.
  public func json() -> [UInt8] { JSONReport.render(outcome) }

  static func exitCode(of result: RunResult) -> Int {
    switch result.verdict {
    case .fail: 1
    case .error: 5
    case .pass, .warn: result.isComplete ? 0 : 5
    }
  }
}
