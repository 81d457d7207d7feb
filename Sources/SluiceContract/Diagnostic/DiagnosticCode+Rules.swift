// SL02xx: rules, types and the values that a contract lists.

extension DiagnosticCode {
  var ruleEntry: DiagnosticEntry {
    switch self {
    case .operatorCount, .badOperand, .reversedRange, .percentRange, .unknownUnit, .unknownSeverity,
      .aimlessRule,
      .wrongLevel, .unknownArgument, .missingArgument, .badArgument, .nothingInvalid, .equalBounds, .emptySet:
      thresholdEntry
    case .unitBesideEngine, .unknownCheck, .unknownCheckKey, .numericOnText: engineEntry
    case .badExpression, .expressionType, .unknownFunction, .nullComparison: expressionEntry
    case .formatLetter, .ambiguousUnit, .unknownZone, .badFormat, .unknownFormat, .idleServiceLevel, .noZoneDatabase,
      .idleOlderRule:
      timeEntry
    default: valueEntry
    }
  }

  private static func rule(_ lines: String) -> String {
    ExampleContract.column("quality:\n  - \(lines)")
  }

  private var thresholdEntry: DiagnosticEntry {
    switch self {
    case .operatorCount:
      DiagnosticEntry(
        "a rule does not have exactly one operator",
        why: "Without one there is no threshold; two would contradict.",
        fix: "Keep one operator; write a second threshold as a second rule.",
        example: Self.rule("{metric: nullValues}"))
    case .badOperand:
      DiagnosticEntry(
        "an operator has the wrong operand", why: "A count can only be compared with a number.",
        fix: "Write a number, unquoted; two in a list for `mustBeBetween`.",
        example: Self.rule("{metric: nullValues, mustBe: none}"))
    case .reversedRange:
      DiagnosticEntry(
        "a range is empty", why: "Its lower end is above its upper end, so the rule could only fail.",
        fix: "Swap the ends.", example: Self.rule("{metric: nullValues, mustBeBetween: [10, 5]}"))
    case .percentRange:
      DiagnosticEntry(
        "a percentage is outside 0 … 100", why: "The threshold could never be met, or never be missed.",
        fix: "Give the share in percent: 5 means 5 %.",
        example: Self.rule("{metric: nullValues, mustBeLessThan: 500, unit: percent}"))
    case .unknownUnit:
      DiagnosticEntry(
        "the unit is not known", why: "The standard leaves the word open; a guess would move the threshold.",
        fix: "Write `rows` or `percent`.", example: Self.rule("{metric: nullValues, mustBe: 0, unit: '%'}"))
    case .unknownSeverity:
      DiagnosticEntry(
        "the severity is not known", why: "It decides whether the pipeline halts.",
        fix:
          "Blocking: \(Severity.blockingWords.joined(separator: ", ")). Warning: "
          + "\(Severity.warningWords.joined(separator: ", ")).",
        example: Self.rule("{metric: nullValues, mustBe: 0, severity: Error}"))
    case .aimlessRule:
      DiagnosticEntry(
        "a rule has neither metric nor type", why: "The official schema lets it pass, and it checks nothing.",
        fix: "Add `metric:`.", example: Self.rule("{description: no nulls please}"))
    case .wrongLevel:
      DiagnosticEntry(
        "a metric stands at the wrong level", why: "Rows belong to an object, values to a property.",
        fix: "Move the rule.", example: Self.rule("{metric: rowCount, mustBeGreaterThan: 0}"))
    case .unknownArgument:
      DiagnosticEntry(
        "a metric does not know the argument", why: "It would be ignored.",
        fix: "Correct its name, or remove it.",
        example: Self.rule("{metric: nullValues, mustBe: 0, arguments: {validValues: [a]}}"))
    case .missingArgument:
      DiagnosticEntry(
        "a rule lacks an argument", why: "It has no meaning without it.", fix: "Add it.",
        example: ExampleContract.object("quality:\n  - {metric: duplicateValues, mustBe: 0}"))
    case .badArgument:
      DiagnosticEntry(
        "an argument has the wrong kind of value", why: "It cannot be compared with cells.",
        fix: "Write what the message expects.",
        example: Self.rule("{metric: invalidValues, mustBe: 0, arguments: {validValues: a}}"))
    case .nothingInvalid:
      DiagnosticEntry(
        "invalidValues has nothing to compare with", .warning, why: "The rule is listed as notRun.",
        fix: "Add `validValues` or `pattern` under `arguments`.",
        example: Self.rule("{metric: invalidValues, mustBe: 0}"))
    case .equalBounds:
      DiagnosticEntry(
        "the ends of a range are equal", .warning,
        why: "It runs here, but the official schema refuses two equal ends, so other tools may.",
        fix: "Write `mustBe`.", example: Self.rule("{metric: nullValues, mustBeBetween: [5, 5]}"))
    default:
      DiagnosticEntry(
        "a list of values is empty", why: "Every value, or none, would be in it.",
        fix: "Add values, or remove the list.",
        example: Self.rule("{metric: invalidValues, mustBe: 0, arguments: {validValues: []}}"))
    }
  }

  private var engineEntry: DiagnosticEntry {
    switch self {
    case .unitBesideEngine:
      DiagnosticEntry(
        "`unit` stands beside `engine: sluice`", why: "It would be ignored there.",
        fix: "Move it into `implementation`.",
        example: Self.rule("{type: custom, engine: sluice, unit: percent, implementation: {check: nulls}}"))
    case .unknownCheck:
      DiagnosticEntry(
        "a check is not known", why: "A misspelt check would never run.", fix: "Correct its name.",
        example: Self.rule("{type: custom, engine: sluice, implementation: {check: rowRul, expr: a > 0}}"))
    case .unknownCheckKey:
      DiagnosticEntry(
        "a check does not know the key", why: "It would be ignored.", fix: "Correct its name.",
        example: Self.rule(
          "{type: custom, engine: sluice, implementation: {check: entropy, bas: 2, mustBe: 1}}"))
    default:
      DiagnosticEntry(
        "a numeric check stands on a text column", why: "Text has no mean.",
        fix: "Correct the type, or the check.",
        example: ExampleContract.column(
          "logicalType: string\nquality:\n  - {type: custom, engine: sluice, implementation: {check: mean}}"))
    }
  }

  private var valueEntry: DiagnosticEntry {
    switch self {
    case .badBound:
      DiagnosticEntry(
        "a bound is not a value of its type", why: "Nothing could be compared with it.",
        fix: "Write bounds in ISO 8601, whatever `format` the data has.",
        example: ExampleContract.column("logicalType: date\nlogicalTypeOptions: {minimum: 31.12.2025}"))
    case .badPattern:
      DiagnosticEntry(
        "a pattern does not compile", why: "It could not be run.", fix: "Mend it; the syntax is ECMA-262.",
        example: ExampleContract.column("logicalType: string\nlogicalTypeOptions: {pattern: '^(a'}"))
    case .foreignPattern:
      DiagnosticEntry(
        "a pattern uses syntax that ECMA-262 does not have", .warning,
        why: "It runs here; tools that follow the standard refuse or misread it.",
        fix: "Write it with ECMA-262 means.",
        example: ExampleContract.column("logicalType: string\nlogicalTypeOptions: {pattern: '\\A[a-z]+\\z'}"))
    case .badListedValue:
      DiagnosticEntry(
        "a listed value is not a value of its column", why: "No cell could ever equal it.",
        fix: "Correct the value, or the type.",
        example: ExampleContract.column("logicalType: integer\nenum: [{value: 1}, {value: two}]"))
    case .badExample:
      DiagnosticEntry(
        "an example breaks its own property", .warning, why: "Either the example or the promise is wrong.",
        fix: "Correct one of them.",
        example: ExampleContract.column(
          "logicalType: integer\nlogicalTypeOptions: {minimum: 0}\nexamples: [-5]"))
    case .duplicateName:
      DiagnosticEntry(
        "a name is given twice", why: "Rules, references and report ids would point at either.",
        fix: "Rename one.", example: ExampleContract.object("properties:\n  - name: a\n  - name: a"))
    case .unknownColumn:
      DiagnosticEntry(
        "a column is named that the object does not have", why: "The rule could never run.",
        fix: "Correct the name.",
        example: ExampleContract.object(
          "properties:\n  - name: tenant\nquality:\n"
            + "  - {metric: duplicateValues, mustBe: 0, arguments: {properties: [tennant]}}"))
    case .unknownObject:
      DiagnosticEntry(
        "a reference names an object that the contract does not have", .warning,
        why: "Its values can only be held against a file that is given when the contract is run.",
        fix: "Correct the name, or run with `--reference NAME=FILE`.",
        example: ExampleContract.column("relationships: [{to: customers.id}]"))
    default:
      DiagnosticEntry(
        "two key columns have the same position", why: "The order of a composite key would be a guess.",
        fix: "Number them 1, 2, 3 …",
        example: ExampleContract.object(
          """
          properties:
            - {name: a, primaryKey: true, primaryKeyPosition: 1}
            - {name: b, primaryKey: true, primaryKeyPosition: 1}
          """))
    }
  }
}
