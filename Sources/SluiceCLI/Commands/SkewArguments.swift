internal import SluiceContract
internal import SluiceEngine
internal import SluiceReport

/// What was meant by the words after `sluice skew`.
struct SkewArguments: Sendable {
  let trainPath: String
  let servePath: String
  let contractPath: String?
  let schema: String?
  let server: String?
  /// From the flags alone; what neither they nor a contract say is guessed.
  let train: CSVSettings
  let serve: CSVSettings
  let keys: [String]
  /// By the name in the training log.
  let servingNames: [(train: String, serve: String)]
  /// nil for all columns of both logs.
  let features: [String]?
  let ignored: [String]
  let asOf: SkewSpec.AsOf?
  let duplicates: SkewDuplicates?
  let tolerance: SkewTolerance?
  /// On features that have no rule of their own.
  let threshold: Threshold?
  let prediction: String?
  let label: String?
  let entity: String?
  let time: String?
  let diffPath: String?
  let acceptedPath: String?
  let run: RunOptions
  let failOn: FailOn
  let requiresAll: Bool
  let onFail: String?
  let report: ReportOptions
  /// What cannot be understood; empty where the command can run.
  let problems: [String]

  init(_ typed: TypedArguments) {
    var problems = typed.problems
    (trainPath, servePath) = Self.logs(typed, problems: &problems)
    contractPath = typed.value(.contract)
    schema = typed.value(.schema)
    server = typed.value(.server)
    let csv = CSVSettings(typed, problems: &problems)
    train = csv.with(dialect: typed.value(.trainDialect))
    serve = csv.with(dialect: typed.value(.serveDialect))
    problems += Set([train.contradiction, serve.contradiction].compactMap(\.self)).sorted()
    keys = Self.names(typed, .keys)
    servingNames = Self.servingNames(typed, problems: &problems)
    features = typed.has(.features) ? Self.names(typed, .features) : nil
    ignored = Self.names(typed, .ignore)
    asOf = Self.asOf(typed, problems: &problems)
    duplicates = typed.value(.duplicates).flatMap(SkewDuplicates.init)
    tolerance = Self.tolerance(typed, problems: &problems)
    threshold = Self.threshold(typed, problems: &problems)
    prediction = typed.value(.prediction)
    label = typed.value(.label)
    entity = typed.value(.entity)
    time = typed.value(.time)
    diffPath = typed.value(.diff)
    acceptedPath = typed.value(.accept)
    run = RunOptions(typed, problems: &problems)
    failOn = typed.value(.failOn).flatMap(FailOn.init) ?? .error
    requiresAll = typed.has(.requireAll)
    onFail = typed.value(.onFail)
    if onFail?.isEmpty ?? false { problems.append("--on-fail needs a command") }
    report = ReportOptions(typed, problems: &problems)
    for flag in [Flag.schema, .server] where typed.has(flag) && contractPath == nil {
      problems.append("--\(flag.long) names a part of a contract; give it with --contract FILE")
    }
    if diffPath.map({ $0.isEmpty || $0.hasSameBytes(as: "-") }) ?? false {
      problems.append("--diff needs the name of a file; standard output is the report's")
    }
    self.problems = problems
  }

  private static func logs(_ typed: TypedArguments, problems: inout [String]) -> (train: String, serve: String) {
    let paths = typed.positionals
    if paths.count < 2 {
      problems.append("two logs are needed: sluice skew TRAIN SERVE")
    } else if paths.count > 2 {
      problems.append(
        "two logs are compared, not \(paths.count): quote a glob, or name a directory, where a log has several parts")
    } else if paths.allSatisfy({ $0.hasSameBytes(as: "-") }) {
      problems.append("standard input can be one of the logs, not both")
    }
    return (paths.first ?? "", paths.dropFirst().first ?? "")
  }

  /// `--keys a,b`; a name with a comma in it cannot be given so.
  private static func names(_ typed: TypedArguments, _ flag: Flag) -> [String] {
    typed.values(flag).flatMap { $0.split(separator: ",").map(String.init) }
  }

  private static func servingNames(
    _ typed: TypedArguments, problems: inout [String]
  ) -> [(train: String, serve: String)] {
    var pairs: [(train: String, serve: String)] = []
    for value in names(typed, .map) {
      let parts = value.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      if parts.count == 2, parts.allSatisfy({ !$0.isEmpty }) {
        pairs.append((parts[1], parts[0]))
      } else {
        problems.append("--map takes SERVE=TRAIN, such as dist=distance_km, not \"\(value)\"")
      }
    }
    return pairs
  }

  private static func asOf(_ typed: TypedArguments, problems: inout [String]) -> SkewSpec.AsOf? {
    let tolerance = typed.value(.asOfTolerance).flatMap { text -> Int128? in
      if let nanoseconds = ShortDuration.nanoseconds(text) { return nanoseconds }
      problems.append("--tolerance takes a duration such as 90s, 5m, 2h or 1d, not \"\(text)\"")
      return nil
    }
    guard let column = typed.value(.asOfColumn) else {
      if typed.has(.asOfTolerance) {
        problems.append(
          "--tolerance is about time and needs --as-of-column; for values, use --relative, --absolute or --ulp")
      }
      return nil
    }
    return SkewSpec.AsOf(column: column, tolerance: tolerance)
  }

  private static func tolerance(_ typed: TypedArguments, problems: inout [String]) -> SkewTolerance? {
    guard [Flag.relative, .absolute, .ulp].contains(where: { typed.has($0) }) else { return nil }
    func amount(_ flag: Flag, _ problems: inout [String]) -> ExactDecimal {
      guard let text = typed.value(flag) else { return .zero }
      if let number = ExactDecimal(text), number >= .zero { return number }
      problems.append("--\(flag.long) takes a number that is not negative, such as 1e-6, not \"\(text)\"")
      return .zero
    }
    return SkewTolerance(
      absolute: amount(.absolute, &problems), relative: amount(.relative, &problems),
      ulp: typed.number(.ulp, in: 0...Int(Int32.max), problems: &problems) ?? 0)
  }

  private static func threshold(_ typed: TypedArguments, problems: inout [String]) -> Threshold? {
    guard let text = typed.value(.maxMismatchRate) else { return nil }
    guard let share = ExactDecimal(text), share >= .zero, share <= ExactDecimal(1),
      let percent = ExactDecimal(isNegative: false, digits: share.digits, exponent: share.exponent + 2)
    else {
      problems.append("--max-mismatch-rate takes a share from 0 to 1, such as 0.001, not \"\(text)\"")
      return nil
    }
    return Threshold(comparison: .mustBeLessOrEqualTo(percent), unit: .percent)
  }
}

extension CSVSettings {
  /// The same with another preset, where one is given.
  fileprivate func with(dialect: String?) -> CSVSettings {
    var settings = self
    settings.dialect = dialect ?? self.dialect
    return settings
  }

  /// Why these settings make no sense by themselves; nil where they do.
  fileprivate var contradiction: String? {
    do throws(DialectError) {
      _ = try Dialect(self)
      return nil
    } catch {
      return error.message
    }
  }
}
