internal import SluiceContract
internal import SluiceEngine
internal import SluiceReport

/// One run of `validate`, step by step; what it has found out so far is reported however it ends.
struct ValidateRun {
  let arguments: ValidateArguments
  private let runID: String
  private(set) var contract: ContractSummary?
  private(set) var diagnostics: [Diagnostic] = []
  private(set) var result: RunResult?
  /// A quarantine that could not be written, or what `--require-all` misses; the verdict stands.
  private(set) var shortfall: RunError?

  init(arguments: ValidateArguments, runID: String) {
    self.arguments = arguments
    self.runID = runID
  }

  mutating func execute() throws(RunFailure) -> ExitCode {
    let contract = try readContract()
    let object = try contract.chosenObject(arguments.schema)
    let dialect = try contract.dialect(
      of: object, flags: arguments.csv, server: arguments.server, path: arguments.contractPath)
    do throws(SourceError) {
      let batch = try Batch(paths: arguments.batchPaths)
      let line = ProgressLine.start(total: batch.bytes, isQuiet: arguments.report.isQuiet)
      defer { line?.end() }
      var options = arguments.run
      options.progress = line?.progress
      options.quarantine = arguments.quarantine?.options(runID: runID)
      let result = try Validation.run(
        contract: contract, object: object, batch: batch, dialect: dialect, options: options)
      self.result = result
      shortfall = result.quarantine?.failure?.runError ?? (arguments.requiresAll ? result.shortfall : nil)
      return .worst(result.exitCode(arguments.failOn), shortfall == nil ? .pass : .incomplete)
    } catch {
      throw .input(error)
    }
  }

  /// What the process ends with in place of 0.
  var numberOfPass: Int32 {
    guard let result, result.rows == 0, !needsAttention else { return ExitCode.pass.rawValue }
    return arguments.noDataExitCode
  }

  /// Whether the verdict is `fail` or `error`, or there is none.
  var needsAttention: Bool {
    switch result?.verdict {
    case .pass, .warn: false
    case .fail, .error, nil: true
    }
  }

  private mutating func readContract() throws(RunFailure) -> Contract {
    let path = arguments.contractPath
    contract = ContractSummary(path: path)
    let file: ContractFile
    do throws(SystemError) {
      file = try ContractFile(path: path)
    } catch {
      throw .contract(error.message, path: path, errno: error.code)
    }
    let reading = ContractReader.read(file.bytes, path: path, environment: Session.environment())
    diagnostics = reading.diagnostics
    contract = ContractSummary(
      path: path, sha256: file.sha256, id: reading.contract?.id, version: reading.contract?.version)
    guard let read = reading.contract else { throw tellDiagnostics(of: file) }
    tellWarnings()
    return read
  }

  /// All errors of the contract at once, each with its line, and how many there are.
  private func tellDiagnostics(of file: ContractFile) -> RunFailure {
    let isColored = Terminal.isColored(arguments.report.color, for: .standardError)
    let linted = LintedContract(path: file.path, source: file.bytes, diagnostics: diagnostics)
    Terminal.message(LintText.diagnostics(linted, color: isColored))
    let summary = LintText.summary(of: diagnostics, in: file.path)
    Terminal.message(summary + "\n")
    return .contract("the contract has errors: \(summary)", path: file.path, isTold: true)
  }

  /// A contract that runs may still deserve a look; what it is, lint says.
  private func tellWarnings() {
    let warnings = diagnostics.count { $0.severity == .warning }
    guard warnings > 0, !arguments.report.isQuiet else { return }
    let path = ShownText.whole(arguments.contractPath)
    Terminal.message(
      "\(path): \(Quantity.count(warnings, "warning")); sluice lint \(path) shows what and where\n")
  }
}
