/// What the standard allows in one kind of mapping: data, walked by `GrammarChecker`.
struct ObjectShape: Sendable {
  /// For messages: `a server`, `the contract`.
  let words: String
  let fields: [FieldShape]
  /// Unknown keys are allowed by the standard, and only warned about.
  var isOpen = false
  /// Further fields that depend on the value of one key.
  var variants: Variants?
  /// Said about every unknown key, where the reason is always the same.
  var unknownKeyHelp: String?

  struct Variants: Sendable {
    /// The key whose value selects the fields: `type` of a server.
    let key: String
    let cases: [String: [FieldShape]]
    /// The fields where the key is not given.
    let absent: [FieldShape]
  }
}

/// One key of a mapping.
struct FieldShape: Sendable {
  let key: String
  let shape: ValueShape
  var presence = Presence.optional
  /// The first version that knows the key.
  var since = StandardVersion.v3_0
  /// The last version that knows the key; nil where all later ones do.
  var until: StandardVersion?
  /// What to write instead of a deprecated key.
  var replacement: String?
  /// The first version in which it is deprecated.
  var replacedSince = StandardVersion.v3_0

  init(
    key: String, shape: ValueShape, presence: Presence = .optional, since: StandardVersion = .v3_0,
    until: StandardVersion? = nil, replacement: String? = nil, replacedSince: StandardVersion = .v3_0
  ) {
    self.key = key
    self.shape = shape
    self.presence = presence
    self.since = since
    self.until = until
    self.replacement = replacement
    self.replacedSince = replacedSince
  }

  func isKnown(in version: StandardVersion) -> Bool { until.map { version <= $0 } ?? true }

  enum Presence: Sendable {
    case optional
    case required
    /// Required up to v3.1, optional since.
    case requiredBefore3_2
    /// Optional in v3.0, required since.
    case requiredSince3_1
  }

  func isRequired(in version: StandardVersion) -> Bool {
    switch presence {
    case .optional: false
    case .required: true
    case .requiredBefore3_2: version < .v3_2
    case .requiredSince3_1: version >= .v3_1
    }
  }

  static func text(_ key: String, since: StandardVersion = .v3_0) -> FieldShape {
    FieldShape(key: key, shape: .text, since: since)
  }

  static func required(_ key: String, _ shape: ValueShape = .text) -> FieldShape {
    FieldShape(key: key, shape: shape, presence: .required)
  }

  static func optional(
    _ key: String, _ shape: ValueShape, since: StandardVersion = .v3_0, replacement: String? = nil
  ) -> FieldShape {
    FieldShape(key: key, shape: shape, since: since, replacement: replacement)
  }
}

/// What may stand at one position.
indirect enum ValueShape: Sendable {
  case text
  /// A stable id; its pattern depends on the version.
  case id
  case word([Word])
  case boolean
  case integer(atLeast: Int?)
  case number(isPositive: Bool)
  /// A bound that v3.0 wrote as a boolean beside `minimum` or `maximum`.
  case exclusiveBound(ValueShape)
  /// An integer; since v3.2 any scalar.
  case port
  /// A place that must begin with a scheme.
  case location(scheme: String)
  case date
  case dateTime
  /// `object.property` or a path; one or a list.
  case reference
  /// Any scalar, null too.
  case scalar
  /// Anything at all.
  case any
  case anyMapping
  case textOrMapping
  case object(ShapeName)
  case list(ValueShape)
  /// At least one item, none twice.
  case set(ValueShape)
  case textOrObject(ShapeName)
  /// An object; a list of others in the deprecated form.
  case objectOrList(ShapeName, ShapeName)

  struct Word: Sendable {
    let text: String
    var since = StandardVersion.v3_0
  }

  static func words(_ texts: [String], since3_2: [String] = []) -> ValueShape {
    .word(texts.map { Word(text: $0) } + since3_2.map { Word(text: $0, since: .v3_2) })
  }
}

/// The names by which shapes refer to each other; they are recursive, so they cannot hold each other.
enum ShapeName: String, Sendable, CaseIterable {
  case contract, description, context, verifiedStatement, constraint
  case server, role
  case schemaObject, property, itemProperty, map
  case stringOptions, dateOptions, timeOptions, integerOptions, numberOptions
  case objectOptions, arrayOptions, vectorOptions, untypedOptions
  case enumValue, synonym, relationship, objectRelationship
  case quality
  case support, price, team, teamMember, serviceLevel
  case authoritativeDefinition, customProperty
}
