// Names that must be unique, and names that must exist.

extension ContractLint {
  func checkNames() {
    checkUnique(contract.objects.map { Marked($0.name, at: $0.mark) }, "schema objects", path: "schema")
    checkUnique(
      contract.servers.map { Marked($0.server, at: $0.marks["server"]) }, "servers", path: "servers")
  }

  func checkNames(of object: SchemaObject, path: String) {
    checkDuplicates(object.properties, path: path)
  }

  /// Two columns must differ in their names, and in what the header says.
  func checkDuplicates(_ properties: [Property], path: String) {
    let path = DocumentPath.join(path, "properties")
    checkUnique(properties.map { Marked($0.name, at: $0.mark) }, "columns", path: path)
    let named = properties.filter { $0.physicalName != nil }
    guard !named.isEmpty else { return }
    var seen: [[UInt8]: Property] = [:]
    for property in properties {
      let key = Array(property.columnName.utf8)
      // Equal names were reported above.
      if let first = seen[key], !first.name.utf8.elementsEqual(property.name.utf8) {
        findings.add(
          .duplicateName, "two columns are called \(Words.quoted(property.columnName)) in the batch",
          at: property.marks["physicalName"], path: path, help: "give one of them another `physicalName`",
          notes: [.init(message: "the other column", mark: first.marks["physicalName"])])
      } else {
        seen[key] = property
      }
    }
  }

  private func checkUnique(_ names: [Marked<String>], _ words: String, path: String) {
    var seen: [[UInt8]: Mark] = [:]
    for name in names where !name.value.isEmpty {
      if let first = seen[Array(name.value.utf8)] {
        findings.add(
          .duplicateName, "two \(words) have the name \(Words.quoted(name.value))", at: name.mark, path: path,
          help: "rename one of them", notes: [.init(message: "the other one", mark: first)])
      } else {
        seen[Array(name.value.utf8)] = name.mark
      }
    }
  }

  func checkPrimaryKey(of object: SchemaObject, path: String) {
    var seen: [Int: Property] = [:]
    for property in object.properties where property.isPrimaryKey {
      guard let position = property.primaryKeyPosition else { continue }
      if let first = seen[position] {
        findings.add(
          .keyPosition, "two columns of the primary key have position \(position)",
          at: property.marks["primaryKeyPosition"], path: path, help: "number them 1, 2, 3 …",
          notes: [.init(message: "the other column", mark: first.marks["primaryKeyPosition"])])
      } else {
        seen[position] = property
      }
    }
  }

  /// Columns that settings and rules name must be columns of this object.
  func checkColumnReferences(of object: SchemaObject, path: String) {
    let names = object.properties.map(\.name)
    let known = Set(names.map { Array($0.utf8) })
    func check(_ name: String, at mark: Mark, by what: String) {
      guard !known.contains(Array(name.utf8)) else { return }
      findings.add(
        .unknownColumn,
        "\(what) names the column \(Words.quoted(name)), which \(Words.quoted(object.name)) does not have",
        at: mark, path: path, help: Words.suggestion(for: name, among: names))
    }
    for rule in object.quality {
      switch rule.kind {
      case .library(let metric, let arguments):
        for column in arguments.properties ?? [] { check(column.value, at: column.mark, by: metric) }
      case .skew(let skew):
        for key in skew.keys ?? [] { check(key.value, at: key.mark, by: "skew") }
        if let column = skew.asOfColumn { check(column.value, at: column.mark, by: "skew") }
      default: break
      }
    }
    guard let setting = object.customProperties.first(where: { $0.property == "sluiceSkewKeys" }) else {
      return
    }
    for key in setting.value.items ?? [] {
      if let name = key.text { check(name, at: key.mark, by: "sluiceSkewKeys") }
    }
  }

  /// Ids of rules must be unique in their list; across lists Sluice tells them apart by their place.
  func checkQuality(_ rules: [QualityRule], type: LogicalType?, path: String) {
    let path = DocumentPath.join(path, "quality")
    checkUnique(rules.compactMap(\.id), "rules of this list", path: path)
    for rule in rules {
      guard case .library(_, let arguments) = rule.kind, let pattern = arguments.pattern else { continue }
      checkPattern(pattern, path: path)
    }
  }
}
