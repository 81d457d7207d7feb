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
    addContainerOptions(of: property, column: column)
    addUnsupported(options, column: column)
  }

  private mutating func addUnsupported(_ options: TypeOptions, column: String) {
    func reason(_ option: String) -> String { "\(option) is not checked by this version" }
    if let format = options.format {
      addNotRun("format", column, reason("format \(Words.quoted(format.value))"), at: format.mark)
    }
    if let multiple = options.multipleOf {
      addNotRun("multipleOf", column, reason("multipleOf \(multiple.value)"), at: multiple.mark)
    }
    if let timezone = options.timezone {
      addNotRun("timezone", column, reason("timezone \(timezone.value)"), at: timezone.mark)
    }
    if let zone = options.defaultTimezone, !["UTC", "Etc/UTC", "Z"].contains(zone.value) {
      addNotRun(
        "defaultTimezone", column,
        "times without an offset are taken as UTC by this version, not as \(Words.escaped(zone.value))",
        at: zone.mark)
    }
  }
}
