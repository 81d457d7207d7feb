import Testing

@testable import SluiceEngine

/// The sum of doubles without any error but the last rounding.
struct ExactSumTests {
  struct Example: Sendable, CustomTestStringConvertible {
    var values: [Double]
    var sum: Double
    var testDescription: String { "\(values)" }
  }

  private static let tiny = Double.leastNonzeroMagnitude
  private static let huge = Double.greatestFiniteMagnitude

  @Test(
    arguments: [
      Example(values: [], sum: 0), Example(values: [-0.0], sum: 0), Example(values: [1.5], sum: 1.5),
      Example(values: [0.1, 0.2, -0.3], sum: 0x1p-55), Example(values: [1e308, -1e308, 1e-300], sum: 1e-300),
      Example(values: [1e308, 1e308, -1e308], sum: 1e308), Example(values: [huge, huge, -huge], sum: huge),
      Example(values: [huge, huge], sum: .infinity), Example(values: [-huge, -huge], sum: -.infinity),
      Example(values: [huge, huge.ulp / 2], sum: .infinity), Example(values: [huge, huge.ulp / 4], sum: huge),
      Example(values: [tiny], sum: tiny), Example(values: [-tiny], sum: -tiny), Example(values: [tiny, -tiny], sum: 0),
      Example(values: [tiny, tiny, tiny], sum: 3 * tiny), Example(values: [huge, tiny, -huge], sum: tiny),
      Example(values: [.leastNormalMagnitude, -tiny], sum: Double.leastNormalMagnitude.nextDown),
      Example(values: [0x1p53, 1], sum: 0x1p53), Example(values: [0x1p53, 1, 1], sum: 0x1p53 + 2),
      Example(values: [0x1p53, 1, tiny], sum: 0x1p53 + 2), Example(values: [0x1p53, 1, -tiny], sum: 0x1p53),
      Example(values: [0x1p53 + 2, 1], sum: 0x1p53 + 4), Example(values: [-0x1p53, -1, -tiny], sum: -0x1p53 - 2),
      Example(values: [1, 0x1p-53], sum: 1), Example(values: [1, 0x1p-53, 0x1p-105], sum: 1 + 0x1p-52),
      Example(values: [1, -0x1p-54], sum: 1), Example(values: [1, -0x1p-54, -tiny], sum: 1 - 0x1p-53),
    ])
  func `known hard sums are right to the last bit`(_ example: Example) {
    for values in [example.values, example.values.reversed()] {
      #expect(Self.sum(values).value.bitPattern == example.sum.bitPattern)
    }
  }

  @Test func `any order and any split give the same bits`() {
    var random = SeededNumbers()
    for _ in 0..<30 {
      let values = (0..<Int.random(in: 1...3000, using: &random)).compactMap { _ in
        let value = Double(bitPattern: random.next())
        return value.isFinite ? value : nil
      }
      let expected = Self.sum(values).value.bitPattern
      let parts = MergeLaws.split(values.shuffled(using: &random), using: &random).map { Self.sum($0) }
      let merged = MergeLaws.merged(parts, identity: ExactSum(), using: &random)
      #expect(merged.value.bitPattern == expected, "seed \(random.seed)")
      #expect(
        merged.quotient(by: values.count).bitPattern == Self.sum(values).quotient(by: values.count).bitPattern,
        "seed \(random.seed)")
    }
  }

  @Test func `many at once add up to what they do one by one`() {
    var random = SeededNumbers()
    for _ in 0..<100 {
      let spread = Int.random(in: 0...60, using: &random)
      let center = [-1060, -910, -895, 0, 3, 900, 990, 1000].randomElement(using: &random) ?? 0
      let count = [1, 3, 4, 63, ExactSum.blockRows].randomElement(using: &random) ?? 0
      let storage = LaneStorage<Double>(repeating: 0, count: count)
      let values = (0..<count).map { _ in
        let value = Double.random(in: -1...1, using: &random)
        return value
          * Double(sign: .plus, exponent: center - Int.random(in: 0...spread, using: &random), significand: 1)
      }
      for (row, value) in values.enumerated() { storage.lane[row] = value }
      var sum = ExactSum()
      sum.add(storage.lane, limit: values.map(\.magnitude).max() ?? 0)
      #expect(sum.value.bitPattern == Self.sum(values).value.bitPattern, "seed \(random.seed)")
    }
    let (equal, limit) = (LaneStorage<Double>(repeating: 0x1.fffffffffffffp9, count: ExactSum.blockRows), 0x1p10)
    var sum = ExactSum()
    sum.add(equal.lane, limit: limit.nextDown)
    #expect(sum.value == limit.nextDown * Double(ExactSum.blockRows))
  }

  /// Doubles that are multiples of 2^-60 below 2^53 are integers of 128 bits, and those add exactly.
  @Test func `random sums are what 128-bit integers say`() {
    var random = SeededNumbers()
    for _ in 0..<300 {
      let terms = (0..<Int.random(in: 1...40, using: &random)).map { _ in
        let significand = Int128(random.next() >> UInt64.random(in: 11...60, using: &random))
        let term = significand << Int128.random(in: 0...60, using: &random)
        return Bool.random(using: &random) ? term : -term
      }
      let sum = Self.sum(terms.map { Double($0) * 0x1p-60 })
      #expect(sum.value == Double(terms.reduce(0, +)) * 0x1p-60, "seed \(random.seed)")
    }
  }

  @Test func `a quotient is the double next to the true one`() {
    var random = SeededNumbers()
    for _ in 0..<3000 {
      let total = Int64(bitPattern: random.next()) >> Int64.random(in: 4...40, using: &random)
      let count = Int(random.next() >> UInt64.random(in: 24...63, using: &random)) + 1
      // Both terms are doubles exactly.
      let low = total & 0xFFFF_FFFF
      let quotient = Self.sum([Double(total - low), Double(low)]).quotient(by: count)
      #expect(Self.isNearest(quotient, total, count), "\(total) / \(count) = \(quotient), seed \(random.seed)")
    }
  }

  @Test func `a quotient below the normal numbers is rounded once`() {
    let three = Self.sum([Self.tiny, Self.tiny, Self.tiny])
    #expect(three.quotient(by: 1) == 3 * Self.tiny)
    #expect(three.quotient(by: 2) == 2 * Self.tiny)
    #expect(three.quotient(by: 4) == Self.tiny)
    #expect(three.quotient(by: 6) == 0)
    #expect(three.quotient(by: 5) == Self.tiny)
    #expect(Self.sum([Self.tiny]).quotient(by: .max) == 0)
    #expect(Self.sum([Self.huge, Self.huge]).quotient(by: 2) == Self.huge)
    #expect(Self.sum([-Self.huge, -Self.huge, -Self.huge]).quotient(by: 3) == -Self.huge)
  }

  @Test func `no values have the sum 0 and no quotient`() {
    #expect(ExactSum().value.bitPattern == 0)
    #expect(ExactSum().quotient(by: 0).isNaN)
  }

  @Test func `carries survive many additions of the largest numbers`() {
    var sum = ExactSum()
    for _ in 0..<5000 { sum.add(Self.huge) }
    #expect(sum.value == .infinity)
    #expect(sum.quotient(by: 5000) == Self.huge)
    for _ in 0..<5001 { sum.add(-Self.huge) }
    #expect(sum.value == -Self.huge)
    var doubled = sum
    for _ in 0..<20 { doubled.merge(doubled) }
    #expect(doubled.quotient(by: 1 << 20) == -Self.huge)
  }

  private static func sum(_ values: some Sequence<Double>) -> ExactSum {
    var sum = ExactSum()
    for value in values { sum.add(value) }
    return sum
  }

  /// Whether `double` is total / count rounded to nearest, ties to even: compared with both midpoints exactly.
  private static func isNearest(_ double: Double, _ total: Int64, _ count: Int) -> Bool {
    if total == 0 { return double == 0 }
    guard (double < 0) == (total < 0), double.isNormal else { return false }
    let significand = Int128(double.significandBitPattern | 1 << 52)
    // In quarters of the last place: the neighbour below a power of two is only half as far.
    let low = 4 * significand - (significand == 1 << 52 ? 1 : 2)
    let high = 4 * significand + 2
    let shift = 54 - Int128(double.exponent)
    let exact = Int128(total.magnitude) << max(0, shift)
    let (lowest, highest) = ((low * Int128(count)) << max(0, -shift), (high * Int128(count)) << max(0, -shift))
    return significand % 2 == 0 ? lowest <= exact && exact <= highest : lowest < exact && exact < highest
  }
}
