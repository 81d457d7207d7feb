import SluiceContract
import Testing

struct ShortDurationTests {
  @Test(
    arguments: [
      ("90s", 90_000_000_000), ("5m", 300_000_000_000), ("5min", 300_000_000_000), ("1.5h", 5_400_000_000_000),
      ("2d", 172_800_000_000_000), ("0s", 0), ("250ms", 250_000_000), ("1us", 1000), ("7ns", 7),
      ("0.000000001s", 1), ("0.1d", 8_640_000_000_000),
    ] as [(String, Int128)])
  func `a number and a unit`(_ text: String, _ nanoseconds: Int128) {
    #expect(ShortDuration.nanoseconds(text) == nanoseconds)
  }

  @Test(arguments: ["", "5", "m", "-5m", "+5m", "5 m", "5mo", "5w", "1e3s", "0.5ns", "1.2.3s", ".5h", "5M"])
  func `anything else is none`(_ text: String) { #expect(ShortDuration.nanoseconds(text) == nil) }

  @Test func `one that does not fit is none`() {
    #expect(ShortDuration.nanoseconds(String(repeating: "9", count: 40) + "d") == nil)
  }
}
