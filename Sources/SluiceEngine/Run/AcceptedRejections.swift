internal import SluiceContract

/// Turns what only rejected rows are to blame for into warnings, where few enough rows are rejected.
///
/// With `--accept-rejected` a pipeline loads the accepted rest. What no single row is to blame for still fails: a missing
/// column, a header, the number of rows, a file that cannot be read.
struct AcceptedRejections {
  private let rejection: QuarantinePlan
  private let percent: String

  /// nil where nothing is accepted: no percentage is given, or more rows are rejected.
  init?(_ result: QuarantinePass.Result) {
    guard let percent = result.summary.acceptedPercent, result.summary.isWithinPercent else { return nil }
    rejection = result.plan
    self.percent = percent
  }

  func applied(to results: [CheckResult]) -> [CheckResult] {
    results.enumerated().map { index, result in
      guard rejection.results.contains(index) else { return result }
      var result = result
      result.status = .warn
      let words = "accepted, since these rows are rejected and at most \(percent) percent of all may be"
      result.reason = result.reason.map { "\($0); \(words)" } ?? words
      result.details.append(CheckResult.Detail(name: "acceptRejectedPercent", value: .text(percent)))
      return result
    }
  }

  /// A fault of a header is no row's, though it may be of the same kind.
  func applied(to findings: [StructuralFinding]) -> [StructuralFinding] {
    findings.map { finding in
      guard finding.severity == .error, finding.row > 0,
        rejection.faults.contains(where: { $0.reportName == finding.kind })
      else { return finding }
      var finding = finding
      finding.severity = .warning
      return finding
    }
  }
}
