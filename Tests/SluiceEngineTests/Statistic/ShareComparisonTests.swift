import Testing

@testable import SluiceEngine

struct ShareComparisonTests {
  @Test func `equal shares are no distance apart, disjoint ones the largest`() {
    let same = ShareComparison(reference: [10, 20, 30], current: [1, 2, 3])
    #expect(isClose(same.jensenShannon(), 0) && isClose(same.hellinger, 0) && isClose(same.totalVariation, 0))
    let apart = ShareComparison(reference: [7, 0], current: [0, 9])
    #expect(isClose(apart.jensenShannon(), 1) && isClose(apart.hellinger, 1) && isClose(apart.totalVariation, 1))
    #expect(apart.largestDifference?.bin == 0)
  }

  @Test func `a side without values has no distance`() {
    let empty = ShareComparison(reference: [0, 0], current: [3, 4])
    #expect(empty.stabilityIndex() == nil && empty.jensenShannon() == nil && empty.hellinger == nil)
    #expect(empty.totalVariation == nil && empty.largestDifference == nil && empty.homogeneity == nil)
    #expect(empty.stabilityNoise == nil)
  }

  @Test func `bins that hold nothing on both sides leave the chi² test`() throws {
    let with = try #require(ShareComparison(reference: [5, 0, 9], current: [8, 0, 2]).homogeneity)
    let without = try #require(ShareComparison(reference: [5, 9], current: [8, 2]).homogeneity)
    #expect(with == without && with.degrees == 1)
    #expect(ShareComparison(reference: [5, 0], current: [8, 0]).homogeneity == nil, "one category alone")
  }

  /// statistics.md: with ten bins, .25 needs about 136 rows a side to stand out of the noise, .1 about 339.
  @Test func `the noise of PSI falls with the rows`() {
    func noise(_ rows: Int) -> Double {
      let side = (0..<10).map { rows / 10 + ($0 < rows % 10 ? 1 : 0) }
      return ShareComparison(reference: side, current: side).stabilityNoise ?? .nan
    }
    #expect(noise(135) > 0.25 && noise(136) < 0.25)
    #expect(noise(338) > 0.1 && noise(339) < 0.1)
  }

  @Test func `bins are closed on the right, and one where all values are one`() {
    let bins = DecileBins(deciles: [1, 1, 2, 2, 2, 3])
    #expect(bins.edges == [1, 2, 3])
    #expect([0.5, 1, 1.5, 2, 3, 3.5].map { bins.bin(of: $0) } == [0, 0, 1, 1, 2, 3])
    #expect(DecileBins(sorted: [4, 4, 4]).counts([4, 4, 5]) == [2, 1])
    #expect(DecileBins(sorted: []).count == 1)
  }

  @Test func `quantiles of extreme values stay finite`() {
    let huge = Double.greatestFiniteMagnitude
    #expect(Quantile.linear([-huge, huge], 0.5) == 0)
    #expect(Quantile.linear([3], 0.9) == 3)
    #expect(Quantile.linear([1, 2, 3, 4], 0) == 1 && Quantile.linear([1, 2, 3, 4], 1) == 4)
  }
}
