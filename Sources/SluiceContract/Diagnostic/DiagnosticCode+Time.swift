// SL0222, SL0228, SL0229, SL024x: formats, zones and service levels.

extension DiagnosticCode {
  var timeEntry: DiagnosticEntry {
    switch self {
    case .formatLetter:
      DiagnosticEntry(
        "a format letter means something else than it seems", .warning,
        why:
          "In java.time `Y` is the week-year and `D` the day of the year: dates near New Year go wrong.",
        fix: "Write `yyyy-MM-dd`.",
        example: ExampleContract.column("logicalType: date\nlogicalTypeOptions: {format: YYYY-MM-DD}"))
    case .ambiguousUnit:
      DiagnosticEntry(
        "the unit `m` may be minutes or months",
        why: "A freshness of 30 m is half an hour or two and a half years.",
        fix: "Write `min` or `mo`.",
        example: ExampleContract.root("slaProperties: [{property: freshness, value: 30, unit: m}]"))
    case .unknownZone:
      DiagnosticEntry(
        "a time zone is not known", why: "Local times could not be placed.", fix: "Write an IANA name.",
        example: ExampleContract.column(
          "logicalType: timestamp\nlogicalTypeOptions: {defaultTimezone: Mitteleuropa}"))
    case .badFormat:
      DiagnosticEntry(
        "a format of dates or times cannot be read", why: "No cell could be held against it.",
        fix: "Write it in the letters of java.time that docs/formats.md lists.",
        example: ExampleContract.column("logicalType: timestamp\nlogicalTypeOptions: {format: yyyy-MM-dd HH:mm z}"))
    case .unknownFormat:
      DiagnosticEntry(
        "a format of strings is not known", .warning,
        why: "The standard leaves the word open; a word that nobody knows checks nothing.",
        fix: "Write one of \(Words.either(TextForm.allCases.map(\.rawValue))), or a `pattern`.",
        example: ExampleContract.column("logicalType: string\nlogicalTypeOptions: {format: emial}"))
    case .idleServiceLevel:
      DiagnosticEntry(
        "a service level cannot be held against data", .warning,
        why: "It is listed as notRun: nobody checks the promise.",
        fix: "Give it a number, a unit, and an `element` that names a date or timestamp column.",
        example: ExampleContract.root(
          "slaProperties: [{property: freshness, value: 24, unit: fortnights}]\n"
            + "schema: [{name: orders}]"))
    case .noZoneDatabase:
      DiagnosticEntry(
        "the system has no time zones", why: "Local times could not be placed.",
        fix: "Install the package tzdata, or name its folder in TZDIR.",
        example: ExampleContract.column(
          "logicalType: timestamp\nlogicalTypeOptions: {defaultTimezone: Europe/Berlin}"),
        environment: ["TZDIR": "/nonexistent"])
    default:
      DiagnosticEntry(
        "a rule of v3.0 has a name that the standard does not define", .warning,
        why: "Version 3.0 left the names open. The rule is listed as notRun.",
        fix: "Write one of \(Words.either(OlderRule.names)), or a `metric` of v3.1.",
        example: ExampleContract.column("quality:\n  - {rule: countCheck, mustBe: 0}", apiVersion: "v3.0.2"))
    }
  }
}
