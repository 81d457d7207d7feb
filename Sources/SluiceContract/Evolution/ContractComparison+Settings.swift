// Custom properties: those of Sluice by what they mean, those of others as they are.

extension ContractComparison {
  /// The value of a custom property.
  func setting(_ name: String, _ node: YAMLNode) -> YAMLNode? { Self.property(name, node)?["value"] }

  private static func property(_ name: String, _ node: YAMLNode) -> YAMLNode? {
    node.list("customProperties").first { $0.text("property")?.utf8.elementsEqual(name.utf8) ?? false }
  }

  /// A change of a custom property, at its value.
  func add(
    _ rule: ChangeRule, _ direction: ChangeDirection, _ name: String, _ words: String, _ spot: ChangeSpot,
    isBlocking: Bool = true
  ) {
    let (old, new) = (Self.property(name, spot.old), Self.property(name, spot.new))
    var inner = spot
    inner.path = "\(DocumentPath.join(spot.path, "customProperties"))[\(name)]"
    let message = "\(spot.name): \(words)"
    if let new {
      inner.new = new
      inner.old = old ?? new
      list.add(rule, direction, message, inner, isBlocking: isBlocking)
    } else if let old {
      list.add(rule, direction, message, inner, only: .old, old, isBlocking: isBlocking)
    }
  }

  /// Any difference is a change of one kind.
  private func compare(_ name: String, _ rule: ChangeRule, _ direction: ChangeDirection, _ spot: ChangeSpot) {
    let (old, new) = (setting(name, spot.old), setting(name, spot.new))
    if old.saysTheSame(as: new) { return }
    add(rule, direction, name, DifferenceWords.of(name, old, new), spot)
  }

  func compareSettings(_ spot: ChangeSpot) {
    compare("sluiceAlerts", .alertsChanged, .undetermined, spot)
    if (old.settings.compatibility ?? .full) != (new.settings.compatibility ?? .full) {
      compare("sluiceCompatibility", .compatibilityChanged, .undetermined, spot)
    }
    // Waivers of changes excuse what this comparison finds, and are told with it.
    func ofData(_ contract: Contract) -> [String] {
      contract.settings.waivers.filter { ChangeRule.named($0.rule) == nil }.map {
        "\($0.rule)\u{0}\($0.path ?? "")\u{0}\($0.until)\u{0}\($0.reason ?? "")"
      }
    }
    if Set(ofData(old)) != Set(ofData(new)) {
      add(.waiversChanged, .undetermined, "sluiceWaivers", "other broken rules than before only warn", spot)
    }
    compareForeignProperties(spot)
  }

  /// What other tools have in them.
  func compareForeignProperties(_ spot: ChangeSpot) {
    func foreign(_ node: YAMLNode) -> [YAMLNode] {
      node.list("customProperties").filter { !($0.text("property") ?? "").lowercased().hasPrefix("sluice") }
    }
    let matching = ElementMatching(foreign(spot.old), foreign(spot.new), by: [{ $0.text("property") }])
    func inside(_ node: YAMLNode) -> ChangeSpot {
      var inner = spot.below("customProperties", node, node)
      inner.path += "[\(Words.escaped(node.shown("property") ?? ""))]"
      return inner
    }
    func name(_ node: YAMLNode) -> String {
      "\(spot.name): custom property \(Words.quoted(node.shown("property") ?? ""))"
    }
    for (old, new) in matching.pairs where !Optional(old).saysTheSame(as: new) {
      list.add(.metadataChanged, .none, "\(name(new)) is another one", inside(new), only: .new, new)
    }
    for node in matching.added {
      list.add(.metadataChanged, .none, "\(name(node)) is new", inside(node), only: .new, node)
    }
    for node in matching.removed {
      list.add(.metadataChanged, .none, "\(name(node)) is gone", inside(node), only: .old, node)
    }
  }

  func compareSettings(_ old: SchemaObject, _ new: SchemaObject, _ spot: ChangeSpot) {
    let (before, after) = (old.settings, new.settings)
    compare(before.extraColumns ?? .warn, after.extraColumns ?? .warn, "sluiceExtraColumns", spot)
    compare(before.columnOrder ?? .ignore, after.columnOrder ?? .ignore, "sluiceColumnOrder", spot)
    if before.emptyBatch != after.emptyBatch {
      func policy(_ object: SchemaObject) -> ColumnPolicy {
        object.settings.emptyBatch ?? (object.admitsNoRows ? .ignore : .fail)
      }
      compare(policy(old), policy(new), "sluiceEmptyBatch", spot)
    }
    compareStructure(before.structure, after.structure, spot)
    compare("sluiceSkewKeys", .skewSettingsChanged, .undetermined, spot)
    compareDialect(spot)
    compareForeignProperties(spot)
  }

  /// What a kind means where it is not listed is the reader's to say.
  private func compareStructure(_ old: [String: ColumnPolicy], _ new: [String: ColumnPolicy], _ spot: ChangeSpot) {
    for kind in Set(old.keys).union(new.keys).sorted() where old[kind] != new[kind] {
      guard let before = old[kind], let after = new[kind] else {
        let words = old[kind] == nil ? "is `\((new[kind] ?? .warn).rawValue)` now" : "is what it is by default"
        add(.policyChanged, .undetermined, "sluiceStructure", "sluiceStructure: \(kind) \(words)", spot)
        continue
      }
      compare(before, after, "sluiceStructure", spot, words: "sluiceStructure.\(kind)")
    }
  }

  private func compare(
    _ old: ColumnPolicy, _ new: ColumnPolicy, _ name: String, _ spot: ChangeSpot, words: String? = nil
  ) {
    guard old != new else { return }
    let isBlocking = old == .fail || new == .fail
    add(
      .policyChanged, ChangeDirection.tightens.from(old.strictness, to: new.strictness), name,
      "`\(words ?? name)` was \(old.rawValue), is \(new.rawValue)", spot, isBlocking: isBlocking)
  }

  func compareSettings(_ old: Property, _ new: Property, _ spot: ChangeSpot) {
    if old.settings.presence != new.settings.presence {
      compare(old.absencePolicy, new.absencePolicy, "sluicePresence", spot, words: "a batch without it")
    }
    compare("sluiceEnvironments", .skewSettingsChanged, .undetermined, spot)
    compare("sluiceServingColumn", .skewSettingsChanged, .both, spot)
    compareForeignProperties(spot)
  }
}

extension ColumnPolicy {
  fileprivate var strictness: Int {
    switch self {
    case .ignore: 0
    case .warn: 1
    case .fail: 2
    }
  }
}
