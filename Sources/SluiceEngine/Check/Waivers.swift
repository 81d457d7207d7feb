internal import SluiceContract

/// Applies `sluiceWaivers`: how a team adopts a contract on data that does not keep it yet (ruling 15).
///
/// A failure that a waiver names only warns, up to and including the waiver's last day. A waiver that has expired is a
/// warning of its own, so that it is renewed or removed.
struct Waivers {
  let waivers: [ContractSettings.Waiver]
  /// Days since 1970-01-01, UTC.
  let today: Int64

  func applied(to results: [CheckResult], object: String) -> [CheckResult] {
    if waivers.isEmpty { return results }
    return results.map { result in waived(result, object) } + expired(results, object)
  }

  private func waived(_ result: CheckResult, _ object: String) -> CheckResult {
    guard result.status == .fail,
      let waiver = waivers.first(where: { $0.until >= today && names($0, result, object) })
    else { return result }
    var result = result
    result.status = .warn
    let words = "waived until \(day(waiver))" + (waiver.reason.map { ": \($0)" } ?? "")
    result.reason = result.reason.map { "\($0); \(words)" } ?? words
    result.details.append(CheckResult.Detail(name: "waivedUntil", value: .text(day(waiver))))
    if let reason = waiver.reason {
      result.details.append(CheckResult.Detail(name: "waiverReason", value: .text(reason)))
    }
    return result
  }

  private func expired(_ results: [CheckResult], _ object: String) -> [CheckResult] {
    var number = 0
    return waivers.compactMap { waiver in
      guard waiver.until < today, results.contains(where: { names(waiver, $0, object) }) else { return nil }
      number += 1
      return CheckResult(
        id: "\(object).waiver" + (number > 1 ? ".\(number)" : ""), check: "waiver", column: nil, ruleID: nil,
        isBlocking: false, status: .warn,
        reason: "the waiver of \"\(waiver.rule)\" ended on \(day(waiver)); renew it or remove it", observed: nil,
        unit: nil, failing: 1, population: nil, expected: nil, threshold: nil, location: waiver.mark, samples: [],
        details: [])
    }
  }

  /// Whether the waiver is about the rule: by its id or its check, and by object or column where a path is given.
  private func names(_ waiver: ContractSettings.Waiver, _ result: CheckResult, _ object: String) -> Bool {
    let ids = [result.id, result.ruleID, result.check].compactMap(\.self)
    guard ids.contains(where: { $0.utf8.elementsEqual(waiver.rule.utf8) }) else { return false }
    guard let path = waiver.path else { return true }
    let paths = [object] + (result.column.map { ["\(object).\($0)"] } ?? [])
    return paths.contains { $0.utf8.elementsEqual(path.utf8) }
  }

  private func day(_ waiver: ContractSettings.Waiver) -> String {
    CivilTime.format(days: waiver.until) ?? "day \(waiver.until)"
  }
}
