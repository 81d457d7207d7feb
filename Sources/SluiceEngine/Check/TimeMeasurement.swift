/// What was found out about the times that a service level is about.
enum TimeMeasurement: Sendable {
  case extremes(TimeExtremes)
  case difference(TimeDifference)
  /// nil where fewer than two distinct times are there.
  case gap(LargestGap?)
}

/// The largest gap between consecutive distinct times of a column.
enum LargestGap: Sendable, Equatable {
  case found(Found)
  /// Nanoseconds over more than 584 years: no 64 bits tell them apart.
  case undecided

  struct Found: Sendable, Equatable {
    /// Nanoseconds since 1970-01-01T00:00:00Z.
    var after: Int128
    var until: Int128
    /// Rows of the batch, from 0, where the two first stand.
    var rowBefore: Int
    var rowAfter: Int
    /// False where a longer gap is possible, which the rule would admit too.
    var isExact: Bool

    var length: Int128 { until - after }
  }
}
