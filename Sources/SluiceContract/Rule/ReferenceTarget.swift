/// Where values must exist: columns that another batch or a reference file holds.
package struct ReferenceTarget: Sendable, Hashable {
  /// Name of an object of the contract, or of what `--reference NAME=FILE` gives.
  package var object: String
  /// For each column of the rule, the one in which its values must exist: names as the object's properties have them.
  /// Of a file that is no object of the contract: names in its header, or empty for the column of the same name.
  package var columns: [String]

  package init(object: String, columns: [String]) {
    self.object = object
    self.columns = columns
  }
}

/// Resolves what relationships name: `object.property`, or a path of ids such as `schema/orders/properties/id`.
struct ReferenceResolver: Sendable {
  let objects: [SchemaObject]

  enum Place {
    case column(SchemaObject, Property)
    /// No object of the contract is called so; a reference file may be.
    case unknownObject(String, column: String)
    case unknownColumn(SchemaObject, String)
    /// A part of a column, or a path that names no column.
    case notAColumn
    /// In another contract.
    case file(String)
  }

  func place(of text: String) -> Place {
    if let hash = text.firstIndex(of: "#") { return .file(String(text[..<hash])) }
    if text.contains("/") { return place(ofPath: text.split(separator: "/").map(String.init)) }
    let parts = text.split(separator: ".").map(String.init)
    guard parts.count == 2 else { return .notAColumn }
    return place(parts[0], parts[1], object: { $0.name }, property: { $0.name })
  }

  /// Parts of a path are ids; where an element has none, its name.
  private func place(ofPath parts: [String]) -> Place {
    guard parts.count == 4, parts[0] == "schema", parts[2] == "properties" else { return .notAColumn }
    return place(parts[1], parts[3], object: { $0.id ?? $0.name }, property: { $0.id ?? $0.name })
  }

  private func place(
    _ name: String, _ column: String, object key: (SchemaObject) -> String, property: (Property) -> String
  ) -> Place {
    guard let object = objects.first(where: { key($0).utf8.elementsEqual(name.utf8) }) else {
      return .unknownObject(name, column: column)
    }
    guard let found = object.properties.first(where: { property($0).utf8.elementsEqual(column.utf8) }) else {
      return .unknownColumn(object, column)
    }
    return .column(object, found)
  }
}

extension ReferenceResolver {
  /// Why a relationship cannot be followed.
  struct Refusal: Error {
    var reason: String
  }

  /// The columns of `object` that a relationship speaks of, and where their values must exist.
  ///
  /// `column`: of the property that has the relationship; nil where it says `from` itself.
  func resolve(
    _ relationship: Relationship, of object: SchemaObject, column: String?
  ) throws(Refusal) -> (columns: [String], target: ReferenceTarget) {
    let columns: [String]
    if let column {
      columns = [column]
    } else {
      columns = try relationship.from.map { from throws(Refusal) in try own(from.value, object) }
    }
    var target: ReferenceTarget?
    for to in relationship.to {
      let (name, column) = try named(to.value)
      if let known = target?.object, !known.utf8.elementsEqual(name.utf8) {
        throw Refusal(reason: "its columns belong to several objects")
      }
      target = ReferenceTarget(object: name, columns: (target?.columns ?? []) + [column])
    }
    guard let target, target.columns.count == columns.count else {
      throw Refusal(reason: "`from` and `to` do not name the same number of columns")
    }
    return (columns, target)
  }

  private func own(_ text: String, _ object: SchemaObject) throws(Refusal) -> String {
    guard case .column(let owner, let property) = place(of: text), owner.name.utf8.elementsEqual(object.name.utf8)
    else { throw Refusal(reason: "\(Words.escaped(text)) is no column of \(Words.escaped(object.name))") }
    return property.name
  }

  private func named(_ text: String) throws(Refusal) -> (object: String, column: String) {
    switch place(of: text) {
    case .column(let object, let property): return (object.name, property.name)
    case .unknownObject(let name, let column): return (name, column)
    case .unknownColumn(let object, let column):
      throw Refusal(reason: "\(Words.escaped(object.name)) has no column \(Words.escaped(column))")
    case .notAColumn: throw Refusal(reason: "\(Words.escaped(text)) is no column of an object")
    case .file(let path): throw Refusal(reason: "\(Words.escaped(path)) is another contract, which is not read")
    }
  }
}
