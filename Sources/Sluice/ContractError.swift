internal import Glibc
internal import SluiceContract
internal import SluiceReport

/// Why a contract cannot be used: its file cannot be read, or it has errors.
public struct ContractError: Error, Sendable, CustomStringConvertible {
  /// The file, or the name that was given for it.
  public let path: String

  /// Everything that is wrong or doubtful, in file order; empty where the file cannot be read.
  public let diagnostics: [Diagnostic]

  /// All of it as `sluice lint` shows it: each error with its line, a caret and a way out.
  public let description: String

  init(path: String, errno: Int32) {
    self.path = path
    diagnostics = []
    description = "cannot read the contract \(path): " + String(cString: strerror(errno))
  }

  init(path: String, diagnostics: [SluiceContract.Diagnostic], source: [UInt8]) {
    self.path = path
    self.diagnostics = diagnostics.map(Diagnostic.init)
    description = LintText.diagnostics(
      LintedContract(path: path, source: source, diagnostics: diagnostics), color: false)
  }
}

/// One thing that is wrong, or worth saying, about a contract.
public struct Diagnostic: Sendable {
  /// Errors make a contract unusable.
  public enum Severity: String, Sendable {
    case error, warning, info
  }

  /// Stable, `SL0107`; `docs/errors.md` lists them all.
  public let code: String
  /// Only `error` keeps the contract from being used.
  public let severity: Severity
  /// Lower case, no full stop.
  public let message: String
  /// How to mend it, where that is known.
  public let help: String?
  /// Line of the contract, from 1.
  public let line: Int
  /// Column of that line, in Unicode scalars from 1.
  public let column: Int

  init(_ diagnostic: SluiceContract.Diagnostic) {
    code = diagnostic.code
    severity =
      switch diagnostic.severity {
      case .error: .error
      case .warning: .warning
      case .info: .info
      }
    message = diagnostic.message
    help = diagnostic.help
    line = diagnostic.mark.line
    column = diagnostic.mark.column
  }
}
