import Foundation
import Testing

@testable import SluiceReport

@Suite struct UTCInstantTests {
  @Test(arguments: [
    (0, "1970-01-01T00:00:00.000Z"), (-1, "1969-12-31T23:59:59.999Z"),
    (951_782_400_000, "2000-02-29T00:00:00.000Z"), (4_107_542_400_000, "2100-03-01T00:00:00.000Z"),
    (1_772_357_400_125, "2026-03-01T09:30:00.125Z"), (-62_135_596_800_000, "0001-01-01T00:00:00.000Z"),
  ]) func `known instants read as they should`(milliseconds: Int, text: String) {
    #expect(UTCInstant(milliseconds: milliseconds).iso8601 == text)
  }

  @Test func `every day of eight centuries is the one that Foundation names`() {
    let formatter = ISO8601DateFormatter()
    formatter.formatOptions = [.withInternetDateTime]
    for day in stride(from: -135_000, through: 160_000, by: 97) {
      let date = Date(timeIntervalSince1970: Double(day) * 86_400)
      let text = UTCInstant(milliseconds: day * 86_400_000).iso8601
      #expect(text == formatter.string(from: date).dropLast() + ".000Z")
    }
  }

  @Test(
    arguments: [
      ("2026-03-01T09:30:00.125Z", 1_772_357_400_125), ("2026-03-01 10:30:00.125+01:00", 1_772_357_400_125),
      ("1970-01-01", 0), ("2026-03-01T09:30:00.1255Z", nil), ("09:30", nil), ("now", nil),
    ] as [(String, Int?)])
  func `a time is read to the millisecond`(text: String, milliseconds: Int?) {
    #expect(UTCInstant(text)?.milliseconds == milliseconds)
  }
}
