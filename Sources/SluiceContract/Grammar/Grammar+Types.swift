// `logicalTypeOptions` of each logical type.

extension Grammar {
  private static let count = ValueShape.integer(atLeast: 0)

  private static func bounds(_ shape: ValueShape) -> [FieldShape] {
    [
      .optional("minimum", shape), .optional("maximum", shape),
      .optional("exclusiveMinimum", .exclusiveBound(shape)),
      .optional("exclusiveMaximum", .exclusiveBound(shape)),
    ]
  }

  private static let multipleOf = FieldShape.optional("multipleOf", .number(isPositive: true))
  private static let number = ValueShape.number(isPositive: false)

  static let types: [ShapeName: ObjectShape] = [
    .stringOptions: ObjectShape(
      words: "the options of a string",
      fields: [
        .optional("minLength", count), .optional("maxLength", count), .text("pattern"), .text("format"),
      ]),
    .dateOptions: ObjectShape(words: "the options of a date", fields: [.text("format")] + bounds(.text)),
    .timeOptions: ObjectShape(
      words: "the options of a time or timestamp",
      fields: [.text("format"), .optional("timezone", .boolean), .text("defaultTimezone")] + bounds(.text)),
    .integerOptions: ObjectShape(
      words: "the options of an integer",
      fields: [
        multipleOf,
        .optional("format", .words(["i8", "i16", "i32", "i64", "i128", "u8", "u16", "u32", "u64", "u128"])),
      ] + bounds(number)),
    .numberOptions: ObjectShape(
      words: "the options of a number",
      fields: [multipleOf, .optional("format", .words(["f32", "f64"]))] + bounds(number)),
    .objectOptions: ObjectShape(
      words: "the options of an object",
      fields: [
        .optional("minProperties", count), .optional("maxProperties", count),
        .optional("required", .set(.text)),
      ]),
    .arrayOptions: ObjectShape(
      words: "the options of an array",
      fields: [
        .optional("minItems", count), .optional("maxItems", count), .optional("uniqueItems", .boolean),
      ]),
    .vectorOptions: ObjectShape(
      words: "the options of a vector",
      fields: [
        .required("dimensions", .integer(atLeast: 1)),
        .optional(
          "elementType", .words(["bfloat16", "binary", "float16", "float32", "float64", "int8", "uint8"])),
        .optional("distanceMetric", .words(["cosine", "dotProduct", "euclidean", "hamming", "manhattan"])),
        .text("embeddingModel"), .text("embeddingModelVersion"), .optional("normalized", .boolean),
      ]),
    .untypedOptions: ObjectShape(
      words: "the options of a property without logicalType", fields: [],
      unknownKeyHelp: "say which `logicalType` the options are for"),
  ]
}
