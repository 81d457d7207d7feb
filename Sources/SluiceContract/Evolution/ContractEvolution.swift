/// What a comparison of two versions comes to: each change with whom it breaks, and whether the version says so.
package struct ContractEvolution: Sendable {
  /// From whose side a change counts as breaking.
  package typealias Perspective = ContractSettings.Compatibility

  /// A change with what is made of it.
  package struct Finding: Sendable {
    package var change: ContractChange
    package var severity: Diagnostic.Severity
    /// The waiver that turns it into a warning.
    package var waiver: ContractSettings.Waiver?

    /// False for what a comparison says of the version and of waivers.
    package var isChange: Bool { !ChangeRule.reportRules.contains { $0.id == change.rule.id } }

    /// What has changed and whom that breaks, as a diagnostic at its place.
    package var diagnostic: Diagnostic {
      Diagnostic(
        code: change.rule.id, severity: severity, message: message, help: help, path: change.path, mark: change.mark,
        why: severity == .info ? nil : change.rule.why)
    }

    private var message: String {
      var parts = [change.message]
      let broken = change.breaks.map { "\($0.rawValue)s" }
      if !broken.isEmpty { parts.append("breaks " + broken.joined(separator: " and ")) }
      if broken.isEmpty && change.direction == .undetermined && change.exemption == nil {
        parts.append("whom it breaks is not decided here")
      }
      if !change.isBlocking { parts.append("it never halts a pipeline") }
      switch change.exemption {
      case .draft: parts.append("the old version is a draft")
      case .deprecated: parts.append("it was deprecated")
      case nil: break
      }
      if let waiver { parts.append("waived until \(waiver.day)" + (waiver.reason.map { ": \($0)" } ?? "")) }
      return parts.joined(separator: "; ")
    }

    private var help: String? {
      if severity == .info { return change.hint }
      return [change.hint, change.rule.whatToDo].compactMap(\.self).joined(separator: "; ")
    }
  }

  package let perspective: Perspective
  package private(set) var findings: [Finding] = []
  package let bump: VersionBump

  /// Compares two contracts that could be read; without errors in either.
  ///
  /// - Parameters:
  ///   - perspective: nil for that of the old contract's `sluiceCompatibility`, else full.
  ///   - today: days since 1970-01-01, against which waivers are held.
  package init(from old: ContractReading, to new: ContractReading, perspective: Perspective? = nil, today: Int64) {
    var changes = ContractComparison.changes(from: old, to: new)
    let isDraft = old.contract?.isDraft ?? false
    if isDraft { for index in changes.indices { changes[index].exemption = changes[index].exemption ?? .draft } }
    self.perspective = perspective ?? old.contract?.settings.compatibility ?? .full
    let waivers = new.contract?.settings.waivers ?? []
    bump = VersionBump(
      from: old.contract?.version ?? "", to: new.contract?.version ?? "",
      required: isDraft ? .none : Self.level(of: changes, self.perspective))
    findings = changes.map { Self.finding($0, self.perspective, waivers, today) }
    addBump(from: old, to: new, waivers, today)
    addExpired(waivers, today)
  }

  /// A contract that is in one of two folders only; the other one is nil.
  package init(only reading: ContractReading, side: ContractChange.Side, perspective: Perspective? = nil) {
    let contract = reading.contract
    let isNew = side == .new
    var change = ContractChange(
      rule: isNew ? .contractAdded : .contractRemoved, direction: isNew ? .none : .loosens,
      message: "the contract \(Words.quoted(contract?.id ?? "")) is \(isNew ? "new" : "gone")", path: "", side: side,
      mark: contract?.marks["id"] ?? .start)
    if !isNew, let contract {
      let isRetired = ["deprecated", "retired"].contains(contract.status?.lowercased() ?? "")
      change.exemption = contract.isDraft ? .draft : isRetired ? .deprecated : nil
    }
    self.perspective = perspective ?? contract?.settings.compatibility ?? .full
    // A file that is not there has no version to raise.
    bump = VersionBump(from: contract?.version ?? "", to: contract?.version ?? "", required: .none)
    findings = [Self.finding(change, self.perspective, [], 0)]
  }

  package func count(_ severity: Diagnostic.Severity) -> Int { findings.count { $0.severity == severity } }

  private static func finding(
    _ change: ContractChange, _ perspective: Perspective, _ waivers: [ContractSettings.Waiver], _ today: Int64
  ) -> Finding {
    if change.exemption != nil || perspective == .none && change.direction != .none {
      return Finding(change: change, severity: .info)
    }
    if change.breaks.contains(where: perspective.minds) {
      let waiver = waivers.first { $0.until >= today && $0.names(change) }
      return Finding(change: change, severity: waiver == nil ? .error : .warning, waiver: waiver)
    }
    let isDoubtful = change.direction == .undetermined || !change.isBlocking && change.direction != .none
    return Finding(change: change, severity: isDoubtful ? .warning : .info)
  }

  /// What the version must go up by at least.
  private static func level(of changes: [ContractChange], _ perspective: Perspective) -> VersionBump.Level {
    changes.map { change in
      if change.breaks.contains(where: perspective.minds) { return .major }
      return change.direction == .none ? change.rule.level : .minor
    }.max() ?? .none
  }

  private mutating func addBump(
    from old: ContractReading, to new: ContractReading, _ waivers: [ContractSettings.Waiver], _ today: Int64
  ) {
    guard !bump.isEnough else { return }
    let message: String
    switch bump.actual {
    case .level(.none):
      message = "`version` is still \(Words.quoted(bump.new)), the changes need a \(bump.required.word) version"
    case .level(let level):
      message =
        "`version` went up from \(bump.old) to \(bump.new), which is a \(level.word) version; the changes need a"
        + " \(bump.required.word) one"
    case .backward: message = "`version` went back from \(bump.old) to \(bump.new)"
    case .unknown:
      message =
        "`version` \(Words.quoted(bump.new)) does not tell whether it is the \(bump.required.word) version after"
        + " \(Words.quoted(bump.old)) that the changes need; write it as 1.4.0"
    }
    let change = ContractChange(
      rule: .versionBump, direction: .none, message: Words.escaped(message), path: "version", side: .new,
      mark: new.document?["version"]?.mark ?? .start)
    let isBroken = findings.contains { $0.severity == .error }
    let waiver = waivers.first { $0.until >= today && $0.names(change) }
    let isError = bump.required == .major && isBroken && waiver == nil
    findings.append(Finding(change: change, severity: isError ? .error : .warning, waiver: waiver))
  }

  /// Of waivers of changes; those of broken rules are told by `validate`.
  private mutating func addExpired(_ waivers: [ContractSettings.Waiver], _ today: Int64) {
    for waiver in waivers where waiver.until < today && ChangeRule.named(waiver.rule) != nil {
      let change = ContractChange(
        rule: .waiverExpired, direction: .none,
        message: "the waiver of \(Words.quoted(waiver.rule)) ended on \(waiver.day)",
        path: "customProperties[sluiceWaivers]", side: .new, mark: waiver.mark)
      findings.append(Finding(change: change, severity: .warning))
    }
  }
}

extension Contract {
  /// Nothing is promised yet.
  var isDraft: Bool { status?.lowercased() == "draft" }
}

extension ContractSettings.Waiver {
  /// The last day, as people write it.
  package var day: String { CivilTime.format(days: until) ?? "day \(until)" }

  /// Whether it is about a change: by the id of its kind, and by object, column or path where it gives one.
  fileprivate func names(_ change: ContractChange) -> Bool {
    guard rule.utf8.elementsEqual(change.rule.id.utf8) else { return false }
    guard let path else { return true }
    let column = change.object.flatMap { object in change.column.map { "\(object).\($0)" } }
    return [change.object, column, change.path].compactMap(\.self).contains { $0.utf8.elementsEqual(path.utf8) }
  }
}
