// Columns, and the parts of nested ones: which there are, and what each is.

extension ContractComparison {
  func compareColumns(
    _ old: [Element<Property>], _ new: [Element<Property>], of before: SchemaObject, _ after: SchemaObject,
    _ spot: ChangeSpot
  ) {
    let matching = ElementMatching(
      old, new, by: [{ $0.typed.name }, { $0.typed.id }, { $0.typed.columnName }])
    let isPart = spot.column != nil
    for (old, new) in matching.pairs {
      compare(old, new, of: before, after, inside(spot, new.typed.name, "properties", old.node, new.node))
    }
    for column in matching.added {
      let spot = inside(spot, column.typed.name, "properties", column.node, column.node)
      let isAsked = isPart ? column.typed.isRequired : column.typed.absencePolicy == .fail
      let rule: ChangeRule = isAsked ? .requiredColumnAdded : .columnAdded
      let words = isAsked ? "is new and must be there" : "is new"
      list.add(
        rule, isAsked ? .tightens : .none, "\(isPart ? "member" : "column") \(spot.name) \(words)", spot, only: .new,
        column.node)
    }
    for column in matching.removed {
      let spot = inside(spot, column.typed.name, "properties", column.node, column.node)
      let isRefused = !isPart && after.settings.extraColumns == .fail
      list.add(
        .columnRemoved, isRefused ? .both : .loosens,
        "\(isPart ? "member" : "column") \(spot.name) is gone"
          + (isRefused ? ", and a batch that has it is refused" : ""), spot, only: .old, column.node,
        exemption: column.typed.isDeprecated || before.isDeprecated ? .deprecated : nil)
    }
    if !matching.keepsOrder { reportOrder(before, after, isPart: isPart, spot) }
  }

  private func reportOrder(_ old: SchemaObject, _ new: SchemaObject, isPart: Bool, _ spot: ChangeSpot) {
    let policies = isPart ? [] : [old.settings.columnOrder, new.settings.columnOrder].compactMap(\.self)
    let isPromised = policies.contains { $0 != .ignore }
    list.add(
      .orderChanged, isPromised ? .both : .none,
      "\(spot.name): \(isPart ? "members" : "columns") stand in another order", spot, key: "properties",
      isBlocking: !isPromised || policies.contains(.fail))
  }

  private func inside(
    _ spot: ChangeSpot, _ name: String, _ key: String, _ old: YAMLNode, _ new: YAMLNode, isNamed: Bool = true
  ) -> ChangeSpot {
    var inner = spot.below(key, old, new)
    if isNamed { inner.path += "[\(Words.escaped(name))]" }
    inner.column = [spot.column, name].compactMap(\.self).joined(separator: ".")
    inner.name = "\(spot.name).\(Words.escaped(name))"
    return inner
  }

  private func compare(
    _ old: Element<Property>, _ new: Element<Property>, of before: SchemaObject, _ after: SchemaObject,
    _ spot: ChangeSpot
  ) {
    let (left, right) = (old.typed, new.typed)
    compareName(
      Names(left.name, left.physicalName), Names(right.name, right.physicalName), .columnRenamed, "column", spot)
    compareFields(.property, spot)
    compareSettings(left, right, spot)
    compareNulls(left, right, spot)
    compareFlag("unique", left.isUnique, right.isUnique, .uniqueChanged, spot)
    compareClassification(left, right, spot)
    // What was said of values of one type says nothing of values of another.
    if compareType(left, right, spot) != .both {
      compareOptions(left, right, spot)
      compareEnum(left, right, spot)
    }
    compareNested(old, new, of: before, after, spot)
    compareRelationships(
      relationships(left.relationships, old.node, of: before, column: left.name, in: self.old),
      relationships(right.relationships, new.node, of: after, column: right.name, in: self.new), spot)
    compareRules(
      elements(left.quality, old.node, "quality"), elements(right.quality, new.node, "quality"),
      RuleOwner(old: left, new: right), spot)
  }

  /// A key column is required, too; that it has become one is told of the key.
  private func compareNulls(_ old: Property, _ new: Property, _ spot: ChangeSpot) {
    let (before, after) = (old.isRequired || old.isPrimaryKey, new.isRequired || new.isPrimaryKey)
    guard old.isRequired != new.isRequired else { return }
    if before == after {
      return list.add(
        .textChanged, .none, "\(spot.name): `required` is \(new.isRequired), and as a key column it is required anyway",
        spot,
        key: "required")
    }
    list.add(
      .requiredChanged, after ? .tightens : .loosens,
      after ? "\(spot.name) must not be null any more" : "\(spot.name) may be null now", spot, key: "required")
  }

  func compareFlag(_ key: String, _ old: Bool, _ new: Bool, _ rule: ChangeRule, _ spot: ChangeSpot) {
    guard old != new else { return }
    list.add(
      rule, new ? .tightens : .loosens, "\(spot.name): `\(key)` was \(old), is \(new)", spot, key: key)
  }

  private func compareClassification(_ old: Property, _ new: Property, _ spot: ChangeSpot) {
    let (before, after) = (old.classification, new.classification)
    if let left = Classification(of: old), let right = Classification(of: new) {
      guard left.level != right.level else {
        if before != after {
          list.add(
            .textChanged, .none,
            "\(spot.name): "
              + DifferenceWords.of("classification", spot.old["classification"], spot.new["classification"]),
            spot, key: "classification")
        }
        return
      }
      let isRaised = left.level < right.level
      list.add(
        .classificationChanged, isRaised ? .loosens : .tightens,
        "\(spot.name): the classification is \(isRaised ? "raised" : "lowered") from \(left.words) to \(right.words)",
        spot,
        key: before == after ? "tags" : "classification")
    } else if before != after {
      list.add(
        .classificationChanged, .undetermined,
        "\(spot.name): " + DifferenceWords.of("classification", spot.old["classification"], spot.new["classification"]),
        spot, key: "classification")
    }
  }

  private func compareNested(
    _ old: Element<Property>, _ new: Element<Property>, of before: SchemaObject, _ after: SchemaObject,
    _ spot: ChangeSpot
  ) {
    let (left, right) = (old.typed.nested, new.typed.nested)
    compareColumns(
      elements(left.properties, old.node, "properties"), elements(right.properties, new.node, "properties"),
      of: before, after, spot)
    let parts: [(old: Property?, new: Property?, key: String, outer: String?)] = [
      (left.items.first, right.items.first, "items", nil),
      (left.map.first, right.map.first, "key", "map"), (left.map.last, right.map.last, "value", "map"),
    ]
    for part in parts {
      func node(_ node: YAMLNode) -> YAMLNode? { (part.outer.map { node[$0] } ?? node)?[part.key] }
      let path = part.outer.map { "\($0).\(part.key)" } ?? part.key
      switch (part.old, part.new, node(old.node), node(new.node)) {
      case (let left?, let right?, let oldNode?, let newNode?):
        let name = right.name.isEmpty ? part.key : right.name
        compare(
          Element(typed: left, node: oldNode), Element(typed: right, node: newNode), of: before, after,
          inside(spot, name, path, oldNode, newNode, isNamed: false))
      case (nil, .some, _, let newNode?):
        let inner = inside(spot, part.key, path, newNode, newNode, isNamed: false)
        list.add(
          .typeChanged, .tightens, "\(spot.name): what its \(part.key) are is said now", inner, only: .new, newNode)
      case (.some, nil, let oldNode?, _):
        let inner = inside(spot, part.key, path, oldNode, oldNode, isNamed: false)
        list.add(
          .typeChanged, .loosens, "\(spot.name): what its \(part.key) are is said no more", inner, only: .old, oldNode)
      default: break
      }
    }
  }
}
