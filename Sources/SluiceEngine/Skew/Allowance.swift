internal import SluiceContract

/// A tolerance as numbers that are quick to compare.
struct Allowance: Sendable {
  var absolute: Double
  var relative: Double
  var ulp: UInt64

  init(_ tolerance: SkewTolerance) {
    absolute = tolerance.absolute.doubleValue
    relative = tolerance.relative.doubleValue
    ulp = UInt64(max(0, tolerance.ulp))
  }
}
