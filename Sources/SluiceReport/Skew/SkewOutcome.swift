package import SluiceContract
package import SluiceEngine

/// Everything that a report of `skew` says: the comparison, or why there is none.
package struct SkewOutcome: Sendable {
  package var head: ReportHead
  package var contract: ContractSummary?
  /// nil where the run ended before a verdict.
  package var result: SkewResult?
  /// Rules of the contract that no feature was held against.
  package var rulesNotRun: [CheckResult]
  /// What is wrong with the contract.
  package var diagnostics: [Diagnostic]
  /// Where the diff is; nil where none was asked for.
  package var diffPath: String?

  package init(
    head: ReportHead, contract: ContractSummary? = nil, result: SkewResult? = nil, rulesNotRun: [CheckResult] = [],
    diagnostics: [Diagnostic] = [], diffPath: String? = nil
  ) {
    self.head = head
    self.contract = contract
    self.result = result
    self.rulesNotRun = rulesNotRun
    self.diagnostics = diagnostics
    self.diffPath = diffPath
  }

  package var verdict: RunResult.Verdict {
    switch result?.verdict {
    case .pass, .notRun: .pass
    case .warn: .warn
    case .fail: .fail
    case .error, nil: .error
    }
  }

  package var isComplete: Bool { head.error == nil && result != nil }
}

extension SkewResult.Side {
  /// The same as other batches have it.
  var summaries: [RunResult.FileSummary] {
    files.map {
      RunResult.FileSummary(path: $0.path, bytes: $0.bytes, rows: $0.rows, commentLines: $0.commentLines)
    }
  }

  /// What was compared, in a few words: the only file, or the folder of them all, and how many there are.
  var title: String {
    if files.count == 1 { return ShownText.whole(files[0].path) }
    let folders = Set(
      files.map { file in file.path.split(separator: "/", omittingEmptySubsequences: false).dropLast() })
    let count = Quantity.count(files.count, "file")
    guard let folder = folders.first, folders.count == 1, !folder.isEmpty else { return count }
    return ShownText.whole(folder.joined(separator: "/") + "/") + " (\(count))"
  }
}
