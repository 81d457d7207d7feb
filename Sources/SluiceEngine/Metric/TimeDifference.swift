/// The largest difference of two times of one row, and the first row that has it.
struct TimeDifference: MetricState, Sendable {
  /// Rows in which both times are there.
  private(set) var count = 0
  private(set) var largest: TimeExtremes.Place?

  mutating func add(count: Int, _ place: TimeExtremes.Place?) {
    self.count += count
    largest = TimeExtremes.better(largest, place) { $0 > $1 }
  }

  mutating func merge(_ other: TimeDifference) {
    count += other.count
    largest = TimeExtremes.better(largest, other.largest) { $0 > $1 }
  }
}
