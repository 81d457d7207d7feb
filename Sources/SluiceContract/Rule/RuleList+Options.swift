// Rules that follow from `logicalTypeOptions` and `enum`.

extension RuleList {
  mutating func addOptions(of property: Property, column: String) {
    let options = property.options
    if let bounds = property.bounds {
      let mark = (bounds.minimum ?? bounds.maximum)?.mark ?? property.mark
      add("range", column, .range(bounds), at: mark)
    }
    if let mark = (options.minLength ?? options.maxLength)?.mark {
      add(
        "length", column, .length(minimum: options.minLength?.value, maximum: options.maxLength?.value),
        at: mark)
    }
    if let pattern = options.pattern { add("pattern", column, .pattern(pattern.value), at: pattern.mark) }
    if let listed = property.enumeration, !listed.isEmpty {
      add("enum", column, .enumeration(listed.map(\.value)), at: property.marks["enum"])
    }
    addForm(of: property, column: column)
    if let step = options.multipleOf { add("multipleOf", column, .multipleOf(step.value), at: step.mark) }
    if let timezone = options.timezone {
      add("timezone", column, .timezone(carriesOffset: timezone.value), at: timezone.mark)
    }
    addContainerOptions(of: property, column: column)
  }

  private mutating func addForm(of property: Property, column: String) {
    guard let format = property.options.format else { return }
    add("format", column, Self.form(format.value, of: property), at: format.mark)
  }

  private static func form(_ word: String, of property: Property) -> RuleTest {
    switch property.logicalType {
    case .string:
      return TextForm(rawValue: word).map { .textForm($0) }
        ?? .notRun(reason: "the standard has no rule for the format \(Words.quoted(word))")
    case .integer, .number, .decimal:
      return NumberForm(word).map { .numberForm($0, word: word) } ?? .notRun(reason: "unknown format")
    case .date, .time, .timestamp:
      return property.options.timePattern.map { .timeForm($0) }
        ?? .notRun(reason: "`Y` in a format is the week-year, which makes no date with a month and a day")
    default: return .notRun(reason: "this type has no format")
    }
  }
}
