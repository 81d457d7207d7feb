package import SluiceContract

extension SkewSpec {
  /// Takes over what an object of a contract promises about its features in both logs.
  ///
  /// Columns are named as the training log has them: by `physicalName`, else by `name`.
  /// - Parameter rules: `contract.rules(for: object)`.
  package mutating func adopt(_ object: SchemaObject, rules: [Rule]) {
    let names = ColumnNames(object)
    let skewRules = rules.compactMap { rule in
      if case .skew(let skew) = rule.test { (rule: rule, skew: skew) } else { nil }
    }
    for (rule, skew) in skewRules where rule.column == nil {
      if let given = skew.tolerance { tolerance = given }
      if let given = skew.duplicates { duplicates = given }
      if let column = skew.asOfColumn {
        asOf = AsOf(column: names.inBatch(column.value), tolerance: skew.asOfTolerance)
      }
      if let given = skew.keys { keys = given.map { names.inBatch($0.value) } }
    }
    if keys.isEmpty { keys = object.settings.skewKeys.map(names.inBatch) }
    for rule in rules where keys.isEmpty {
      if case .primaryKey(let columns) = rule.test { keys = columns.map(names.inBatch) }
    }
    comparesUnlisted = object.settings.extraColumns != .ignore
    columns = object.properties.map { property in
      var column = SkewColumn(
        name: property.columnName, servingName: property.settings.servingColumn, property: property,
        presence: SkewColumn.Presence(property.settings), isMasked: property.isMasked)
      let own = skewRules.first { $0.rule.column?.utf8.elementsEqual(property.name.utf8) ?? false }
      column.tolerance = own?.skew.tolerance
      return column
    }
  }
}

/// The names of an object's columns: the contract's own, and those of the batch.
private struct ColumnNames {
  private let names: [[UInt8]: String]

  init(_ object: SchemaObject) {
    names = Dictionary(object.properties.map { (Array($0.name.utf8), $0.columnName) }) { first, _ in first }
  }

  func inBatch(_ name: String) -> String { names[Array(name.utf8)] ?? name }
}

extension SkewColumn.Presence {
  /// `sluiceEnvironments` says which logs have the column, `sluicePresence: optional` that neither must.
  fileprivate init(_ settings: PropertySettings) {
    let environments = settings.environments ?? ["train", "serve"]
    switch (environments.contains("train"), environments.contains("serve")) {
    case (true, false): self = .train
    case (false, true): self = .serve
    default: self = settings.presence == .optional ? .optional : .both
    }
  }
}
