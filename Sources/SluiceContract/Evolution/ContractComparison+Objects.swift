// Schema objects: which there are, their columns, their key, their relationships.

extension ContractComparison {
  func compareObjects(_ spot: ChangeSpot) {
    let matching = ElementMatching(
      elements(old.objects, spot.old, "schema"), elements(new.objects, spot.new, "schema"),
      by: [{ $0.typed.name }, { $0.typed.id }, { $0.typed.physicalName }])
    for (old, new) in matching.pairs { compare(old, new, inside(old, new)) }
    for object in matching.added {
      list.add(
        .objectAdded, .none, "object \(Words.quoted(object.typed.name)) is new", inside(object, object), only: .new,
        object.node)
    }
    for object in matching.removed {
      list.add(
        .objectRemoved, .loosens, "object \(Words.quoted(object.typed.name)) is gone", inside(object, object),
        only: .old,
        object.node, exemption: object.typed.isDeprecated ? .deprecated : nil)
    }
  }

  private func inside(_ old: Element<SchemaObject>, _ new: Element<SchemaObject>) -> ChangeSpot {
    let name = Words.escaped(new.typed.name)
    return ChangeSpot(
      path: "schema[\(name)]", name: name, object: new.typed.name, old: old.node, new: new.node)
  }

  private func compare(_ old: Element<SchemaObject>, _ new: Element<SchemaObject>, _ spot: ChangeSpot) {
    let (before, after) = (old.typed, new.typed)
    compareName(
      Names(before.name, before.physicalName), Names(after.name, after.physicalName), .objectRenamed, "object", spot)
    compareFields(.schemaObject, spot)
    compareSettings(before, after, spot)
    compareColumns(
      elements(before.properties, old.node, "properties"), elements(after.properties, new.node, "properties"),
      of: before, after, spot)
    comparePrimaryKey(before, after, spot)
    compareRelationships(
      relationships(before.relationships, old.node, of: before, column: nil, in: self.old),
      relationships(after.relationships, new.node, of: after, column: nil, in: self.new), spot)
    compareRules(
      elements(before.quality, old.node, "quality"), elements(after.quality, new.node, "quality"),
      RuleOwner(old: nil, new: nil), spot)
  }

  /// What an element is called, in the contract and where the data is.
  struct Names {
    var name: String
    var physicalName: String?
    var known: String { physicalName ?? name }

    init(_ name: String, _ physicalName: String?) {
      self.name = name
      self.physicalName = physicalName
    }
  }

  func compareName(_ old: Names, _ new: Names, _ rule: ChangeRule, _ words: String, _ spot: ChangeSpot) {
    let isRenamed = !old.name.utf8.elementsEqual(new.name.utf8)
    if !old.known.utf8.elementsEqual(new.known.utf8) {
      // Read from the document, where a variable is no value.
      let before = spot.old.shown("physicalName") ?? spot.old.shown("name") ?? ""
      let after = spot.new.shown("physicalName") ?? spot.new.shown("name") ?? ""
      let key =
        new.physicalName == nil ? old.physicalName != nil && !isRenamed ? "physicalName" : "name" : "physicalName"
      list.add(
        rule, .both,
        "\(words) \(Words.quoted(before)) of \(spot.object.map(Words.escaped) ?? "") is called"
          + " \(Words.quoted(after))", spot, key: key)
    } else if isRenamed {
      list.add(
        .textChanged, .none,
        "\(spot.name): it is called \(Words.quoted(new.name)) here, was \(Words.quoted(old.name)), and still"
          + " \(Words.quoted(spot.new.shown("physicalName") ?? new.known)) where the data is", spot, key: "name")
    }
  }

  private func comparePrimaryKey(_ old: SchemaObject, _ new: SchemaObject, _ spot: ChangeSpot) {
    let (before, after) = (old.primaryKey.map(\.name), new.primaryKey.map(\.name))
    guard Set(before) != Set(after) else { return }
    let direction: ChangeDirection = before.isEmpty ? .tightens : after.isEmpty ? .loosens : .both
    func words(_ names: [String]) -> String { names.isEmpty ? "none" : names.map(Words.quoted).joined(separator: ", ") }
    list.add(
      .primaryKeyChanged, direction, "\(spot.name): the primary key was \(words(before)), is \(words(after))", spot,
      key: "properties")
  }

  // MARK: Relationships

  /// A relationship with what it says, however it is written.
  struct Link {
    var relationship: Relationship
    var node: YAMLNode
    var from: String
    var to: String
  }

  func relationships(
    _ typed: [Relationship], _ node: YAMLNode, of object: SchemaObject, column: String?, in contract: Contract
  ) -> [Link] {
    let resolver = ReferenceResolver(objects: contract.objects)
    return elements(typed, node, "relationships").map { element in
      let resolved = try? resolver.resolve(element.typed, of: object, column: column)
      let raw = element.typed.to.map(\.value).joined(separator: ",")
      let target = resolved.map { "\($0.target.object).(\($0.target.columns.joined(separator: ",")))" }
      let from = resolved?.columns.joined(separator: ",") ?? element.typed.from.map(\.value).joined(separator: ",")
      return Link(relationship: element.typed, node: element.node, from: from, to: target ?? raw)
    }
  }

  func compareRelationships(_ old: [Link], _ new: [Link], _ spot: ChangeSpot) {
    let matching = ElementMatching(
      old, new, by: [{ $0.relationship.id }, { "\($0.from)>\($0.to)" }, { $0.from }])
    func inside(_ old: Link, _ new: Link) -> ChangeSpot { spot.below("relationships", old.node, new.node) }
    func words(_ link: Link) -> String { link.relationship.to.isEmpty ? "" : link.node["to"]?.words ?? "" }
    for (old, new) in matching.pairs {
      compareFields(.objectRelationship, inside(old, new))
      if old.from == new.from && old.to == new.to { continue }
      list.add(
        .relationshipChanged, .both, "\(spot.name): the relationship to \(words(old)) is one to \(words(new))",
        inside(old, new), key: "to")
    }
    for link in matching.added {
      list.add(
        .relationshipAdded, .tightens, "\(spot.name): values must exist in \(words(link))", inside(link, link),
        only: .new,
        link.node)
    }
    for link in matching.removed {
      list.add(
        .relationshipRemoved, .loosens, "\(spot.name): values need not exist in \(words(link)) any more",
        inside(link, link), only: .old, link.node)
    }
  }
}
