import Testing

@testable import SluiceReport

@Suite struct QuantityTests {
  @Test(arguments: [(0, "0"), (999, "999"), (1000, "1,000"), (8_500_000, "8,500,000"), (-1234, "-1,234")])
  func `digits are grouped in threes`(value: Int, text: String) {
    #expect(Quantity.count(value) == text)
  }

  @Test(arguments: [
    (0, 100, "0 %"), (1, 8_500_000, "0.000012 %"), (214, 8_500_000, "0.0025 %"), (1, 1000, "0.10 %"),
    (1, 100, "1.0 %"), (1, 3, "33.3 %"), (99_999_999, 100_000_000, "> 99.9 %"), (5, 5, "100 %"),
    (0, 0, "0 %"),
    (1, Int.max, "0.000000000000000011 %"),
  ]) func `a share that is not nothing never reads like nothing`(part: Int, whole: Int, text: String) {
    #expect(Quantity.percent(part, of: whole) == text)
  }

  @Test(arguments: [
    (1, "1 byte"), (999, "999 bytes"), (1500, "1.5 kB"), (1_020_000_000, "1.0 GB"), (940_300_000, "0.9 GB"),
    (999_999, "1.0 MB"),
  ]) func `sizes are told in decimal units`(bytes: Int, text: String) {
    #expect(Quantity.bytes(bytes) == text)
  }

  @Test func `times and rates keep one digit`() {
    #expect(Quantity.seconds(1.12) == "1.1 s")
    #expect(Quantity.seconds(0.0101) == "11 ms")
    #expect(Quantity.seconds(1234) == "1,234 s")
    #expect(Quantity.rate(bytes: 1_020_000_000, seconds: 1.1) == "0.9 GB/s")
    #expect(Quantity.rate(bytes: 10, seconds: 0) == "0 B/s")
  }
}
