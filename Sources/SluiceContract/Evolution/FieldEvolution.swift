/// What a change of a key of the standard means: data, so that no key can change unseen.
///
/// A test holds the table against the grammar: a key that the standard knows and the table does not fails it.
enum FieldEvolution {
  /// Any difference is a change of one kind and one direction.
  case rule(ChangeRule, ChangeDirection)
  /// Compared by what it means, elsewhere.
  case compared

  static let text = rule(.textChanged, .none)
  static let metadata = rule(.metadataChanged, .none)

  /// The meaning of a key; nil where the standard has no such key there.
  static func of(_ key: String, in shape: ShapeName) -> FieldEvolution? {
    guard let fields = table[shape] else { return nil }
    return fields[key] ?? fields[any]
  }

  /// Every other key of a shape.
  private static let any = "*"

  private static let table: [ShapeName: [String: FieldEvolution]] = [
    .contract: [
      "kind": .compared, "version": .compared, "apiVersion": .rule(.standardVersion, .none),
      "id": .rule(.contractID, .undetermined), "status": .rule(.statusChanged, .none), "name": text, "tenant": text,
      "domain": text, "dataProduct": text, "description": text, "context": text, "authoritativeDefinitions": text,
      "contractCreatedTs": metadata, "tags": .rule(.tagsChanged, .none), "servers": .compared, "schema": .compared,
      "support": .compared, "price": .compared, "team": .compared, "roles": .compared, "slaProperties": .compared,
      "slaDefaultElement": .compared, "customProperties": .compared,
    ],
    .server: [
      "server": .compared, "id": metadata, "description": text, "environment": .rule(.serverChanged, .undetermined),
      "roles": .compared, "customProperties": .compared, "format": .rule(.dialectChanged, .both),
      "delimiter": .rule(.dialectChanged, .both), "encoding": .rule(.dialectChanged, .both),
      any: .rule(.serverChanged, .both),
    ],
    .schemaObject: element.merging([
      "name": .compared, "physicalName": .compared, "logicalType": .rule(.physicalTypeChanged, .undetermined),
      "physicalType": .rule(.physicalTypeChanged, .undetermined), "dataGranularityDescription": text, "context": text,
      "properties": .compared,
    ]) { _, own in own },
    .property: property, .itemProperty: property, .map: ["key": .compared, "value": .compared],
    .stringOptions: options, .dateOptions: options, .timeOptions: options, .integerOptions: options,
    .numberOptions: options, .objectOptions: options, .arrayOptions: options, .vectorOptions: options,
    .untypedOptions: options,
    .relationship: ["id": metadata, "type": metadata, "to": .compared, "customProperties": metadata],
    .objectRelationship: [
      "id": metadata, "type": metadata, "from": .compared, "to": .compared, "customProperties": metadata,
    ],
    .serviceLevel: [
      "id": metadata, "property": .compared, "value": .compared, "valueExt": .compared, "unit": .compared,
      "element": .compared, "driver": text, "description": text, "scheduler": text, "schedule": text,
      "customProperties": metadata, "authoritativeDefinitions": text,
    ],
    .quality: [
      "id": metadata, "name": text, "description": text, "businessImpact": text, "dimension": text, "method": text,
      "schedule": text, "scheduler": text, "tags": .rule(.tagsChanged, .none), "authoritativeDefinitions": text,
      "customProperties": metadata, "type": metadata, "rule": metadata, any: .compared,
    ],
    .support: terms, .price: terms, .team: terms.merging(["members": .compared]) { _, own in own }, .teamMember: terms,
    .role: terms,
  ]

  private static let element: [String: FieldEvolution] = [
    "id": metadata, "description": text, "businessName": text, "deprecated": .rule(.deprecatedChanged, .none),
    "synonyms": text, "authoritativeDefinitions": text, "tags": .rule(.tagsChanged, .none),
    "customProperties": .compared,
    "relationships": .compared, "quality": .compared,
  ]

  private static let property: [String: FieldEvolution] = element.merging([
    "name": .compared, "physicalName": .compared, "physicalType": .compared, "logicalType": .compared,
    "logicalTypeOptions": .compared, "primaryKey": .compared, "primaryKeyPosition": metadata, "required": .compared,
    "unique": .compared, "semanticType": .rule(.semanticTypeChanged, .undetermined),
    "partitioned": .rule(.partitionChanged, .undetermined),
    "partitionKeyPosition": .rule(.partitionChanged, .undetermined), "classification": .compared,
    "encryptedName": .rule(.encryptionChanged, .both),
    "transformSourceObjects": .rule(.transformChanged, .undetermined),
    "transformLogic": .rule(.transformChanged, .undetermined), "transformDescription": text, "examples": text,
    "enum": .compared, "criticalDataElement": metadata, "properties": .compared, "items": .compared, "map": .compared,
  ]) { _, own in own }

  private static let options: [String: FieldEvolution] = [
    "distanceMetric": .rule(.vectorChanged, .undetermined), "elementType": .rule(.vectorChanged, .undetermined),
    "embeddingModel": .rule(.vectorChanged, .both), "embeddingModelVersion": .rule(.vectorChanged, .both),
    any: .compared,
  ]

  /// Of those who stand behind a contract: words are words, everything else is for people to judge.
  private static let terms: [String: FieldEvolution] = [
    "id": metadata, "description": text, "tags": .rule(.tagsChanged, .none), "authoritativeDefinitions": text,
    "customProperties": metadata, any: .compared,
  ]
}

extension ContractComparison {
  /// Every key whose meaning the table knows.
  func compareFields(_ shape: ShapeName, _ spot: ChangeSpot) {
    let keys = (spot.new.pairs ?? []).map(\.key) + (spot.old.pairs ?? []).map(\.key).filter { spot.new.pair($0) == nil }
    for key in keys {
      guard case .rule(let rule, let direction)? = FieldEvolution.of(key, in: shape) else { continue }
      let (old, new) = (spot.old[key], spot.new[key])
      if old.saysTheSame(as: new) || isDefault(old, key, shape) && isDefault(new, key, shape) { continue }
      list.add(rule, direction, "\(spot.name): \(DifferenceWords.of(key, old, new))", spot, key: key)
    }
  }

  /// What is not written, and what is written as it would be anyway: `false`, the position -1 of what has none, the one
  /// type that objects had before v3.2.
  private func isDefault(_ node: YAMLNode?, _ key: String, _ shape: ShapeName) -> Bool {
    guard let node else { return true }
    if shape == .schemaObject && key == "logicalType" { return node.text == "object" }
    return node.boolean == false || node.integer.map { $0 < 0 } ?? false
  }
}
