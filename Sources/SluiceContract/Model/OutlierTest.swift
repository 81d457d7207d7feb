/// Which values of a column are outliers: those strictly beyond bounds that the column itself gives.
package struct OutlierTest: Sendable, Hashable {
  package enum Method: String, Sendable, CaseIterable {
    /// First quartile − k × interquartile range … third quartile + k × interquartile range.
    case iqr
    /// Mean ± k × standard deviation of a sample.
    case zscore
  }

  package enum Side: String, Sendable, CaseIterable {
    case both, low, high
  }

  package var method: Method
  package var k: ExactDecimal
  package var side: Side
}

/// In which order the values of a column must come, nulls left out.
package struct OrderTest: Sendable, Hashable {
  package var isDescending: Bool
  /// Whether no value may follow itself.
  package var isStrict: Bool
}
