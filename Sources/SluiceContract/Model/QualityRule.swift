/// One entry of `quality`: a rule that its author wrote.
package struct QualityRule: Sendable {
  package enum Kind: Sendable {
    case library(metric: String, LibraryArguments)
    /// A rule of v3.0 that means nothing which can be run, and why.
    case older(rule: String, reason: String)
    case text
    case sql(query: String)
    case custom(engine: String, implementation: YAMLNode)
    /// `engine: sluice`.
    case sluice(EngineRule)
    /// `engine: sluice` with `check: skew`, which `sluice skew` runs.
    case skew(SkewRule)
  }

  package var kind: Kind
  package var severity: Severity
  /// Library and SQL rules have one.
  package var threshold: Threshold?
  package var id: Marked<String>?
  package var name: String?
  package var description: String?
  package var dimension: String?
  package var method: String?
  package var businessImpact: String?
  package var schedule: String?
  package var scheduler: String?
  package var tags: [String] = []
  package var authoritativeDefinitions: [AuthoritativeDefinition] = []
  package var customProperties: [CustomProperty] = []
  package var marks: Marks
}

/// `arguments` of a library metric.
package struct LibraryArguments: Sendable {
  package var missingValues: [Scalar]?
  package var validValues: [Scalar]?
  /// In place of `validValues`: the file that lists them.
  package var validReference: ReferenceTarget?
  package var pattern: Marked<String>?
  package var properties: [Marked<String>]?
}
