// SL03xx: Sluice's own settings. SL04xx: style.

extension DiagnosticCode {
  var settingEntry: DiagnosticEntry {
    switch self {
    case .unknownSetting:
      DiagnosticEntry(
        "a custom property that begins with sluice is not known", why: "A misspelt setting would do nothing.",
        fix: "Correct its name.",
        example: ExampleContract.object("customProperties: [{property: sluiceExtraColums, value: fail}]"))
    case .misplacedSetting:
      DiagnosticEntry(
        "a setting stands in the wrong part", why: "It would do nothing there.",
        fix: "Move it to the part it is for.",
        example: ExampleContract.root("customProperties: [{property: sluiceExtraColumns, value: fail}]"))
    case .badSetting:
      DiagnosticEntry(
        "a setting has a value that it does not know", why: "Its default would apply without a word.",
        fix: "Write a value that the message names.",
        example: ExampleContract.object("customProperties: [{property: sluiceExtraColumns, value: error}]"))
    case .unknownSettingKey:
      DiagnosticEntry(
        "a setting does not know the key", why: "It would be ignored.", fix: "Correct its name.",
        example: ExampleContract.object("customProperties: [{property: sluiceCsv, value: {delimeter: ;}}]"))
    default:
      DiagnosticEntry(
        "a deprecated form is used", .info,
        why: "It is read as before; a later version of the standard may drop it.",
        fix: "Write the form that the message names.",
        example: ExampleContract.root("team: [{username: ada}]"))
    }
  }
}
