import Testing

@testable import SluiceEngine

/// Shares, their intervals and their differences; expected values are scipy 1.16's.
struct ProportionTests {
  struct Interval: Sendable {
    var count: Int
    var total: Int
    var low: Double
    var high: Double
  }

  @Test(arguments: [
    Interval(count: 0, total: 1, low: 0.0, high: 0.7934506856227626),
    Interval(count: 0, total: 20, low: 0.0, high: 0.16112515805281935),
    Interval(count: 1, total: 1, low: 0.20654931437723745, high: 1.0),
    Interval(count: 3, total: 10, low: 0.10779126740630102, high: 0.6032218525388546),
    Interval(count: 17, total: 2_000_000, low: 5.307239826952035e-06, high: 1.361345324186339e-05),
    Interval(count: 1_999_983, total: 2_000_000, low: 0.9999863865467582, high: 0.999994692760173),
    Interval(count: 50, total: 50, low: 0.9286524008666412, high: 1.0),
  ])
  func `Wilson's interval`(_ example: Interval) throws {
    let interval = try #require(Proportion(example.count, of: example.total)).interval()
    #expect(isClose(interval.lowerBound, example.low))
    #expect(isClose(interval.upperBound, example.high))
  }

  @Test func `no cases have no share`() { #expect(Proportion(0, of: 0) == nil) }

  @Test func `the test of two shares pools their variance`() throws {
    let (first, second) = (try #require(Proportion(30, of: 200)), try #require(Proportion(45, of: 220)))
    #expect(isClose(first.difference(from: second), -1.457704080316287))
    #expect(isClose(Proportion.twoSidedTail(first.difference(from: second)), 0.1449221267940619))
    #expect(isClose(Proportion.twoSidedTail(6.5), 8.032001167718176e-11))
    #expect(try #require(Proportion(0, of: 5)).difference(from: #require(Proportion(0, of: 9))) == 0)
  }

  @Test(arguments: [
    ([0.01, 0.04, 0.03, 0.005, 0.5], [0.025, 0.05, 0.05, 0.025, 0.5]), ([1.0], [1.0]), ([], []),
    ([0.2, 0.2, 0.2], [0.2, 0.2, 0.2]), ([1e-9, 0.9, 0.04, 1e-4], [4e-9, 0.9, 0.05333333333333333, 2e-4]),
  ])
  func `Benjamini and Hochberg's adjustment`(_ values: [Double], _ adjusted: [Double]) {
    let found = FalseDiscovery.adjusted(values)
    #expect(found.count == adjusted.count)
    #expect(zip(found, adjusted).allSatisfy { isClose($0, $1) })
  }
}
