internal import SluiceContract

/// Checks that count what was delivered: columns, files, bytes.
protocol VolumeCheck: CheckKind {
  /// nil where nothing can be counted.
  static func count(_ facts: BatchFacts) -> Int?
}

extension VolumeCheck {
  static func requirement(_ rule: Rule, _ target: CheckTarget) -> Requirement { .batchFacts }

  static func evaluate(_ rule: Rule, _ target: CheckTarget, _ measurement: Measurement) -> CheckOutcome {
    guard case .batchFacts(let facts) = measurement, let threshold = rule.threshold else { return CheckOutcome(.error) }
    guard let count = count(facts) else { return CheckOutcome(.notRun, reason: "no file has columns") }
    let isAdmitted = threshold.comparison.admits(ExactDecimal(count))
    var outcome = CheckOutcome(isAdmitted ? .pass : rule.severity.status)
    outcome.observed = String(count)
    outcome.unit = threshold.unit.rawValue
    outcome.expected = "\(rule.check) \(threshold.words)"
    if !isAdmitted { outcome.reason = "\(rule.check) is \(count), expected \(threshold.words)" }
    return outcome
  }
}

enum ColumnCountCheck: VolumeCheck {
  static let id = "columnCount"
  static func count(_ facts: BatchFacts) -> Int? { facts.fileColumns }
}

enum FileCountCheck: VolumeCheck {
  static let id = "fileCount"
  static func count(_ facts: BatchFacts) -> Int? { facts.files }
}

enum ByteCountCheck: VolumeCheck {
  static let id = "byteCount"
  static func count(_ facts: BatchFacts) -> Int? { facts.bytes }
}
