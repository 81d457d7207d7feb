// Promises about time and service: `slaProperties`.

extension ContractComparison {
  func compareServiceLevels(_ spot: ChangeSpot) {
    func levels(_ contract: Contract, _ node: YAMLNode) -> [Level] {
      elements(contract.serviceLevels, node, "slaProperties").map {
        Level(level: $0.typed, node: $0.node, element: $0.typed.element ?? contract.slaDefaultElement ?? "")
      }
    }
    let matching = ElementMatching(
      levels(old, spot.old), levels(new, spot.new),
      by: [
        { $0.level.id }, { "\($0.name)>\($0.element)>\($0.level.driver ?? "")" }, { "\($0.name)>\($0.element)" },
        { $0.name },
      ])
    for (old, new) in matching.pairs { compare(old, new, inside(spot, old, new)) }
    for level in matching.added {
      let spot = inside(spot, level, level)
      let isTested = level.kind != nil
      list.add(
        isTested ? .serviceLevelAdded : .servicePromiseChanged, isTested ? .tightens : .undetermined,
        "\(spot.name) is promised: \(level.words)", spot, only: .new, level.node)
    }
    for level in matching.removed {
      let spot = inside(spot, level, level)
      let isTested = level.kind != nil
      list.add(
        isTested ? .serviceLevelRemoved : .servicePromiseChanged, isTested ? .loosens : .undetermined,
        "\(spot.name) is promised no more: \(level.words)", spot, only: .old, level.node)
    }
  }

  /// A service level with the element that it is about.
  private struct Level {
    var level: ServiceLevel
    var node: YAMLNode
    var element: String

    var name: String { level.property.lowercased() }
    var kind: ServiceLevelTest.Kind? { ServiceLevelTest.Kind(level.property) }
    var words: String {
      [node["value"]?.words, node["unit"]?.words].compactMap(\.self).joined(separator: " ")
    }

    /// In nanoseconds; nil where it is no length of time.
    var length: ExactDecimal? {
      let amount: ExactDecimal? =
        switch level.value {
        case .number(let number): number
        case .text(let text): ExactDecimal(text)
        case .boolean, .null: nil
        }
      guard let amount, let unit = level.unit.flatMap({ ServicePeriod.Unit($0) }) else { return nil }
      return amount.multiplied(by: unit.nanoseconds)
    }
  }

  private func inside(_ spot: ChangeSpot, _ old: Level, _ new: Level) -> ChangeSpot {
    var inner = spot.below("slaProperties", old.node, new.node)
    let property = new.node["property"]?.scalar?.shown ?? ""
    inner.path += "[\(Words.escaped(property))]"
    inner.name = Words.escaped(property) + (new.element.isEmpty ? "" : " of \(Words.escaped(new.element))")
    // Waivers name objects and columns; of several elements the first.
    let element = new.element.split(separator: ",").first.map(ElementName.init)
    if let element, let object = self.new.objects.first(where: { element.isAbout($0, in: self.new) }),
      case .success(let column) = element.column(of: object)
    {
      (inner.object, inner.column) = (object.name, column)
    }
    return inner
  }

  private func compare(_ old: Level, _ new: Level, _ spot: ChangeSpot) {
    compareFields(.serviceLevel, spot)
    guard old.name.utf8.elementsEqual(new.name.utf8) else { return compareProperty(old, new, spot) }
    let isSaidTheSame = ["value", "valueExt", "unit"].allSatisfy { old.node[$0].saysTheSame(as: new.node[$0]) }
    let isElsewhere = !old.element.utf8.elementsEqual(new.element.utf8)
    guard new.kind != nil, old.kind == new.kind else {
      if !isSaidTheSame || isElsewhere {
        list.add(
          .servicePromiseChanged, .undetermined, "\(spot.name) was \(old.words), is \(new.words)", spot, key: "value")
      }
      return
    }
    if isElsewhere {
      list.add(
        .serviceLevelChanged, .both,
        "\(spot.name): it was asked of \(Words.quoted(old.element)), is asked of \(Words.quoted(new.element))", spot,
        key: new.level.element == nil ? "property" : "element")
    }
    if isSaidTheSame { return }
    let words = "\(spot.name) was \(old.words), is \(new.words)"
    guard let before = old.length, let after = new.length else {
      return list.add(.serviceLevelChanged, .undetermined, words, spot, key: "value")
    }
    let larger =
      CheckDeclaration.named(new.level.property.lowercased())?.parameters.first { $0.name == "value" }?.direction
      ?? .loosens
    let direction = larger.from(before, to: after)
    if direction == .none {
      list.add(.textChanged, .none, "\(words), which is as long", spot, key: "value")
    } else {
      list.add(
        .serviceLevelChanged, direction, words, spot,
        key: old.node["value"].saysTheSame(as: new.node["value"]) ? "unit" : "value")
    }
  }

  /// One promise has become another under the same id.
  private func compareProperty(_ old: Level, _ new: Level, _ spot: ChangeSpot) {
    let direction: ChangeDirection =
      .combined((old.kind == nil ? [] : [.loosens]) + (new.kind == nil ? [] : [.tightens]))
    let words = "\(spot.name): " + DifferenceWords.of("property", old.node["property"], new.node["property"])
    let isTested = direction != .none
    list.add(
      isTested ? .serviceLevelChanged : .servicePromiseChanged, isTested ? direction : .undetermined, words, spot,
      key: "property")
  }
}
