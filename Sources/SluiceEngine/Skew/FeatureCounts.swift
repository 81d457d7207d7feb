/// What is counted of one feature, pair by pair.
struct FeatureCounts: MetricState, Sendable, Equatable {
  var pairs = 0
  var bothNull = 0
  var trainNullOnly = 0
  var serveNullOnly = 0
  var mismatches = 0
  var typeMismatches = 0
  var exactMismatches = 0
  var absoluteMismatches = 0
  var relativeMismatches = 0
  var ulpMismatches = 0
  /// Of rows without a pair.
  var trainOtherNulls = 0
  var serveOtherNulls = 0

  mutating func merge(_ other: FeatureCounts) {
    pairs += other.pairs
    bothNull += other.bothNull
    trainNullOnly += other.trainNullOnly
    serveNullOnly += other.serveNullOnly
    mismatches += other.mismatches
    typeMismatches += other.typeMismatches
    exactMismatches += other.exactMismatches
    absoluteMismatches += other.absoluteMismatches
    relativeMismatches += other.relativeMismatches
    ulpMismatches += other.ulpMismatches
    trainOtherNulls += other.trainOtherNulls
    serveOtherNulls += other.serveOtherNulls
  }
}
