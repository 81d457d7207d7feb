internal import SluiceContract
internal import SluiceEngine
internal import SluiceReport

/// `sluice validate`: the gate.
enum ValidateCommand: Command {
  static let name = "validate"
  static let summary = "the gate: hold a batch against its contract"
  static let synopsis = "CONTRACT BATCH..."
  static let about = """
    Holds a batch against its contract and ends with exit code 0 when it keeps it, 1 when it breaks it.
    A batch is a CSV file or a directory of parts; several make one batch.
    """
  static let flags: [Flag] = [
    .schema, .server, .format, .output, .report, .failOn, .samples, .threads, .dialect, .delimiter, .quote,
    .null, .noHeader, .quiet, .verbose, .color,
  ]
  static let examples = [
    "sluice validate orders.odcs.yaml orders.csv && load orders.csv",
    "sluice validate orders.odcs.yaml export/ --schema orders --dialect pandas",
    "sluice validate orders.odcs.yaml orders.csv --report json=report.json --fail-on warning",
  ]

  static func run(_ typed: TypedArguments, _ session: Session) -> ExitCode {
    let arguments = ValidateArguments(typed)
    let delivery = Delivery(arguments.report, inputPaths: typed.positionals)
    var run = ValidateRun(arguments: arguments)
    do throws(RunFailure) {
      guard arguments.problems.isEmpty else { throw .usage(arguments.problems.joined(separator: "; ")) }
      if let refusal = delivery.refusal { throw .usage(refusal) }
      let exitCode = try run.execute()
      return deliver(run, delivery, session, exitCode, nil)
    } catch {
      if error.exitCode == .usage {
        let problems = arguments.problems.isEmpty ? [error.error.message] : arguments.problems
        _ = Terminal.usage(problems, of: name)
      } else if !error.isTold {
        Terminal.error(error.error.message)
      }
      return deliver(run, delivery, session, error.exitCode, error.error)
    }
  }

  private static func deliver(
    _ run: ValidateRun, _ delivery: Delivery, _ session: Session, _ exitCode: ExitCode, _ error: RunError?
  ) -> ExitCode {
    let isVerbose = run.arguments.report.isVerbose
    return delivery.deliver(exitCode, error: error) { request in
      // Without a verdict the message on standard error says all that a text report could.
      if request.format == .text && request.isForStandardOutput && run.result == nil { return nil }
      let outcome = ValidateOutcome(
        head: session.head(request.exitCode, request.error), contract: run.contract, result: run.result,
        diagnostics: run.diagnostics)
      return switch request.format {
      case .text: TextReport.render(outcome, style: request.isColored ? .ansi : .plain, isVerbose: isVerbose)
      case .json: JSONReport.render(outcome)
      }
    }
  }
}

/// One run of `validate`, step by step; what it has found out so far is reported however it ends.
struct ValidateRun {
  let arguments: ValidateArguments
  private(set) var contract: ContractSummary?
  private(set) var diagnostics: [Diagnostic] = []
  private(set) var result: RunResult?

  init(arguments: ValidateArguments) {
    self.arguments = arguments
  }

  mutating func execute() throws(RunFailure) -> ExitCode {
    let contract = try readContract()
    let object = try contract.chosenObject(arguments.schema)
    let dialect = try contract.dialect(
      of: object, flags: arguments.csv, server: arguments.server, path: arguments.contractPath)
    do throws(SourceError) {
      let batch = try Batch(paths: arguments.batchPaths)
      let result = try Validation.run(
        contract: contract, object: object, batch: batch, dialect: dialect, options: arguments.run)
      self.result = result
      return result.exitCode(arguments.failOn)
    } catch {
      throw .input(error.runError)
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
    let path = ShownText.path(arguments.contractPath)
    Terminal.message(
      "\(path): \(Quantity.count(warnings, "warning")); sluice lint \(path) shows what and where\n")
  }
}
