import Testing

@testable import SluiceEngine

/// Big integers, products without error, and moments that no cancellation touches.
struct PowerSumsTests {
  @Test func `big integers obey the laws of numbers`() {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededGenerator(seed: seed)
    func number() -> Int128 {
      let width = Int.random(in: 1...60, using: &random)
      let value = Int128(Int64.random(in: 0..<1 << Int64(width), using: &random))
      return Bool.random(using: &random) ? -value : value
    }
    for _ in 0..<500 {
      let (a, b) = (number(), number())
      let (x, y) = (BigInteger(a), BigInteger(b))
      #expect(x + y == BigInteger(a + b), "seed \(seed)")
      #expect(x - y == BigInteger(a - b), "seed \(seed)")
      #expect(x * y == BigInteger(a * b), "seed \(seed)")
      #expect(x.shifted(by: 37) == BigInteger(a << 37), "seed \(seed)")
      #expect(x.scaled.value == Double(a), "seed \(seed)")
      let square = (x * x * y * y).scaled.squareRoot.value
      #expect(abs(square - abs(Double(a) * Double(b))) <= 1e-15 * square, "seed \(seed)")
    }
    #expect(BigInteger(.min).limbs == [0, 0, 0, 0x8000_0000] && BigInteger(.min).isNegative)
    #expect(BigInteger.powerOfTen(30).scaled.value == 1e30)
    #expect(BigInteger.zero.scaled.value == 0)
  }

  @Test func `sums are what their limbs say`() {
    var wide = WideSum()
    for value in [Int128.max, .max, -5, .min] { wide.add(value) }
    #expect(wide.integer == BigInteger(.max) - BigInteger(6))
    var sum = ExactSum()
    for value in [1.5, -1e300, 1e-300, 1e300, -2.5] { sum.add(value) }
    let unit = BigInteger(1).shifted(by: ExactSum.unitBits)
    #expect((sum.integer + unit).scaled.value == (sum.integer + unit).scaled.value)
    #expect((sum.integer.scaled / unit.scaled).value == sum.value)
  }

  @Test func `a product and its error are the product`() {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededGenerator(seed: seed)
    let lanes = (0..<4).map { _ in LaneStorage<Double>(repeating: 0, count: 64) }
    for row in 0..<64 {
      lanes[0].lane[row] = Double.random(in: -1e9...1e9, using: &random)
      lanes[1].lane[row] = Double.random(in: -1e-9...1e-9, using: &random)
    }
    PowerLanes.multiply(lanes[0].lane, lanes[1].lane, 64, lanes[2].lane, lanes[3].lane)
    for row in 0..<64 {
      let (a, b) = (lanes[0].lane[row], lanes[1].lane[row])
      #expect(lanes[2].lane[row] == a * b)
      #expect(lanes[3].lane[row] == (-(a * b)).addingProduct(a, b), "seed \(seed)")
    }
  }
}
