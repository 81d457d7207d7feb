// Formats, zones and service levels: that they can be held against cells, and mean what they seem to.

extension ContractLint {
  func checkFormat(of property: Property, path: String) {
    guard let format = property.options.format else { return }
    let path = DocumentPath.join(DocumentPath.join(path, "logicalTypeOptions"), "format")
    switch property.logicalType {
    case .date, .time, .timestamp:
      checkTimeFormat(format, of: property, path: path)
      checkOffset(of: property, path: path)
    case .string:
      guard TextForm(rawValue: format.value) == nil else { return }
      let words = TextForm.allCases.map(\.rawValue)
      findings.add(
        .unknownFormat, "the format \(Words.quoted(format.value)) is none of the standard's", at: format.mark,
        path: path, help: Words.suggestion(for: format.value, among: words) ?? "write \(Words.either(words))")
    default: break
    }
  }

  /// The letters are those of java.time, where two that look right are something else.
  private func checkTimeFormat(_ format: Marked<String>, of property: Property, path: String) {
    let letters = Self.letters(in: format.value)
    for (letter, meaning, right) in [("Y", "week-year", "y"), ("D", "day of the year", "d")]
    where letters.contains(letter) {
      findings.add(
        .formatLetter, "`\(letter)` in a format means \(meaning)", at: format.mark, path: path,
        help: "write `\(right)`, such as yyyy-MM-dd")
    }
    do throws(TimePattern.Fault) {
      let pattern = try TimePattern(format.value)
      if let shortfall = pattern.shortfall(for: property.logicalType) { throw shortfall }
    } catch {
      // The week-year was warned about.
      guard !error.isWeekYear else { return }
      findings.add(.badFormat, error.message, at: format.mark, path: path, help: error.help)
    }
  }

  /// The letters of a format that are not inside quotes.
  private static func letters(in format: String) -> Set<String> {
    var letters: Set<String> = []
    var isQuoted = false
    for scalar in format.unicodeScalars {
      if scalar == "'" { isQuoted.toggle() } else if !isQuoted { letters.insert(String(scalar)) }
    }
    return letters
  }

  /// A format that cannot say what `timezone` demands.
  private func checkOffset(of property: Property, path: String) {
    guard let pattern = property.options.timePattern, let timezone = property.options.timezone else { return }
    if timezone.value ? pattern.offset != .never : pattern.offset != .always { return }
    findings.add(
      .badFormat,
      timezone.value
        ? "`timezone: true` asks for an offset, for which the format has no place"
        : "`timezone: false` refuses the offset that the format asks for",
      at: timezone.mark, path: path, help: timezone.value ? "add `XXX` to the format" : "remove one of the two")
  }

  func checkZone(_ zone: Marked<String>?, path: String) {
    guard let zone else { return }
    let path = DocumentPath.join(path, "defaultTimezone")
    do throws(ZoneDatabase.Fault) {
      _ = try zones.zone(named: zone.value)
    } catch {
      switch error {
      case .unknown:
        findings.add(
          .unknownZone, "unknown time zone \(Words.quoted(zone.value))", at: zone.mark, path: path,
          help: Words.suggestion(for: zone.value, among: zones.names())
            ?? "write an IANA name such as Europe/Berlin, or Etc/UTC")
      case .noDatabase(let folder):
        findings.add(
          .noZoneDatabase,
          "the system has no time zones in \(Words.escaped(folder)), so \(Words.quoted(zone.value)) is not known",
          at: zone.mark, path: path, help: "install the package tzdata, or name its folder in TZDIR")
      case .unreadable(let file):
        findings.add(
          .unknownZone, "\(Words.escaped(file)) cannot be read as a time zone", at: zone.mark, path: path,
          help: "write an IANA name such as Europe/Berlin, or Etc/UTC")
      }
    }
  }

  func checkServiceLevels() {
    for level in contract.serviceLevels {
      let path = "slaProperties[\(Words.escaped(level.property))]"
      // `m` is a month to some and a minute to others.
      if level.unit == "m" || level.unit == "M" {
        findings.add(
          .ambiguousUnit, "the unit \"\(level.unit ?? "")\" may be minutes or months", at: level.marks["unit"],
          path: path + ".unit", help: "write `min` or `mo`")
        continue
      }
      guard let kind = ServiceLevelTest.Kind(level.property) else { continue }
      var told: Set<String> = []
      for object in contract.objects {
        for case .notRun(let reason, _) in ServiceLevelResolution.all(level, kind, object, in: contract)
        where told.insert(reason).inserted {
          findings.add(
            .idleServiceLevel, "\(kind.rawValue) is not run: \(reason)", at: level.marks["property"], path: path,
            help: "give it a number, a unit, and an `element` that names a date or timestamp column")
        }
      }
    }
  }
}
