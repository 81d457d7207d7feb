/// Skew that an earlier report showed and that is known: only what is new, or has grown, fails (`--accept REPORT`).
package struct AcceptedSkew: Sendable {
  /// The report, for words.
  package var path: String
  /// By name of the feature, as UTF-8: the upper end of the interval of its mismatch rate.
  package var rates: [[UInt8]: Double]

  package init(path: String, rates: [[UInt8]: Double]) {
    self.path = path
    self.rates = rates
  }

  /// A failure whose rate is no larger than the earlier one could have been only warns.
  func excuse(_ feature: inout SkewFeature) {
    guard feature.status == .fail, let known = rates[Array(feature.name.utf8)], let rate = feature.mismatchRate else {
      return
    }
    if rate <= known {
      feature.status = .warn
      feature.reason = "known from \(path)"
    } else {
      feature.reason = "more than in \(path), where at most \(known) of the pairs differed"
    }
  }
}
