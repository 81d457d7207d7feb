/// The Open Data Contract Standard v3.0–v3.2 as data.
///
/// Written from the official JSON Schemas: the same keys, types, required keys and closed objects. What
/// Sluice refuses beyond them is not here but in `Lint/`, and is listed in `docs/stricter.md`.
enum Grammar {
  static let shapes: [ShapeName: ObjectShape] = fundamentals.merging(schema) { first, _ in first }
    .merging(types) { first, _ in first }
    .merging(people) { first, _ in first }
    .merging([.server: server, .quality: quality]) { first, _ in first }

  static func shape(_ name: ShapeName) -> ObjectShape {
    shapes[name] ?? ObjectShape(words: name.rawValue, fields: [])
  }

  static let id = FieldShape.optional("id", .id)
  static let tags = FieldShape.optional("tags", .list(.text))
  static let customProperties = FieldShape.optional("customProperties", .list(.object(.customProperty)))
  static let authoritativeDefinitions = FieldShape.optional(
    "authoritativeDefinitions", .list(.object(.authoritativeDefinition)))
}
