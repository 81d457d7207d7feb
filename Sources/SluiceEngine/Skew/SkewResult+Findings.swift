internal import SluiceContract

/// What is wrong with two logs as a whole.
extension SkewResult {
  /// `known`: from the columns alone.
  mutating func addFindings(_ known: [SkewFinding]) {
    findings = known
    let hasRead = train.rows + serve.rows > 0 || !features.isEmpty
    if hasRead {
      addDuplicates()
      addUnpaired()
    }
    findings = findings.filter { $0.status == .fail } + findings.filter { $0.status != .fail }
  }

  private mutating func add(
    _ kind: SkewFinding.Kind, _ status: CheckResult.Status, _ side: SkewSide?, _ count: Int, _ message: String
  ) {
    findings.append(
      SkewFinding(kind: kind, status: status, column: nil, side: side, count: count, message: message))
  }

  private var sides: [(side: SkewSide, counts: SkewPairing.Side, words: String)] {
    [(.train, pairing.train, "training"), (.serve, pairing.serve, "serving")]
  }

  private mutating func addDuplicates() {
    for (side, counts, words) in sides where counts.duplicates > 0 {
      switch policy {
      case .error:
        add(
          .duplicateKeys, .fail, side, counts.duplicates,
          "\(counts.duplicates) \(words) rows repeat a key; the first row of each was compared: choose what is to count"
            + " with --duplicates")
      case .allEqual where counts.conflicting > 0:
        add(
          .duplicateKeys, .fail, side, counts.conflicting,
          "the rows of \(counts.conflicting) repeated keys of the \(words) log do not agree, and were left out")
      default: break
      }
    }
  }

  private mutating func addUnpaired() {
    if pairing.matched == 0 {
      add(
        .nothingPaired, .fail, nil, 0,
        "no row of one log has a partner in the other; are \(keys.joined(separator: ", ")) the keys of both?")
    }
    for (side, counts, words) in sides {
      if counts.unmatched > 0 && (pairing.asOf == nil || side == .serve) {
        add(
          .unmatchedRows, .warn, side, counts.unmatched,
          pairing.asOf == nil
            ? "\(counts.unmatched) keys of the \(words) log are not in the other"
            : "\(counts.unmatched) serving rows have no training row to be paired with")
      }
      if counts.nullKeys > 0 {
        add(.nullKeys, .warn, side, counts.nullKeys, "\(counts.nullKeys) \(words) rows have a null in their key")
      }
      if counts.invalidKeys > 0 {
        add(
          .invalidKeys, .warn, side, counts.invalidKeys,
          "\(counts.invalidKeys) \(words) rows have a key that does not parse as its type")
      }
    }
    if let asOf = pairing.asOf, asOf.futureOnly > 0 {
      add(
        .futureOnly, .warn, .serve, asOf.futureOnly,
        "\(asOf.futureOnly) serving rows have later training rows only: training may look into the future")
    }
  }
}
