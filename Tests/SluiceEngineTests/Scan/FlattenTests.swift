import CSluiceKernels
import Testing

@testable import SluiceEngine

/// The fastest kernel that runs here finds the bits that the portable one and a loop find.
struct FlattenTests {
  @Test func `positions and counts are those of a loop over bits, at every density`() {
    var random = SeededNumbers()
    for density in 0...4 {
      let bitmap = (0..<100).map { _ in
        switch density {
        case 0: UInt64(0)
        case 1: random.next() & random.next() & random.next()
        case 2: random.next() & random.next()
        case 3: random.next() | random.next()
        default: UInt64.max
        }
      }
      let bits = (0..<64 * bitmap.count).filter { bitmap[$0 / 64] >> UInt64($0 % 64) & 1 == 1 }
      let ordinals = bitmap.indices.map { word in bits.count { $0 < word * 64 } }
      for kernel in [sluice_flatten_portable, sluice_flatten_best()] {
        var out = [UInt32](repeating: 0, count: bits.count + 64)
        var before = [UInt32](repeating: 0, count: bitmap.count)
        let count = kernel?(bitmap, bitmap.count, 1000, &out, &before)
        #expect(count == bits.count && out.prefix(bits.count).map { Int($0) - 1000 } == bits, "seed \(random.seed)")
        #expect(before.map { Int($0) } == ordinals, "seed \(random.seed)")
      }
    }
  }
}
