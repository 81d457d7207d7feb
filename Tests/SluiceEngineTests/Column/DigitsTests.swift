import Testing

@testable import SluiceEngine

/// Digits joined eight at a time equal digits joined one by one.
struct DigitsTests {
  @Test(arguments: 1...19)
  func `a run of digits has the value that a plain loop finds`(count: Int) {
    var random = SeededNumbers()
    for _ in 0..<50 {
      let digits = Array(random.digits(count).utf8)
      let expected = digits.reduce(0 as UInt64) { $0 &* 10 &+ UInt64($1 - 48) }
      withBytes("987" + String(decoding: digits, as: UTF8.self) + "6543210") { bytes in
        let run = Digits.run(bytes, 3, count)
        #expect(run.bad == 0, "seed \(random.seed)")
        #expect(run.value == expected, "seed \(random.seed)")
      }
    }
  }

  @Test(arguments: 1...19)
  func `the largest run of each length does not overflow`(count: Int) {
    withBytes(String(repeating: "9", count: count)) { bytes in
      let run = Digits.run(bytes, 0, count)
      #expect(run.bad == 0)
      #expect(run.value == PowersOfTen.all.integers[count] - 1)
    }
  }

  @Test(arguments: 1...19)
  func `every byte that is no digit is seen in every place`(count: Int) {
    for place in 0..<count {
      for byte in UInt8.min...UInt8.max where !Digits.isDigit(byte) {
        var text = [UInt8](repeating: UInt8(ascii: "9"), count: count)
        text[place] = byte
        withBytes(text) { bytes in
          #expect(Digits.run(bytes, 0, count).bad != 0, "byte \(byte) at \(place) of \(count)")
        }
      }
    }
  }

  @Test func `bytes around a run do not count`() {
    for byte in UInt8.min...UInt8.max {
      withBytes([byte] + Array("12345".utf8) + [UInt8](repeating: byte, count: 9)) { bytes in
        let run = Digits.run(bytes, 1, 5)
        #expect(run.bad == 0)
        #expect(run.value == 12345)
      }
    }
  }

  @Test func `powers of ten reach 10 to the 19`() {
    #expect(PowersOfTen.all.integers[0] == 1)
    #expect(PowersOfTen.all.integers[19] == 10_000_000_000_000_000_000)
    for exponent in 1..<20 {
      #expect(PowersOfTen.all.integers[exponent] == PowersOfTen.all.integers[exponent - 1] * 10)
    }
  }
}
