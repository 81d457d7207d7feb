import CSluiceKernels
import Testing

@testable import SluiceEngine

/// Both kernels count and sum the same, whatever the edges and the numbers are.
struct TallyTests {
  struct Outcome: Equatable {
    var left: [UInt32]
    var words: [Int64]
    var counts: [Int64]
    var sum: Int64
    var squares: [UInt64]
  }

  @Test(arguments: [true, false])
  func `the kernel of this processor is as good as the portable one`(isDouble: Bool) {
    var random = SeededNumbers()
    for round in 0..<150 {
      let sample = (0..<Int.random(in: 1...1500, using: &random)).map { _ in
        Self.word(isDouble, isOrder: true, round, special: false, &random)
      }
      let grid = NumberGrid(sample) { isDouble ? PairedValue.double(order: $0) : Double($0) / 1000 }
      let words = (0..<Int.random(in: 1...2100, using: &random)).map { _ in
        Self.word(isDouble, isOrder: false, round, special: round % 3 == 0, &random)
      }
      let portable = Self.run(sluice_tally_portable, grid, words, isDouble)
      let best = Self.run(sluice_tally_best(), grid, words, isDouble)
      #expect(portable == best, "seed \(random.seed), round \(round)")
    }
  }

  private static func word(
    _ isDouble: Bool, isOrder: Bool, _ round: Int, special: Bool, _ random: inout SeededNumbers
  ) -> Int64 {
    var value = Double.random(in: -1...1, using: &random) * Double.random(in: 0...100, using: &random)
    if round % 4 == 0 { value = value.rounded() }
    if special && Int.random(in: 0..<50, using: &random) == 0 {
      value = [1e300, -1e18, .nan, .infinity, -.infinity, 1e9, -1e6].randomElement(using: &random) ?? 0
    }
    if !isDouble { return Int64(exactly: (value * 1000).rounded()) ?? Int64.max }
    let bits = (value + 0).bitPattern
    return isOrder ? PairedValue.order(bits) : Int64(bitPattern: bits)
  }

  private static func run(
    _ tally: sluice_tally_function, _ grid: NumberGrid, _ words: [Int64], _ isDouble: Bool
  ) -> Outcome {
    var (words, left) = (words, [UInt32](repeating: 0, count: words.count))
    var counts = [Int64](repeating: 0, count: grid.bins)
    var sums = sluice_sums()
    let far = unsafe grid.edges.withUnsafeBufferPointer { edges in
      unsafe grid.starts.withUnsafeBufferPointer { starts in
        unsafe counts.withUnsafeMutableBufferPointer { counts in
          var table = unsafe sluice_grid(
            edges: edges.baseAddress, starts: starts.isEmpty ? nil : starts.baseAddress, counts: counts.baseAddress,
            buckets: NumberGrid.buckets, bucket_shift: NumberGrid.bucketShift, depth: UInt32(grid.depth),
            half_bit: Int32(grid.size.trailingZeroBitCount - 1), is_double: isDouble ? 1 : 0, divisor: 1000,
            center: grid.moments.center, scale: grid.moments.scale)
          return unsafe tally(&table, &words, words.count, &left, &sums)
        }
      }
    }
    return Outcome(
      left: Array(left.prefix(far)), words: words, counts: counts, sum: sums.sum,
      squares: [sums.squares_low, sums.squares_high])
  }
}
