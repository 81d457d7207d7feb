package import SluiceContract

/// Holds what a comparison counted against everything that may decide about it: the rules of a contract, its waivers,
/// and what an earlier report showed and somebody accepted.
///
/// A pure function of the counts: it may be asked again without reading anything.
package struct SkewJudge: Sendable {
  /// Rules with `check: skew` of the object that was compared.
  package var rules: [Rule] = []
  /// The contract's name of the object, for waivers; empty without a contract.
  package var object = ""
  package var waivers: [ContractSettings.Waiver] = []
  /// Days since 1970-01-01, UTC: until when waivers hold.
  package var today: Int64 = 0
  /// What the command line allows of features that have no rule of their own; it outweighs the object's rules.
  package var threshold: Threshold?
  package var accepted: AcceptedSkew?
  /// The contract's names of columns, where they differ from those of the training log; both as UTF-8.
  package var contractNames: [[UInt8]: String] = [:]

  package init() {}

  package func judged(_ result: SkewResult) -> SkewResult {
    var result = result
    for index in result.features.indices {
      result.features[index].contractName = contractNames[Array(result.features[index].name.utf8)]
      judge(&result.features[index])
      waive(&result.features[index])
      accepted?.excuse(&result.features[index])
    }
    result.verdict = Self.verdict(of: result)
    return result
  }

  /// Rules that no feature was held against, with the reason.
  package func rulesNotRun(_ result: SkewResult) -> [CheckResult] {
    rules.compactMap { rule in
      guard let reason = reasonNotToRun(rule, result) else { return nil }
      return CheckResult(
        id: rule.id, check: rule.check, column: rule.column, ruleID: rule.authoredID,
        isBlocking: rule.severity == .error, status: .notRun, reason: reason, observed: nil, unit: nil, failing: nil,
        population: nil, expected: nil, threshold: rule.threshold?.summary, location: rule.mark, samples: [],
        details: [])
    }
  }

  private func reasonNotToRun(_ rule: Rule, _ result: SkewResult) -> String? {
    guard case .skew(let skew) = rule.test else { return nil }
    if skew.condition != nil { return "`where` is not run by this version" }
    guard let column = rule.column, !result.features.contains(where: { Self.isAbout(rule, $0) }) else { return nil }
    return "\"\(column)\" is no feature of both logs"
  }

  /// The worst of all features, of what is wrong with the logs, and of their structure.
  package static func verdict(of result: SkewResult) -> CheckResult.Status {
    let structure = result.train.structure + result.serve.structure
    let statuses = result.features.map(\.status) + result.findings.map(\.status)
    if statuses.contains(.fail) || structure.contains(where: { $0.severity == .error }) { return .fail }
    return statuses.contains(.warn) || !structure.isEmpty ? .warn : .pass
  }

  // MARK: Rules

  /// One threshold that a feature is held against.
  private struct Tier {
    var threshold: Threshold
    var isBlocking = true
    var rule: Rule?
  }

  private func judge(_ feature: inout SkewFeature) {
    guard feature.pairs > 0 else { return }
    let judged = tiers(of: feature).map { tier in (tier: tier, status: status(of: feature, tier)) }
    guard let worst = judged.max(by: { Self.weight($0.status) < Self.weight($1.status) }) else { return }
    // Of several that come to the same, the first.
    let deciding = judged.first { $0.status == worst.status } ?? worst
    feature.status = deciding.status
    feature.isBlocking = deciding.tier.isBlocking
    feature.threshold = deciding.tier.threshold.summary
    feature.expected = deciding.tier.threshold.words
    feature.ruleID = deciding.tier.rule?.authoredID ?? deciding.tier.rule?.id
    feature.mark = deciding.tier.rule?.mark
  }

  private func status(of feature: SkewFeature, _ tier: Tier) -> CheckResult.Status {
    if tier.threshold.admits(feature.failing, of: feature.pairs) { return .pass }
    return tier.isBlocking ? .fail : .warn
  }

  /// The feature's own rules, else what the command line says, else the object's rules, else: nothing may differ.
  private func tiers(of feature: SkewFeature) -> [Tier] {
    let own = rules.filter { Self.isAbout($0, feature) }
    let ofObject = rules.filter { $0.column == nil }
    for candidates in [own, threshold == nil ? ofObject : []] {
      let tiers = candidates.compactMap(tier)
      if !tiers.isEmpty { return tiers }
    }
    let standard = threshold ?? Threshold(comparison: .mustBeLessOrEqualTo(.zero), unit: .percent)
    return [Tier(threshold: standard, isBlocking: own.first.map { $0.severity == .error } ?? true, rule: own.first)]
  }

  private func tier(_ rule: Rule) -> Tier? {
    guard case .skew(let skew) = rule.test, skew.condition == nil, let threshold = rule.threshold else { return nil }
    return Tier(threshold: threshold, isBlocking: rule.severity == .error, rule: rule)
  }

  /// Rules name columns as the contract does; features are named as the training log is.
  private static func isAbout(_ rule: Rule, _ feature: SkewFeature) -> Bool {
    guard let column = rule.column else { return false }
    return (feature.contractName ?? feature.name).utf8.elementsEqual(column.utf8)
  }

  private static func weight(_ status: CheckResult.Status) -> Int {
    switch status {
    case .pass, .notRun: 0
    case .warn: 1
    case .error: 2
    case .fail: 3
    }
  }

  // MARK: Leniency

  private func waive(_ feature: inout SkewFeature) {
    let waivers = Waivers(waivers: waivers, today: today)
    guard let waived = waivers.applied(to: [feature.checkResult(object: object)], object: object).first else { return }
    feature.status = waived.status
    feature.reason = waived.reason
  }
}
