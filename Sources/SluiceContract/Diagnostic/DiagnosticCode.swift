/// Every code that a diagnostic about a contract can carry. Codes are stable: never renumbered, never reused.
///
/// What a code means, why it matters, how to repair it, and an example that triggers it, are in its `entry`;
/// from there come `sluice explain SLxxxx` and `docs/errors.md`.
package enum DiagnosticCode: String, Sendable, CaseIterable {
  // YAML
  case notUTF8 = "SL0001"
  case fileTooLarge = "SL0002"
  case yamlSyntax = "SL0003"
  case tooDeep = "SL0004"
  case tooManyNodes = "SL0005"
  case duplicateKey = "SL0006"
  case severalDocuments = "SL0007"
  case tag = "SL0008"
  case undefinedAlias = "SL0009"
  case recursiveAlias = "SL0010"
  case mergeKey = "SL0011"
  case complexKey = "SL0012"
  case emptyFile = "SL0013"
  case foreignLineBreak = "SL0014"
  case undefinedVariable = "SL0015"

  // The standard
  case wrongKind = "SL0101"
  case missingKey = "SL0102"
  case unknownWord = "SL0103"
  case notABoolean = "SL0104"
  case notANumber = "SL0105"
  case nullText = "SL0106"
  case unknownKey = "SL0107"
  case newerKey = "SL0108"
  case badID = "SL0109"
  case olderVersion = "SL0110"
  case version2 = "SL0111"
  case unknownVersion = "SL0112"
  case numberOutOfRange = "SL0113"
  case emptyList = "SL0114"
  case duplicateItem = "SL0115"
  case badReference = "SL0116"
  case unevenReference = "SL0117"
  case misplacedKey = "SL0118"
  case openKey = "SL0119"
  case badDate = "SL0120"
  case badLocation = "SL0121"

  // Rules and types
  case operatorCount = "SL0201"
  case badOperand = "SL0202"
  case reversedRange = "SL0203"
  case percentRange = "SL0204"
  case unknownUnit = "SL0205"
  case unknownSeverity = "SL0206"
  case aimlessRule = "SL0207"
  case wrongLevel = "SL0208"
  case unknownArgument = "SL0209"
  case missingArgument = "SL0210"
  case badArgument = "SL0211"
  case unitBesideEngine = "SL0212"
  case unknownCheck = "SL0213"
  case unknownCheckKey = "SL0214"
  case numericOnText = "SL0215"
  case emptySet = "SL0216"
  case badBound = "SL0217"
  case badPattern = "SL0218"
  case foreignPattern = "SL0219"
  case badListedValue = "SL0220"
  case badExample = "SL0221"
  case formatLetter = "SL0222"
  case nothingInvalid = "SL0223"
  case equalBounds = "SL0224"
  case duplicateName = "SL0225"
  case unknownColumn = "SL0226"
  case keyPosition = "SL0227"
  case ambiguousUnit = "SL0228"
  case unknownZone = "SL0229"
  case badFormat = "SL0240"
  case unknownFormat = "SL0241"
  case idleServiceLevel = "SL0242"
  case noZoneDatabase = "SL0243"
  case idleOlderRule = "SL0244"
  case badExpression = "SL0245"
  case expressionType = "SL0246"
  case unknownFunction = "SL0247"
  case nullComparison = "SL0248"
  case unknownObject = "SL0260"

  // Sluice's own settings
  case unknownSetting = "SL0301"
  case misplacedSetting = "SL0302"
  case badSetting = "SL0303"
  case unknownSettingKey = "SL0304"

  // Style
  case deprecated = "SL0401"
}

/// What is published about a code.
package struct DiagnosticEntry: Sendable {
  /// What it says, in a few words.
  package var title: String
  package var severity: Diagnostic.Severity
  /// Why it matters.
  package var why: String
  /// How to repair it.
  package var fix: String
  /// A whole file that triggers it.
  package var example: [UInt8]
  /// Limits for the example, so that a bomb need not be large.
  package var exampleLimits = ReadLimits.standard
  /// The environment in which the example triggers it.
  package var exampleEnvironment: [String: String] = [:]

  init(
    _ title: String, _ severity: Diagnostic.Severity = .error, why: String, fix: String, example: String,
    limits: ReadLimits = .standard, environment: [String: String] = [:]
  ) {
    self.title = title
    self.severity = severity
    self.why = why
    self.fix = fix
    self.example = Array(example.utf8)
    exampleLimits = limits
    exampleEnvironment = environment
  }
}

extension DiagnosticCode {
  package var entry: DiagnosticEntry {
    switch rawValue {
    case ..<"SL0100": yamlEntry
    case ..<"SL0200": standardEntry
    case ..<"SL0300": ruleEntry
    default: settingEntry
    }
  }
}
