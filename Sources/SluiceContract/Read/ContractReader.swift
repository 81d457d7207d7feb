/// Reads a contract file: bytes in, contract and diagnostics out. The one entry point of this target.
///
/// Stages, each of which reports all it finds before the next one starts: YAML events → nodes; `${VAR}`; the
/// grammar of the standard; the typed model; the rulings that go beyond the grammar.
package enum ContractReader {
  /// - Parameters:
  ///   - path: the file's name, for the diagnostics of a whole directory; it is not opened.
  ///   - environment: what `${VAR}` may refer to, and `TZDIR`; values never appear in a diagnostic.
  package static func read(
    _ bytes: [UInt8], path: String, environment: [String: String] = [:], limits: ReadLimits = .standard
  ) -> ContractReading {
    let findings = Findings()
    let read = read(bytes, environment: environment, limits: limits, findings: findings)
    let isRight = !findings.hasErrors
    return ContractReading(
      contract: isRight ? read?.contract : nil, document: isRight ? read?.document : nil,
      diagnostics: findings.inFileOrder, path: path)
  }

  private static func read(
    _ bytes: [UInt8], environment: [String: String], limits: ReadLimits, findings: Findings
  ) -> (contract: Contract, document: YAMLNode)? {
    guard let raw = YAMLReader.read(bytes, limits: limits, findings: findings) else { return nil }
    guard raw.pairs != nil else {
      findings.add(
        .wrongKind, "expected a mapping (the contract), found \(raw.kindWords)", at: raw.mark, path: "",
        help: "a contract begins with `apiVersion: v3.2.0`")
      return nil
    }
    guard let version = APIVersion.read(raw, findings: findings) else { return nil }
    let root =
      version >= .v3_2
      ? Interpolation(environment: environment, findings: findings).apply(to: raw, key: "") : raw
    GrammarChecker(version: version, findings: findings).check(root, is: .object(.contract), at: "")
    let zones = ZoneDatabase(environment: environment)
    let contract = ModelBuilder(version: version, findings: findings, zones: zones).contract(root)
    ContractLint(contract: contract, findings: findings, zones: zones).run()
    return (contract, root)
  }
}

/// What reading a contract file gives.
package struct ContractReading: Sendable {
  /// nil when there is any error.
  package var contract: Contract?
  /// The file as it is written, with variables replaced; nil when there is any error.
  var document: YAMLNode?
  /// In file order.
  package var diagnostics: [Diagnostic]
  /// The path that was passed in.
  package var path: String

  package var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
}
