// Relationships and lists in files: the columns that they name exist.

extension ContractLint {
  func checkRelationships(of object: SchemaObject, path: String) {
    for relationship in object.relationships {
      for from in relationship.from { checkOrigin(from, object, path: path) }
      check(relationship, path: path)
    }
    for (index, property) in object.properties.enumerated() {
      let path = "\(path).properties\(Self.component(property.name, index))"
      for relationship in property.relationships { check(relationship, path: path) }
      for rule in property.quality { checkList(rule, path: path) }
    }
  }

  private func checkOrigin(_ from: Marked<String>, _ object: SchemaObject, path: String) {
    switch references.place(of: from.value) {
    case .column(let owner, _) where owner.name.utf8.elementsEqual(object.name.utf8): break
    case .unknownColumn(let owner, let column) where owner.name.utf8.elementsEqual(object.name.utf8):
      reportColumn(column, of: owner, at: from.mark, path: path)
    default:
      findings.add(
        .badReference, "`from` is no column of \(Words.quoted(object.name)), which has the relationship", at: from.mark,
        path: path, help: "write `\(Words.escaped(object.name)).column`, or move it to the object that it is about")
    }
  }

  private func check(_ relationship: Relationship, path: String) {
    var first: String?
    for to in relationship.to {
      let name: String
      switch references.place(of: to.value) {
      case .column(let object, _): name = object.name
      case .unknownObject(let object, _):
        name = object
        if first == nil { reportObject(object, at: to.mark, path: path) }
      case .unknownColumn(let object, let column):
        name = object.name
        reportColumn(column, of: object, at: to.mark, path: path)
      case .notAColumn, .file: continue
      }
      if let first, !first.utf8.elementsEqual(name.utf8) {
        findings.add(
          .badReference, "`to` names columns of \(Words.quoted(first)) and of \(Words.quoted(name))", at: to.mark,
          path: path, help: "write a relationship for each of them")
        return
      }
      first = name
    }
  }

  private func checkList(_ rule: QualityRule, path: String) {
    let target: ReferenceTarget?
    switch rule.kind {
    case .library(_, let arguments): target = arguments.validReference
    case .sluice(let engine): target = engine.validReference
    default: target = nil
    }
    guard let target, let column = target.columns.first, !column.isEmpty,
      let object = contract.objects.first(where: { $0.name.utf8.elementsEqual(target.object.utf8) }),
      object.property(named: column) == nil
    else { return }
    reportColumn(column, of: object, at: rule.marks.whole, path: DocumentPath.join(path, "quality"))
  }

  private var references: ReferenceResolver { ReferenceResolver(objects: contract.objects) }

  private func reportColumn(_ column: String, of object: SchemaObject, at mark: Mark, path: String) {
    let names = object.properties.map(\.name)
    findings.add(
      .unknownColumn,
      "the reference names the column \(Words.quoted(column)), which \(Words.quoted(object.name)) does not have",
      at: mark, path: path, help: Words.suggestion(for: column, among: names))
  }

  private func reportObject(_ name: String, at mark: Mark, path: String) {
    let near = Words.suggestion(for: name, among: contract.objects.map(\.name))
    findings.add(
      .unknownObject, "the contract has no object \(Words.quoted(name))", at: mark, path: path,
      help: near ?? "run with --reference \(Words.escaped(name))=FILE; without it the rule is not run")
  }
}
