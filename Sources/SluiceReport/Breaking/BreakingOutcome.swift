package import SluiceContract
package import SluiceEngine

/// Everything that a report of `breaking` or `diff` says: what each pair of contracts comes to.
package struct BreakingOutcome: Sendable {
  package var head: ReportHead
  package var comparisons: [ComparedContracts]

  package init(head: ReportHead, comparisons: [ComparedContracts] = []) {
    self.head = head
    self.comparisons = comparisons
  }

  package func count(_ severity: Diagnostic.Severity) -> Int {
    comparisons.reduce(0) { $0 + $1.evolution.count(severity) }
  }

  package var verdict: RunResult.Verdict {
    if head.error != nil { return .error }
    if count(.error) > 0 { return .fail }
    return count(.warning) > 0 ? .warn : .pass
  }
}

/// Two versions of one contract, and what became of it.
package struct ComparedContracts: Sendable {
  /// One file that was read: as it was named, and its bytes, of which the text report quotes lines.
  package struct File: Sendable {
    package var summary: ContractSummary
    package var source: [UInt8]

    package init(summary: ContractSummary, source: [UInt8]) {
      self.summary = summary
      self.source = source
    }

    var path: String { summary.path }
  }

  /// nil where the contract is new.
  package var old: File?
  /// nil where it is gone.
  package var new: File?
  package var evolution: ContractEvolution

  package init(old: File?, new: File?, evolution: ContractEvolution) {
    self.old = old
    self.new = new
    self.evolution = evolution
  }

  /// The file that a change stands in.
  func file(of change: ContractChange) -> File? { change.side == .new ? new : old }

  /// Its id, safe to print.
  var name: String { ShownText.name((new ?? old)?.summary.id ?? "") }

  /// `1.4.0 → 2.0.0`
  var versions: String {
    [old, new].compactMap { $0?.summary.version.map(ShownText.name) }.joined(separator: " → ")
  }
}
