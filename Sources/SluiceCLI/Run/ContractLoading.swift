internal import SluiceContract
internal import SluiceReport

/// Reads the contract of a run, and tells on standard error what is wrong with it.
struct ContractLoading {
  private let path: String
  private let report: ReportOptions
  /// What is known of the contract so far.
  private(set) var summary: ContractSummary
  private(set) var diagnostics: [Diagnostic] = []

  init(path: String, report: ReportOptions) {
    self.path = path
    self.report = report
    summary = ContractSummary(path: path)
  }

  mutating func read() throws(RunFailure) -> Contract {
    let file: ContractFile
    do throws(ContractFileError) {
      file = try ContractFile(path: path)
    } catch {
      throw .contract(error.message, path: path, errno: error.errno)
    }
    let reading = ContractReader.read(file.bytes, path: path, environment: Session.environment())
    diagnostics = reading.diagnostics
    summary = ContractSummary(
      path: path, sha256: file.sha256, id: reading.contract?.id, version: reading.contract?.version,
      owner: reading.contract.flatMap { ContractOwner($0) })
    guard let read = reading.contract else { throw tellDiagnostics(of: file) }
    tellWarnings()
    return read
  }

  /// All errors of the contract at once, each with its line, and how many there are.
  private func tellDiagnostics(of file: ContractFile) -> RunFailure {
    let isColored = Terminal.isColored(report.color, for: .standardError)
    let linted = LintedContract(path: file.path, source: file.bytes, diagnostics: diagnostics)
    Terminal.message(LintText.diagnostics(linted, color: isColored))
    let summary = LintText.summary(of: diagnostics, in: file.path)
    Terminal.message(summary + "\n")
    return .contract("the contract has errors: \(summary)", path: file.path, isTold: true)
  }

  /// A contract that runs may still deserve a look; what it is, lint says.
  private func tellWarnings() {
    let warnings = diagnostics.count { $0.severity == .warning }
    guard warnings > 0, !report.isQuiet else { return }
    let path = ShownText.whole(path)
    Terminal.message(
      "\(path): \(Quantity.count(warnings, "warning")); sluice lint \(path) shows what and where\n")
  }
}
