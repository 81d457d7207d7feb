package import SluiceContract

/// What is known of one column before the logs are read.
package struct SkewColumn: Sendable {
  /// In the training log.
  package var name: String
  /// In the serving log; nil where it is `name`.
  package var servingName: String?
  /// Its type and how its times are written, as a contract promises; nil to infer them from both logs.
  package var property: Property?
  package var presence: Presence
  /// nil for the spec's.
  package var tolerance: SkewTolerance?
  /// nil for the spec's.
  package var threshold: Threshold?
  /// The contract's name of the rule that gave `threshold`, for reports.
  package var ruleID: String?
  /// Where the contract has that rule.
  package var mark: Mark?
  /// Whether a feature beyond its threshold fails the run, or only warns.
  package var isBlocking: Bool
  /// Whether its values must not be shown.
  package var isMasked: Bool

  /// The logs that must have it (`sluiceEnvironments`).
  package enum Presence: String, Sendable {
    case both, train, serve
    /// Where either log lacks it, it is no feature, and nothing is said.
    case optional
    /// It is no feature, wherever it is.
    case ignored
  }

  package init(
    name: String, servingName: String? = nil, property: Property? = nil, presence: Presence = .both,
    tolerance: SkewTolerance? = nil, threshold: Threshold? = nil, ruleID: String? = nil, isBlocking: Bool = true,
    isMasked: Bool = false
  ) {
    self.name = name
    self.servingName = servingName
    self.property = property
    self.presence = presence
    self.tolerance = tolerance
    self.threshold = threshold
    self.ruleID = ruleID
    self.isBlocking = isBlocking
    self.isMasked = isMasked
  }
}
