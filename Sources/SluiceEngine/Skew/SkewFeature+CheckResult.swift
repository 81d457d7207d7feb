extension SkewFeature {
  /// The feature as the result of a check, as everything that knows about checks wants it.
  package func checkResult(object: String) -> CheckResult {
    CheckResult(
      id: ruleID ?? (object.isEmpty ? [name, "skew"] : [object, name, "skew"]).joined(separator: "."), check: "skew",
      column: contractName ?? name, ruleID: ruleID, isBlocking: isBlocking, status: status, reason: reason,
      observed: String(failing), unit: "rows", failing: failing, population: pairs, expected: expected,
      threshold: threshold, location: mark, samples: [], details: [])
  }
}
