// SL01xx: the document against the standard.

extension DiagnosticCode {
  var standardEntry: DiagnosticEntry {
    switch self {
    case .wrongKind:
      DiagnosticEntry(
        "a value is of the wrong kind",
        why: "A list, a mapping and text mean different things to every reader.",
        fix: "Write what the message expects.", example: ExampleContract.root("tags: sales"))
    case .missingKey:
      DiagnosticEntry(
        "a required key is missing", why: "The standard requires it; without it the part has no meaning.",
        fix: "Add the key.", example: "apiVersion: v3.2.0\nkind: DataContract\nid: shop\n")
    case .unknownWord:
      DiagnosticEntry(
        "a value is not one of the words that are known here",
        why: "A misspelt word would be ignored, and with it the promise.",
        fix: "Write one of the words of the standard; they are case-sensitive.",
        example: ExampleContract.column("logicalType: integr"))
    case .notABoolean:
      DiagnosticEntry(
        "expected true or false",
        why: "`yes`, `on` and quoted words are booleans to some YAML parsers and text to others.",
        fix: "Write `true` or `false`, unquoted.", example: ExampleContract.column("required: yes"))
    case .notANumber:
      DiagnosticEntry(
        "expected a number",
        why: "`012`, `1_000` and quoted numbers mean different things to different parsers.",
        fix: "Write the number as JSON does, unquoted.",
        example: ExampleContract.column("logicalType: integer\nlogicalTypeOptions: {minimum: \"0\"}"))
    case .nullText:
      DiagnosticEntry(
        "text is due and nothing is given",
        why: "An unquoted `null` or `~` is no text, though it looks like some.",
        fix: "Quote it if the text is meant, else remove the key.",
        example: ExampleContract.root("name: null"))
    case .unknownKey:
      DiagnosticEntry(
        "a key is not known", why: "A misspelt key is a promise that nobody checks.",
        fix: "Correct the name; put your own keys under `customProperties`.",
        example: ExampleContract.column("requierd: true"))
    case .newerKey:
      DiagnosticEntry(
        "a key or word is newer than the contract's version",
        why: "Tools that read the version the contract names would refuse it.",
        fix: "Raise `apiVersion`.", example: ExampleContract.column("deprecated: true", apiVersion: "v3.1.0"))
    case .badID:
      DiagnosticEntry(
        "an id holds a character that ids must not have",
        why: "Ids are parts of references and of report keys.",
        fix: "v3.1: letters, digits, `_`, `-`. v3.2: anything but blanks and `. # / \\ @ ! % & ^`.",
        example: ExampleContract.column("id: price.eur"))
    case .olderVersion:
      DiagnosticEntry(
        "the contract is written for v3.0", .info,
        why: "It is read by the rules of v3.1.0, which is compatible but for boolean exclusive bounds.",
        fix: "Raise `apiVersion` when convenient.",
        example: ExampleContract.root("name: a", apiVersion: "v3.0.2"))
    case .version2:
      DiagnosticEntry(
        "the contract is written for v2",
        why: "Version 2 has another layout; guessing would check the wrong things.",
        fix:
          "Migrate: `dataset` → `schema`, `columns` → `properties`, rules get `metric` and an operator.",
        example: ExampleContract.root("name: a", apiVersion: "v2.2.2"))
    case .unknownVersion:
      DiagnosticEntry(
        "the version of the standard is not known",
        why: "Another version may mean something else by the same keys.",
        fix: "Write v3.2.0 or v3.1.0.", example: ExampleContract.root("name: a", apiVersion: "3.2"))
    case .numberOutOfRange:
      DiagnosticEntry(
        "a number is outside its range", why: "A negative length or a zero step cannot be met or missed.",
        fix: "Write a number in the range that the message gives.",
        example: ExampleContract.column("logicalType: string\nlogicalTypeOptions: {minLength: -1}"))
    case .emptyList:
      DiagnosticEntry(
        "a list must not be empty", why: "An enum without values would refuse every row.",
        fix: "Add an entry, or remove the key.", example: ExampleContract.column("enum: []"))
    case .duplicateItem:
      DiagnosticEntry(
        "an entry is listed twice", why: "One of the two was probably meant to be something else.",
        fix: "Keep one.", example: ExampleContract.column("enum: [{value: a}, {value: a}]"))
    case .badReference:
      DiagnosticEntry(
        "a reference has the wrong form", why: "A relationship that cannot be followed checks nothing.",
        fix: "Write `object.property`, or a path such as `schema/orders/properties/id`.",
        example: ExampleContract.column("relationships: [{to: customers}]"))
    case .unevenReference:
      DiagnosticEntry(
        "a relationship joins different numbers of columns", why: "Each `from` column needs its `to` column.",
        fix: "Write two names, or two lists of equal length.",
        example: ExampleContract.object(
          "properties: [{name: a}, {name: b}]\nrelationships: [{from: [orders.a, orders.b], to: [orders.a]}]"))
    case .misplacedKey:
      DiagnosticEntry(
        "a key does not belong to this type", why: "It would be ignored.",
        fix: "Change the type, or remove the key.",
        example: ExampleContract.root("servers: [{server: s, type: s3, location: s3://b/, host: h}]"))
    case .openKey:
      DiagnosticEntry(
        "an unknown key in a part that the standard leaves open", .warning,
        why: "It is allowed, and may be a misspelling.", fix: "Put your own keys under `customProperties`.",
        example: ExampleContract.root("description: {purpos: sell}"))
    case .badDate:
      DiagnosticEntry(
        "a date or time of the contract does not parse", .warning,
        why: "The official schema marks it as a date; validators that check formats refuse it.",
        fix: "Write `2026-01-31`, or `2026-01-31T12:00:00Z`.",
        example: ExampleContract.root("contractCreatedTs: yesterday"))
    default:
      DiagnosticEntry(
        "a location has the wrong scheme", why: "The standard requires it for this type of server.",
        fix: "Begin it with the scheme that the message names.",
        example: ExampleContract.root("servers: [{server: s, type: sftp, location: ftp://h/}]"))
    }
  }
}
