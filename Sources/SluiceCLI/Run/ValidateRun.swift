internal import SluiceContract
internal import SluiceEngine
internal import SluiceReport
internal import SluiceSQL

/// One run of `validate`, step by step; what it has found out so far is reported however it ends.
struct ValidateRun {
  let arguments: ValidateArguments
  private let runID: String
  private(set) var contract: ContractSummary?
  private(set) var diagnostics: [Diagnostic] = []
  /// One for each object, in the order given; all of them or none.
  private(set) var results: [RunResult] = []
  /// A quarantine that could not be written, or what `--require-all` misses; the verdict stands.
  private(set) var shortfall: RunError?

  init(arguments: ValidateArguments, runID: String) {
    self.arguments = arguments
    self.runID = runID
  }

  mutating func execute() throws(RunFailure) -> ExitCode {
    let contract = try readContract()
    let inputs = try contract.inputs(
      arguments.batches, flags: arguments.csv, server: arguments.server, path: arguments.contractPath)
    try checkReferences(contract, inputs)
    let baseline = try baseline(inputs)
    do throws(SourceError) {
      // All of them are found before the first is read.
      let batches = try inputs.map { input throws(SourceError) in
        try Batch(paths: input.paths, temporaryDirectory: arguments.run.temporaryDirectory)
      }
      let references = try references(contract, inputs, batches)
      let sizes = batches.compactMap(\.bytes)
      let bytes = sizes.count == batches.count ? sizes.reduce(0, +) : nil
      let line = ProgressLine.start(total: bytes, isQuiet: arguments.report.isQuiet)
      defer { line?.end() }
      var options = arguments.run
      options.progress = line?.progress
      options.references = references
      options.queries = SQLiteQueries()
      options.baseline = baseline
      results = try zip(inputs, batches).map { input, batch throws(SourceError) in
        var options = options
        options.quarantine = arguments.quarantine?.options(
          runID: runID, object: inputs.count > 1 ? input.object.name : nil)
        return try Validation.run(
          contract: contract, object: input.object, batch: batch, dialect: input.dialect, options: options)
      }
    } catch {
      throw .input(error)
    }
    shortfall = results.lazy.compactMap { $0.quarantine?.failure?.runError }.first
    if arguments.requiresAll && shortfall == nil { shortfall = results.flatMap(\.results).shortfall }
    let codes = results.map { $0.exitCode(arguments.failOn) }
    return codes.reduce(shortfall == nil ? .pass : .incomplete) { .worst($0, $1) }
  }

  /// What `--baseline` tells; where it does not say of which object, there must be only one.
  private func baseline(_ inputs: [ObjectInput]) throws(RunFailure) -> Baseline? {
    guard let path = arguments.baselinePath else { return nil }
    let baseline = try Baseline(file: path)
    if inputs.count > 1 && baseline.nameless != nil {
      throw .usage(
        "\(path) was made without a contract and does not say of which object it is; make it anew: "
          + "sluice profile --contract \(arguments.contractPath) --batch NAME=PATH --output FILE")
    }
    return baseline
  }

  /// The batches of the run, and what `--reference` gives: by name.
  ///
  /// Flags say how the batches of the run are written; a reference is as the contract says, or as its first bytes look.
  private func references(
    _ contract: Contract, _ inputs: [ObjectInput], _ batches: [Batch]
  ) throws(SourceError) -> [[UInt8]: ReferenceSource] {
    var sources: [[UInt8]: ReferenceSource] = [:]
    for (input, batch) in zip(inputs, batches) {
      sources[Array(input.object.name.utf8)] = ReferenceSource(
        object: input.object, batch: batch, dialect: input.dialect)
    }
    for reference in arguments.references {
      guard let name = reference.object else { continue }
      sources[Array(name.utf8)] = try ReferenceSource(
        name, paths: reference.paths, of: contract, server: try? contract.chosenServer(arguments.server),
        temporaryDirectory: arguments.run.temporaryDirectory)
    }
    return sources
  }

  /// A reference that nothing refers to was misspelt: the rule that it was meant for would not run.
  private func checkReferences(_ contract: Contract, _ inputs: [ObjectInput]) throws(RunFailure) {
    guard !arguments.references.isEmpty else { return }
    let wanted = inputs.flatMap { contract.rules(for: $0.object).compactMap(\.test.referenceTarget?.object) }
    for name in arguments.references.compactMap(\.object) where !wanted.contains(where: { $0.hasSameBytes(as: name) }) {
      let near = NearName.of(name, among: wanted).map { "; did you mean \($0)?" } ?? ""
      throw .usage("--reference \(name): no rule of the contract refers to it\(near)")
    }
  }

  /// What the process ends with in place of 0.
  var numberOfPass: Int32 {
    guard !results.isEmpty, results.allSatisfy({ $0.rows == 0 }), !needsAttention else { return ExitCode.pass.rawValue }
    return arguments.noDataExitCode
  }

  /// Whether the verdict is `fail` or `error`, or there is none.
  var needsAttention: Bool {
    switch RunResult.Verdict.worst(results.map(\.verdict)) {
    case .pass, .warn: false
    case .fail, .error, nil: true
    }
  }

  private mutating func readContract() throws(RunFailure) -> Contract {
    var loading = ContractLoading(path: arguments.contractPath, report: arguments.report)
    defer { (contract, diagnostics) = (loading.summary, loading.diagnostics) }
    return try loading.read()
  }
}
