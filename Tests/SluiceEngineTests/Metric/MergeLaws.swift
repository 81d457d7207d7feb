@testable import SluiceEngine

/// What every metric state promises: parts merge to the whole in any order and grouping.
enum MergeLaws {
  /// Merges `parts` and some states of no rows, in a random order and a random grouping.
  static func merged<State: MetricState>(
    _ parts: [State], identity: State, using random: inout SeededNumbers
  ) -> State {
    var states = (parts + [identity, identity]).shuffled(using: &random)
    while states.count > 1 {
      let right = states.remove(at: Int.random(in: 0..<states.count, using: &random))
      states[Int.random(in: 0..<states.count, using: &random)].merge(right)
    }
    return states[0]
  }

  /// Cuts `values` into random pieces, empty ones too.
  static func split<Value>(_ values: [Value], using random: inout SeededNumbers) -> [ArraySlice<Value>] {
    let cuts = (0..<Int.random(in: 0...6, using: &random)).map { _ in Int.random(in: 0...values.count, using: &random) }
    let borders = [0] + cuts.sorted() + [values.count]
    return zip(borders, borders.dropFirst()).map { values[$0..<$1] }
  }
}
