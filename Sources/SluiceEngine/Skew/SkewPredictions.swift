/// Whether predictions differ because the features do, or although they do not.
package struct SkewPredictions: Sendable, Equatable {
  package var column: String
  /// Whether predictions are numbers, or classes.
  package var isNumeric: Bool
  /// Pairs in which every other feature agrees within its tolerance: predictions that differ here are *model skew*.
  package var sameFeatures = Group()
  /// Pairs in which some feature fails: predictions that differ here are *feature skew*.
  package var otherFeatures = Group()

  package struct Group: Sendable, Equatable {
    package var pairs = 0
    /// Pairs whose predictions differ, or that have one on one side only.
    package var differing = 0
    /// Mean of serving minus training, and of its magnitude, over pairs of finite numbers; nil for classes.
    package var meanDelta: Double?
    package var meanAbsoluteDelta: Double?

    package init() {}
  }
}
