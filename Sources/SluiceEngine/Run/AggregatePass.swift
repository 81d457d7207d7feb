/// Puts together what all workers have measured for one spec, and counts and orders the values that they tallied.
enum AggregatePass {
  /// `column`: what is known of the column without a `where`.
  static func run(
    _ collectors: [AggregateCollector], _ column: ColumnState, budget: KeyBudget
  ) throws(SourceError) -> AggregateResult {
    var result = AggregateResult(basics: column)
    guard let first = collectors.first else { return result }
    if var basics = first.basics {
      for collector in collectors.dropFirst() {
        if let theirs = collector.basics { basics.merge(theirs) }
      }
      result.basics = basics
    }
    result.powers = first.powers
    result.products = first.products
    result.found = first.found
    for (index, collector) in collectors.enumerated() {
      result.zeros += collector.zeros
      result.text.merge(collector.text)
      if index == 0 { continue }
      if let theirs = collector.powers { result.powers?.merge(theirs) }
      for product in result.products.indices { result.products[product].merge(collector.products[product]) }
      for list in result.found.indices { result.found[list].formUnion(collector.found[list]) }
    }
    do throws(ScratchError) {
      try count(collectors.compactMap(\.tally), first.spec, budget, &result)
    } catch {
      throw SourceError(error)
    }
    return result
  }

  private static func count(
    _ tallies: [ValueTally], _ spec: AggregateSpec, _ budget: KeyBudget, _ result: inout AggregateResult
  ) throws(ScratchError) {
    if tallies.isEmpty { return }
    if spec.talliesValues {
      result.counts = try ValueCounting.run(tallies, listing: spec.listsValues, budget: budget)
    }
    if spec.quantiles.isEmpty { return }
    let integers = result.basics.integers
    let (below, wide) = (integers?.wideNegative ?? 0, integers?.wideCount ?? 0)
    result.quantiles = try QuantileSelector.run(
      tallies, shares: spec.quantiles, count: result.basics.numbers?.finite ?? (integers?.laneCount ?? 0) + wide,
      widerBelow: below, widerAbove: wide - below, budget: budget)
  }
}
