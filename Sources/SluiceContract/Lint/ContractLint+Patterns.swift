// Patterns and formats: that they compile, and that they mean what they seem to.

internal import Glibc

extension ContractLint {
  func checkPatterns(of property: Property, path: String) {
    guard let pattern = property.options.pattern else { return }
    checkPattern(pattern, path: DocumentPath.join(path, "logicalTypeOptions"))
  }

  func checkPattern(_ pattern: Marked<String>, path: String) {
    let path = DocumentPath.join(path, "pattern")
    do {
      _ = try ECMAPattern(pattern.value)
    } catch {
      let before = String(decoding: Array(pattern.value.utf8).prefix(error.offset), as: UTF8.self)
      findings.add(
        .badPattern, "the pattern does not compile: \(error.message)", at: pattern.mark, path: path,
        help: before.isEmpty ? "the fault is at its start" : "the fault is after \(Words.quoted(before))")
      return
    }
    guard let foreign = ForeignSyntax.first(in: pattern.value) else { return }
    findings.add(
      .foreignPattern, "`\(Words.escaped(foreign))` is not ECMA-262 syntax", at: pattern.mark, path: path,
      help: "patterns of a contract are ECMA-262; another tool would refuse or misread this one")
  }

  /// Date formats use the letters of java.time, where two that look right are something else.
  func checkFormat(of property: Property, path: String) {
    let path = DocumentPath.join(path, "logicalTypeOptions")
    checkZone(property.options.defaultTimezone, path: path)
    guard let format = property.options.format else { return }
    switch property.logicalType {
    case .date, .time, .timestamp: break
    default: return
    }
    let letters = Self.letters(in: format.value)
    for (letter, meaning, right) in [("Y", "week-year", "y"), ("D", "day of the year", "d")]
    where letters.contains(letter) {
      findings.add(
        .formatLetter, "`\(letter)` in a format means \(meaning)", at: format.mark,
        path: DocumentPath.join(path, "format"), help: "write `\(right)`, such as yyyy-MM-dd")
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

  /// A zone is known when it has the form of an offset, or the system's zone database has it.
  private func checkZone(_ zone: Marked<String>?, path: String) {
    guard let zone else { return }
    let name = zone.value
    if name == "UTC" || name == "Z" || CivilTime.timestamp("2000-01-01T00:00:00\(name)")?.hasOffset == true {
      return
    }
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    let isName = parts.allSatisfy { part in
      part.first?.isLetter == true
        && part.unicodeScalars.allSatisfy { $0.isWordCharacter || $0 == "-" || $0 == "+" }
    }
    let database = "/usr/share/zoneinfo"
    // Without a database only the form can be judged.
    let isMissing = access(database, F_OK) == 0 && access("\(database)/\(name)", F_OK) != 0
    guard !isName || isMissing else { return }
    findings.add(
      .unknownZone, "unknown time zone \(Words.quoted(name))", at: zone.mark,
      path: DocumentPath.join(path, "defaultTimezone"),
      help: "write an IANA name such as Europe/Berlin, or Etc/UTC")
  }
}
