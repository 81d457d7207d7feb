/// The rulings that concern the contract alone and go beyond the official schema.
///
/// Each topic is an extension in a file of its own. Works on the typed model, so what the grammar has refused
/// is absent here and not reported twice.
struct ContractLint {
  let contract: Contract
  let findings: Findings
  let zones: ZoneDatabase

  func run() {
    checkNames()
    checkServiceLevels()
    checkCSV()
    for (index, object) in contract.objects.enumerated() {
      let path = "schema" + Self.component(object.name, index)
      checkNames(of: object, path: path)
      checkPrimaryKey(of: object, path: path)
      checkColumnReferences(of: object, path: path)
      checkRelationships(of: object, path: path)
      checkQuality(object.quality, type: nil, path: path)
      checkExpressions(of: object, path: path)
      for (index, property) in object.properties.enumerated() {
        check(property, path: "\(path).properties\(Self.component(property.name, index))")
      }
    }
  }

  /// A property and what is nested in it.
  private func check(_ property: Property, path: String) {
    checkBounds(of: property, path: path)
    checkPatterns(of: property, path: path)
    checkFormat(of: property, path: path)
    checkZone(property.options.defaultTimezone, path: DocumentPath.join(path, "logicalTypeOptions"))
    checkValues(of: property, path: path)
    checkQuality(property.quality, type: property.logicalType, path: path)
    for (index, inner) in property.nested.properties.enumerated() {
      check(inner, path: "\(path).properties\(Self.component(inner.name, index))")
    }
    checkDuplicates(property.nested.properties, path: path)
    for item in property.nested.items { check(item, path: "\(path).items") }
    for (part, key) in zip(property.nested.map, ["key", "value"]) { check(part, path: "\(path).map.\(key)") }
  }

  static func component(_ name: String, _ index: Int) -> String {
    name.isEmpty ? "[\(index)]" : "[\(Words.escaped(name))]"
  }
}
