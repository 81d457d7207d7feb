import SluiceContract
import Testing

struct ExactDecimalTests {
  @Test(arguments: [
    ("0", "0"), ("-0", "0"), ("-0.0", "0"), ("0E-10", "0"), ("1.000E-7", "0.0000001"),
    ("1e+16", "10000000000000000"),
    ("1e-07", "0.0000001"), ("12.50", "12.5"), ("1.0", "1"), ("-12.50", "-12.5"), ("100", "100"),
    ("18446744073709551616", "18446744073709551616"), ("1e400000", "1e400000"), ("4.9E-324", "4.9e-324"),
    ("-1.25e-99", "-1.25e-99"), ("0e99999999999", "0"),
  ])
  func `numbers are read as JSON and exporters spell them`(text: String, shown: String) throws {
    #expect(try #require(ExactDecimal(text)).description == shown)
  }

  @Test(arguments: [
    "", "-", "+1", ".5", "1.", "007", "00", "1_000", "1e", "1e+", " 1", "1 ", "0x10", "nan", "inf", "--1",
    "1.2.3",
    "1e99999999999999999999", "\u{661}",
  ])
  func `what JSON would not take is refused`(text: String) {
    #expect(ExactDecimal(text) == nil)
  }

  @Test func `comparison is exact at any exponent`() throws {
    let texts = [
      "-1e400000", "-18446744073709551617", "-18446744073709551616", "-1", "-0.1", "-1e-400000", "0",
      "1e-400000",
      "0.1", "0.10000000000000000000000000001", "1", "9.9", "10", "9007199254740992", "9007199254740993",
      "1e400000",
    ]
    let numbers = try texts.map { try #require(ExactDecimal($0)) }
    for i in numbers.indices {
      for j in numbers.indices {
        #expect((numbers[i] < numbers[j]) == (i < j), "\(texts[i]) < \(texts[j])")
        #expect((numbers[i] == numbers[j]) == (i == j))
      }
    }
  }

  @Test func `equal values are equal however they are spelled`() {
    #expect(ExactDecimal("1.10") == ExactDecimal("11e-1"))
    #expect(ExactDecimal("1e3") == ExactDecimal(1000))
    #expect(ExactDecimal(Int.min).description == "-9223372036854775808")
    #expect(ExactDecimal(Int.max).intValue == Int.max)
    #expect(ExactDecimal(Int.min).intValue == Int.min)
    #expect(ExactDecimal("9223372036854775808")?.intValue == nil)
    #expect(ExactDecimal("0.5")?.intValue == nil)
  }

  @Test(arguments: [
    ("1.25", 2, 125, 125), ("1.25", 1, 12, 13), ("-1.25", 1, -13, -12), ("1.25", 0, 1, 2),
    ("-1.25", 0, -2, -1),
    ("0.001", 1, 0, 1), ("-0.001", 1, -1, 0), ("0", 5, 0, 0), ("7", 3, 7000, 7000), ("1e-400000", 0, 0, 1),
    ("123", -2, 1, 2), ("-123", -2, -2, -1),
  ])
  func `scaling rounds towards the side that keeps a comparison exact`(
    text: String, scale: Int, down: Int, up: Int
  ) throws {
    let number = try #require(ExactDecimal(text))
    #expect(number.scaledDown(toScale: scale) == Int128(down))
    #expect(number.scaledUp(toScale: scale) == Int128(up))
  }

  @Test func `scaling beyond Int128 gives nothing and its ends fit`() {
    #expect(ExactDecimal("1e400000")?.scaledDown(toScale: 0) == nil)
    #expect(ExactDecimal("170141183460469231731687303715884105727")?.scaledUp(toScale: 0) == Int128.max)
    #expect(ExactDecimal("170141183460469231731687303715884105728")?.scaledUp(toScale: 0) == nil)
    #expect(ExactDecimal("-170141183460469231731687303715884105728")?.scaledUp(toScale: 0) == Int128.min)
    #expect(ExactDecimal("1")?.scaledDown(toScale: Int.max) == nil)
    #expect(ExactDecimal("0.1")?.scaledDown(toScale: Int.min) == 0)
  }

  @Test func `doubles are correctly rounded`() {
    #expect(ExactDecimal("0.1")?.doubleValue == 0.1)
    #expect(ExactDecimal("9007199254740993")?.doubleValue == 9_007_199_254_740_992)
    #expect(ExactDecimal("1.7976931348623157e308")?.doubleValue == Double.greatestFiniteMagnitude)
    #expect(ExactDecimal("-1e400000")?.doubleValue == -.infinity)
    #expect(ExactDecimal("1e-400000")?.doubleValue == 0)
    #expect(ExactDecimal("4.9e-324")?.doubleValue == Double.leastNonzeroMagnitude)
  }

  @Test func `its own text reads back as the same number`() throws {
    var seed: UInt64 = 42
    for _ in 0..<500 {
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let number = try #require(
        ExactDecimal(
          isNegative: seed & 1 == 1, digits: String(seed >> 20).utf8.map { $0 - 0x30 },
          exponent: Int(seed % 120) - 60))
      #expect(ExactDecimal(number.description) == number, "seed 42: \(number)")
    }
  }
}
