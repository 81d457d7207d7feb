/// p-values of many tests at once, adjusted so that a threshold bounds the share of false alarms among all alarms.
enum FalseDiscovery {
  /// Benjamini and Hochberg's step-up adjustment, in the order of the input, each in 0...1.
  ///
  /// Source: Benjamini and Hochberg, "Controlling the false discovery rate", 1995.
  static func adjusted(_ values: [Double]) -> [Double] {
    let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
    var adjusted = values
    var least = 1.0
    for (place, index) in order.enumerated().reversed() {
      least = min(least, values[index] * Double(values.count) / Double(place + 1))
      adjusted[index] = least
    }
    return adjusted
  }
}
