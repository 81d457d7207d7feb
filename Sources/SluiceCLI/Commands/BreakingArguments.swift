internal import SluiceContract
internal import SluiceEngine
internal import SluiceReport

/// What the words after `sluice breaking` or `sluice diff` mean.
struct BreakingArguments: Sendable {
  /// A file, a directory, or with `--against` a revision of git.
  let old: String
  /// Files and directories.
  let new: [String]
  let mayBeRevision: Bool
  /// nil where the old contract decides.
  let perspective: ContractEvolution.Perspective?
  let asOf: UTCInstant
  let failOn: FailOn
  let report: ReportOptions
  let problems: [String]

  init(_ typed: TypedArguments, command: String, start: UTCInstant) {
    var problems = typed.problems
    let paths = typed.positionals
    if let against = typed.value(.against) {
      (old, new, mayBeRevision) = (against, paths, true)
      if against.isEmpty { problems.append("--against needs a file, a directory or a revision of git") }
      if paths.isEmpty {
        problems.append("a contract is needed: sluice \(command) --against \(against) CONTRACT...")
      }
    } else {
      (old, new, mayBeRevision) = (paths.first ?? "", Array(paths.dropFirst()), false)
      if paths.count < 2 {
        problems.append("two contracts are needed: sluice \(command) OLD NEW, or --against REVISION NEW")
      } else if paths.count > 2 {
        problems.append("two contracts are compared, not \(paths.count); several are, with --against OLD NEW...")
      }
    }
    perspective = typed.value(.perspective).flatMap(ContractEvolution.Perspective.init)
    asOf = typed.asOf(start, problems: &problems)
    failOn = typed.value(.failOn).flatMap(FailOn.init) ?? .error
    report = ReportOptions(typed, problems: &problems)
    self.problems = problems
  }

  /// Days since 1970-01-01, UTC.
  var today: Int64 { Int64(asOf.nanoseconds.dividedRoundingDown(by: Int128(CivilTime.nanosecondsPerDay))) }

  var inputPaths: [String] { [old] + new }
}
