package import SluiceContract
package import SluiceEngine

/// Everything that a report of `validate` says: the result of each object, or why there is none.
package struct ValidateOutcome: Sendable {
  package var head: ReportHead
  package var contract: ContractSummary?
  /// One for each object that was held against its batch, in the order given; none where the run ended before a
  /// verdict.
  package var results: [RunResult]
  /// What is wrong with the contract.
  package var diagnostics: [Diagnostic]

  package init(
    head: ReportHead, contract: ContractSummary? = nil, results: [RunResult] = [],
    diagnostics: [Diagnostic] = []
  ) {
    self.head = head
    self.contract = contract
    self.results = results
    self.diagnostics = diagnostics
  }

  /// The worst of all objects; `error` where there is none.
  package var verdict: RunResult.Verdict { RunResult.Verdict.worst(results.map(\.verdict)) ?? .error }

  package var isComplete: Bool {
    head.error == nil && !results.isEmpty && results.allSatisfy(\.isComplete)
  }
}

/// Everything that a report of `inspect` says.
package struct InspectOutcome: Sendable {
  package var head: ReportHead
  package var inspection: Inspection?

  package init(head: ReportHead, inspection: Inspection? = nil) {
    self.head = head
    self.inspection = inspection
  }

  /// Structural faults fail, other findings warn; `error` where the batch could not be read.
  package var verdict: RunResult.Verdict {
    guard let inspection else { return .error }
    if inspection.structure.contains(where: { $0.severity == .error }) { return .fail }
    return inspection.structure.isEmpty ? .pass : .warn
  }
}

/// Everything that a report of `lint` says: the diagnostics of each contract, in the order given.
package struct LintOutcome: Sendable {
  package var head: ReportHead
  package var contracts: [LintedContract]

  package init(head: ReportHead, contracts: [LintedContract] = []) {
    self.head = head
    self.contracts = contracts
  }

  package func count(_ severity: Diagnostic.Severity) -> Int {
    contracts.reduce(0) { $0 + $1.diagnostics.count { $0.severity == severity } }
  }

  package var verdict: RunResult.Verdict {
    if head.error != nil { return .error }
    if count(.error) > 0 { return .fail }
    return count(.warning) > 0 ? .warn : .pass
  }
}

/// One contract that was linted.
package struct LintedContract: Sendable {
  package var path: String
  /// The file's bytes, of which the text report quotes lines.
  package var source: [UInt8]
  package var diagnostics: [Diagnostic]

  package init(path: String, source: [UInt8], diagnostics: [Diagnostic]) {
    self.path = path
    self.source = source
    self.diagnostics = diagnostics
  }
}
