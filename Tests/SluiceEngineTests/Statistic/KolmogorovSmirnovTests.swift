import Testing

@testable import SluiceEngine

struct KolmogorovSmirnovTests {
  @Test(arguments: [
    (0.1, 1.0), (0.3, 0.9999906941986655), (0.5, 0.9639452436648751), (0.9, 0.3927307079406543),
    (0.9999, 0.2701068819688554), (1.0, 0.26999967167735456), (1.3, 0.06809222184476636), (2, 0.0006709252557796953),
    (5, 3.8574996959278356e-22), (10, 2.767793053473475e-87), (0, 1),
  ])
  func `Kolmogorov's tail is scipy's`(_ lambda: Double, _ expected: Double) {
    #expect(isClose(KolmogorovSmirnov.kolmogorovTail(lambda), expected))
  }

  struct Example: Sendable {
    var reference: [Double]
    var current: [Double]
    var statistic: Double
    var pValue: Double
  }

  @Test(arguments: [
    Example(reference: [1, 2, 3], current: [1, 2, 3], statistic: 0, pValue: 1),
    Example(reference: [1, 2, 3], current: [4, 5, 6], statistic: 1, pValue: 0.1),
    Example(reference: [1, 1, 2], current: [1, 3], statistic: 0.5, pValue: 0.9),
    Example(reference: [0], current: [1], statistic: 1, pValue: 1),
    Example(
      reference: (0..<10).map(Double.init), current: (4..<19).map { Double($0) + 0.5 }, statistic: 2.0 / 3,
      pValue: 0.005514629400751357),
  ])
  func `small samples are counted exactly, ties included`(_ example: Example) throws {
    let test = try #require(KolmogorovSmirnov(sorted: example.reference, example.current))
    #expect(test.method == .exact)
    #expect(isClose(test.statistic, example.statistic))
    #expect(isClose(test.pValue, example.pValue))
  }

  @Test func `an empty side has no test`() {
    #expect(KolmogorovSmirnov(sorted: [], [1]) == nil)
    #expect(KolmogorovSmirnov(reference: [1, 0], current: [0, 0]) == nil)
  }

  @Test func `the method follows from the sizes`() throws {
    func method(_ m: Int, _ n: Int) -> KolmogorovSmirnov.Method? {
      KolmogorovSmirnov(reference: [m, 0], current: [0, n])?.method
    }
    #expect(method(2000, 2000) == .exact)
    #expect(method(2001, 2001) == .kolmogorov)
    #expect(method(2000, 2001) == .stephens)
    #expect(method(5_000_000_000, 6_000_000_000) == .stephens, "the product does not fit 64 bits")
  }

  /// The reading of the definition itself: how many of all interleavings reach the same distance.
  @Test(arguments: [(3, 4), (5, 5), (2, 7)])
  func `the exact tail is the share of interleavings that are as far apart`(_ m: Int, _ n: Int) throws {
    var distances: [Int] = []
    func walk(_ i: Int, _ j: Int, _ largest: Int) {
      let here = max(largest, abs(i * n - j * m))
      if i == m && j == n { distances.append(here) }
      if i < m { walk(i + 1, j, here) }
      if j < n { walk(i, j + 1, here) }
    }
    walk(0, 0, 0)
    for split in 0...n {
      let current = (0..<n).map { $0 < split ? -1.0 : 1.0 }
      let test = try #require(KolmogorovSmirnov(sorted: [Double](repeating: 0, count: m), current))
      let asFar = distances.filter { $0 >= Int(test.numerator) }.count
      #expect(isClose(test.pValue, Double(asFar) / Double(distances.count)))
    }
  }
}
