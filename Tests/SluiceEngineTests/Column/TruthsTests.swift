import CSluiceKernels
import Testing

@testable import SluiceEngine

/// Lanes of truths are judged and joined as a loop over the rows does it.
struct TruthsTests {
  /// Around whole vectors, and beyond what bytes can count.
  static let sizes = [0, 1, 15, 16, 17, 31, 33, 1024, 4079, 4080, 4081, 9001]

  private static func lane(_ size: Int, _ values: ClosedRange<UInt8>, _ random: inout SeededNumbers) -> [UInt8] {
    (0..<size).map { _ in UInt8.random(in: values, using: &random) }
  }

  @Test(arguments: sizes)
  func `rows stand to a rule as their truths, states and where say`(size: Int) {
    var random = SeededNumbers()
    for worst in [ValueStatus.known, ValueStatus.null, ValueStatus.overflow, ValueStatus.undecided] {
      for least in [UInt8(0), 1] {
        let (meant, values) = (Self.lane(size, least...1, &random), Self.lane(size, 0...1, &random))
        let status = Self.lane(size, 0...worst, &random)
        var fails = [UInt8](repeating: 7, count: size + 1)
        let standing = sluice_judge(meant, values, status, size, &fails)
        let decided = (0..<size).filter { meant[$0] == 1 && status[$0] == ValueStatus.known }
        let failing = decided.filter { values[$0] == 0 }
        let unknown = (0..<size).filter { meant[$0] == 1 && status[$0] == ValueStatus.null }
        #expect(standing.decided == decided.count && standing.failing == failing.count, "seed \(random.seed)")
        #expect(standing.unknown == unknown.count, "seed \(random.seed)")
        let hasErrors = (0..<size).contains { meant[$0] == 1 && status[$0] > ValueStatus.null }
        #expect((standing.worst > ValueStatus.null) == hasErrors, "seed \(random.seed)")
        #expect((0..<size).filter { fails[$0] == 1 } == failing, "seed \(random.seed)")
        #expect(fails[..<size].allSatisfy { $0 <= 1 } && fails[size] == 7, "seed \(random.seed)")
      }
    }
  }

  @Test(arguments: sizes, [UInt8(0), 1])
  func `three values are joined, and the deciding one decides alone`(size: Int, deciding: UInt8) {
    var random = SeededNumbers()
    let (a, b) = (Self.lane(size, 0...1, &random), Self.lane(size, 0...1, &random))
    let (one, other) = (Self.lane(size, 0...3, &random), Self.lane(size, 0...3, &random))
    var (values, status) = ([UInt8](repeating: 7, count: size + 1), [UInt8](repeating: 7, count: size + 1))
    sluice_join(a, one, b, other, deciding, size, &values, &status)
    for row in 0..<size {
      let isDecided =
        one[row] == ValueStatus.known && a[row] == deciding || other[row] == ValueStatus.known && b[row] == deciding
      #expect(status[row] == (isDecided ? ValueStatus.known : max(one[row], other[row])), "seed \(random.seed)")
      #expect(values[row] == (isDecided ? deciding : 1 - deciding), "seed \(random.seed)")
    }
    #expect(values[size] == 7 && status[size] == 7)
  }
}
