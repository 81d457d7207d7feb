internal import Glibc
internal import SluiceContract
internal import SluiceEngine
internal import SluiceReport

/// One run of `skew`, step by step; what it has found out so far is reported however it ends.
struct SkewRun {
  let arguments: SkewArguments
  private(set) var contract: ContractSummary?
  private(set) var diagnostics: [Diagnostic] = []
  private(set) var result: SkewResult?
  private(set) var rulesNotRun: [CheckResult] = []
  /// A diff that could not be written, or what `--require-all` misses; the verdict stands.
  private(set) var shortfall: RunError?

  init(arguments: SkewArguments) { self.arguments = arguments }

  /// Whether the verdict is `fail`, or there is none.
  var needsAttention: Bool { result.map { $0.verdict == .fail } ?? true }

  mutating func execute() throws(RunFailure) -> ExitCode {
    var judge = SkewJudge()
    judge.threshold = arguments.threshold
    judge.today = Int64(time(nil)) / 86_400
    judge.accepted = try arguments.acceptedPath.map { path throws(RunFailure) in try AcceptedSkew(report: path) }
    var (spec, loaded) = try readLogs()
    if let loaded {
      let rules = loaded.contract.rules(for: loaded.object)
      spec.adopt(loaded.object, rules: rules)
      judge.adopt(loaded.contract, loaded.object, rules: rules)
    }
    arguments.apply(to: &spec)
    if spec.keys.isEmpty {
      throw .usage(
        "no keys: name the columns that pair the rows with --keys A,B, or a contract that has a primary key"
          + " or sluiceSkewKeys with --contract FILE")
    }
    let compared = judge.judged(try compare(spec))
    result = compared
    rulesNotRun = judge.rulesNotRun(compared)
    shortfall = compared.diff?.failure?.runError
    if arguments.requiresAll && shortfall == nil {
      let features = compared.features.map { $0.checkResult(object: judge.object) }
      shortfall = (features + rulesNotRun).shortfall
    }
    return .worst(compared.exitCode(arguments.failOn), shortfall == nil ? .pass : .incomplete)
  }

  private typealias Loaded = (contract: Contract, object: SchemaObject)

  /// Both logs, found and with the way to read them, and the contract, where there is one.
  private mutating func readLogs() throws(RunFailure) -> (SkewSpec, Loaded?) {
    var loaded: Loaded?
    if let path = arguments.contractPath {
      let read = try readContract(path)
      loaded = (read, try read.object(askedFor: arguments.schema))
    }
    let (train, serve) = (try dialect(arguments.train, loaded), try dialect(arguments.serve, loaded))
    do throws(SourceError) {
      return (
        SkewSpec(
          train: SkewSpec.Side(batch: try batch(arguments.trainPath), dialect: train),
          serve: SkewSpec.Side(batch: try batch(arguments.servePath), dialect: serve), keys: []),
        loaded
      )
    } catch {
      throw .input(error)
    }
  }

  private func batch(_ path: String) throws(SourceError) -> Batch {
    try Batch(paths: [path], temporaryDirectory: arguments.run.temporaryDirectory)
  }

  /// nil where it is to be guessed: neither flags nor a contract say anything.
  private func dialect(_ flags: CSVSettings, _ loaded: Loaded?) throws(RunFailure) -> Dialect? {
    if let loaded {
      return try loaded.contract.dialect(
        of: loaded.object, flags: flags, server: arguments.server, path: arguments.contractPath ?? "")
    }
    return flags.isEmpty ? nil : try? Dialect(flags)
  }

  private func compare(_ spec: SkewSpec) throws(RunFailure) -> SkewResult {
    let sizes = [spec.train.batch, spec.serve.batch].compactMap(\.bytes)
    let total = sizes.count == 2 ? sizes.reduce(0, +) : nil
    let line = ProgressLine.start(total: total, isQuiet: arguments.report.isQuiet)
    defer { line?.end() }
    let file = arguments.diffPath.map { DiffFile(path: $0) }
    let run = arguments.run
    let options = SkewOptions(
      threads: run.threads, chunkBytes: run.chunkBytes, samples: run.samples, memory: run.memory,
      temporaryDirectory: run.temporaryDirectory, progress: line?.progress, diff: file)
    do throws(SourceError) {
      var result = try Skew.run(spec, options: options)
      if result.diff?.failure == nil, let failure = file?.finish() { result.diff?.failure = failure }
      return result
    } catch {
      throw .input(error)
    }
  }

  private mutating func readContract(_ path: String) throws(RunFailure) -> Contract {
    var loading = ContractLoading(path: path, report: arguments.report)
    defer { (contract, diagnostics) = (loading.summary, loading.diagnostics) }
    return try loading.read()
  }
}

extension SkewJudge {
  fileprivate mutating func adopt(_ contract: Contract, _ object: SchemaObject, rules: [Rule]) {
    self.rules = rules.filter { if case .skew = $0.test { true } else { false } }
    self.object = object.name
    waivers = contract.settings.waivers
    for property in object.properties where property.physicalName != nil {
      contractNames[Array(property.columnName.utf8)] = property.name
    }
  }
}

extension SkewArguments {
  /// What the command line says outweighs the contract, but for rules of single features.
  fileprivate func apply(to spec: inout SkewSpec) {
    if !keys.isEmpty { spec.keys = keys }
    if let asOf { spec.asOf = asOf }
    if let duplicates { spec.duplicates = duplicates }
    if let tolerance { spec.tolerance = tolerance }
    if let threshold { spec.threshold = threshold }
    (spec.prediction, spec.label, spec.entity, spec.time) = (prediction, label, entity, time)
    for name in servingNames { spec[column: name.train].servingName = name.serve }
    for name in ignored { spec[column: name].presence = .ignored }
    guard let features else { return }
    spec.comparesUnlisted = false
    for index in spec.columns.indices
    where !features.contains(where: { $0.hasSameBytes(as: spec.columns[index].name) }) {
      spec.columns[index].presence = .ignored
    }
    for name in features { spec[column: name] = spec[column: name] }
  }
}

extension SkewSpec {
  /// What is known of a column; setting it makes an entry of its own.
  fileprivate subscript(column name: String) -> SkewColumn {
    get { columns.first { $0.name.hasSameBytes(as: name) } ?? SkewColumn(name: name) }
    set {
      if let index = columns.firstIndex(where: { $0.name.hasSameBytes(as: name) }) {
        columns[index] = newValue
      } else {
        columns.append(newValue)
      }
    }
  }
}

extension SkewResult {
  func exitCode(_ failOn: FailOn) -> ExitCode {
    switch failOn {
    case .error: verdict == .fail ? .dataBreaksContract : .pass
    case .warning: verdict == .pass ? .pass : .dataBreaksContract
    case .never: .pass
    }
  }
}
