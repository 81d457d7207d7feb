internal import SluiceContract
internal import SluiceReport

/// `sluice lint`: what is wrong with contracts themselves.
enum LintCommand: Command {
  static let name = "lint"
  static let summary = "the contract itself: every error, with file, line and column"
  static let synopsis = "CONTRACT..."
  static let about = """
    Reads contracts and shows everything that is wrong or doubtful about them, all in one run.
    Ends with exit code 3 when a contract has errors; warnings alone end with 0.
    """
  static let flags: [Flag] = [.format, .output, .report, .quiet, .color]
  static let examples = ["sluice lint orders.odcs.yaml", "sluice lint contracts/*.yaml --report junit=lint.xml"]

  static func run(_ typed: TypedArguments, _ session: Session) -> ExitStatus {
    var problems = typed.problems
    let report = ReportOptions(typed, problems: &problems)
    if typed.positionals.isEmpty { problems.append("a contract is needed: sluice lint CONTRACT...") }
    let delivery = Delivery(report, inputPaths: typed.positionals)
    if let refusal = delivery.refusal { problems.append(refusal) }
    guard problems.isEmpty else {
      let error = RunFailure.usage(problems.joined(separator: "; ")).error
      return deliver([], delivery, session, Terminal.usage(problems, of: name), error)
    }
    var contracts: [LintedContract] = []
    var unreadable: RunError?
    for path in typed.positionals {
      do throws(ContractFileError) {
        let file = try ContractFile(path: path)
        let reading = ContractReader.read(file.bytes, path: path, environment: Session.environment())
        contracts.append(LintedContract(path: path, source: file.bytes, diagnostics: reading.diagnostics))
      } catch {
        // The other contracts are still linted; the first that could not be read is what the report names.
        Terminal.error(error.message)
        let failure = RunFailure.contract(error.message, path: path, errno: error.errno)
        unreadable = unreadable ?? failure.error
      }
    }
    let isWrong = contracts.contains { $0.diagnostics.contains { $0.severity == .error } }
    return deliver(
      contracts, delivery, session, isWrong || unreadable != nil ? .contractIsWrong : .pass, unreadable)
  }

  private static func deliver(
    _ contracts: [LintedContract], _ delivery: Delivery, _ session: Session, _ exitCode: ExitCode,
    _ error: RunError?
  ) -> ExitStatus {
    delivery.deliver(ExitStatus(exitCode), error: error) { request in
      // Where nothing was linted the message on standard error says all that a text report could.
      if request.format == .text && request.isForStandardOutput && contracts.isEmpty { return nil }
      let outcome = LintOutcome(head: session.head(request.status, request.error), contracts: contracts)
      return switch request.format {
      case .text: LintText.render(outcome, isColored: request.isColored)
      case .json: JSONReport.render(outcome)
      case .junit: JUnitReport.render(outcome)
      case .github: GitHubReport.render(outcome)
      }
    }
  }
}
