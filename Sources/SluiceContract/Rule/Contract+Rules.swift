/// Lists the rules of an object: the promise that none is silent starts here.
extension Contract {
  /// Every rule that the contract holds about an object, structural ones and quality rules alike.
  ///
  /// Order: per column in document order (structure, then its quality rules), then the object's own rules,
  /// then its service levels. Ids are unique. A rule that this version does not run is listed as `notRun`
  /// with its reason.
  package func rules(for object: SchemaObject) -> [Rule] {
    var list = RuleList(object, in: self)
    for property in object.properties { list.add(property) }
    list.add(object)
    for level in serviceLevels where isAbout(level, object) { list.add(level, of: object, in: self) }
    return list.numbered(reserving: authoredIDs(outside: object))
  }

  /// A promise without an element, or about no object of this contract, is one about each of them.
  private func isAbout(_ level: ServiceLevel, _ object: SchemaObject) -> Bool {
    guard let element = level.element ?? slaDefaultElement else { return true }
    let parts = element.split(separator: ",").map(ElementName.init)
    return parts.isEmpty || parts.contains { $0.isAbout(object, in: self) }
  }

  /// Ids that rules of other objects have from their authors: not unique in the contract, so not used alone.
  private func authoredIDs(outside object: SchemaObject) -> Set<String> {
    var ids: Set<String> = []
    for other in objects where !other.name.utf8.elementsEqual(object.name.utf8) {
      ids.formUnion(other.quality.compactMap(\.id?.value) + other.relationships.compactMap(\.id))
      for property in other.properties {
        ids.formUnion(property.quality.compactMap(\.id?.value) + property.relationships.compactMap(\.id))
      }
    }
    return ids
  }
}

/// The rules of one object while they are collected.
struct RuleList {
  let object: String
  private(set) var rules: [Rule] = []
  /// Set while rules about the insides of cells are listed.
  var part: PropertyPart?
  /// Set while rules are listed that cannot be run, whatever they ask.
  var notRunReason: String?

  /// What expressions may name.
  let columns: ExpressionColumns

  let schemaObject: SchemaObject
  let references: ReferenceResolver

  init(_ object: SchemaObject, in contract: Contract) {
    self.object = object.name
    schemaObject = object
    columns = ExpressionColumns(object)
    references = ReferenceResolver(objects: contract.objects)
  }

  mutating func add(
    _ check: String, _ column: String?, _ test: RuleTest, at mark: Mark, severity: Severity = .error,
    threshold: Threshold? = nil, authoredID: String? = nil, description: String? = nil,
    condition: RowCondition? = nil
  ) {
    var rule = Rule(
      id: "", authoredID: authoredID, check: check, object: object, column: column, test: test,
      severity: severity, threshold: threshold, mark: mark, description: description)
    rule.part = part
    rule.condition = condition
    if let notRunReason { rule.test = .notRun(reason: notRunReason) }
    rules.append(rule)
  }

  mutating func addNotRun(_ check: String, _ column: String?, _ reason: String, at mark: Mark) {
    add(check, column, .notRun(reason: reason), at: mark)
  }

  /// Gives each rule its id: the author's where that is unique, else `object.column.check[.n]`.
  func numbered(reserving taken: Set<String>) -> [Rule] {
    let authored = Dictionary(rules.compactMap(\.authoredID).map { ($0, 1) }, uniquingKeysWith: +)
    func isUsable(_ id: String) -> Bool { authored[id] == 1 && !taken.contains(id) }
    var used = Set(rules.compactMap(\.authoredID).filter(isUsable))
    var lastNumbers: [String: Int] = [:]
    return rules.map { rule in
      var rule = rule
      if let id = rule.authoredID, isUsable(id) {
        rule.id = id
        return rule
      }
      let stem = ([rule.object, rule.column, rule.authoredID ?? rule.check] as [String?])
        .compactMap(\.self).joined(separator: ".")
      var number = lastNumbers[stem, default: 0]
      repeat {
        number += 1
        rule.id = number == 1 ? stem : "\(stem).\(number)"
      } while !used.insert(rule.id).inserted
      lastNumbers[stem] = number
      return rule
    }
  }
}
