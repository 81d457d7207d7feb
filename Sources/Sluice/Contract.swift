internal import Glibc
internal import SluiceContract
internal import SluiceEngine
internal import SluiceReport

/// A data contract in the Open Data Contract Standard, read and checked: what batches are held against.
///
/// ```swift
/// let contract = try Contract(contentsOf: "orders.odcs.yaml")
/// let report = try contract.validate(["orders.csv"])
/// guard report.verdict != .fail else { fatalError(report.text()) }
/// ```
public struct Contract: Sendable {
  let contract: SluiceContract.Contract
  let summary: ContractSummary
  /// What is doubtful about the contract, in file order; errors are thrown by the initialisers.
  public let warnings: [Diagnostic]

  /// Reads a contract file.
  ///
  /// - Parameters:
  ///   - path: relative to the working directory.
  ///   - environment: what `${NAME}` in the contract stands for (ODCS 3.2).
  /// - Throws: `ContractError` with every error of the file, each with its line.
  public init(contentsOf path: String, environment: [String: String] = [:]) throws(ContractError) {
    let file: ContractFile
    do throws(ContractFileError) {
      file = try ContractFile(path: path)
    } catch {
      throw ContractError(path: path, errno: error.errno)
    }
    try self.init(file.bytes, path: path, sha256: file.sha256, environment: environment)
  }

  /// Reads a contract from its text; `name` stands for the file in messages and reports.
  ///
  /// - Throws: `ContractError` with every error of the text, each with its line.
  public init(
    yaml: String, name: String = "contract", environment: [String: String] = [:]
  ) throws(ContractError) {
    try self.init(Array(yaml.utf8), path: name, sha256: nil, environment: environment)
  }

  private init(
    _ bytes: [UInt8], path: String, sha256: String?, environment: [String: String]
  ) throws(ContractError) {
    let reading = ContractReader.read(bytes, path: path, environment: environment)
    guard let contract = reading.contract else {
      throw ContractError(path: path, diagnostics: reading.diagnostics, source: bytes)
    }
    self.contract = contract
    summary = ContractSummary(
      path: path, sha256: sha256, id: contract.id, version: contract.version, owner: ContractOwner(contract))
    warnings = reading.diagnostics.map(Diagnostic.init)
  }

  /// The contract's own id.
  public var id: String { contract.id }

  /// The contract's version, such as `1.4.0`; nil where it states none.
  public var version: String? { contract.version }

  /// The objects that batches can be held against, in the contract's order.
  public var objects: [String] { contract.objects.map(\.name) }
}
