import Testing

@testable import SluiceEngine

/// Sums of 128-bit integers have no overflow on the way.
struct WideSumTests {
  @Test(
    arguments: [
      ([], 0), ([5, -7], -2), ([.max, 1], nil), ([.min, -1], nil), ([.max, 1, -1], .max), ([.min, -1, 1], .min),
      ([.min, .min, .max, .max], -2), ([.max, .max, .min, .min, 2], 0), ([.min], .min), ([.max], .max),
      ([-1, 1], 0), ([.min, .max], -1),
    ] as [([Int128], Int128?)])
  func `a sum is known where it fits 128 bits, in any order`(terms: [Int128], sum: Int128?) {
    for terms in [terms, terms.reversed()] { #expect(Self.sum(terms).value == sum) }
  }

  @Test func `any split gives the same sum`() {
    var random = SeededNumbers()
    for _ in 0..<200 {
      let terms = (0..<Int.random(in: 0...30, using: &random)).map { _ in
        Int128.random(in: .min ... .max, using: &random)
      }
      let parts = MergeLaws.split(terms.shuffled(using: &random), using: &random).map { Self.sum($0) }
      let merged = MergeLaws.merged(parts, identity: WideSum(), using: &random)
      #expect(merged == Self.sum(terms), "seed \(random.seed)")
    }
  }

  private static func sum(_ terms: some Sequence<Int128>) -> WideSum {
    var sum = WideSum()
    for term in terms { sum.add(term) }
    return sum
  }
}
