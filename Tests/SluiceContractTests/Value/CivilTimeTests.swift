import Foundation
import SluiceContract
import Testing

struct CivilTimeTests {
  @Test(arguments: [
    ("1970-01-01", 0), ("1969-12-31", -1), ("2000-02-29", 11016), ("0001-01-01", -719_162),
    ("9999-12-31", 2_932_896),
    ("2024-03-01", 19783),
  ])
  func `dates are days since 1970`(text: String, days: Int64) {
    #expect(CivilTime.days(text) == days)
    #expect(CivilTime.format(days: days) == text)
  }

  @Test(arguments: [
    "", "2023-02-29", "1900-02-29", "2023-13-01", "2023-00-10", "2023-04-31", "2023-1-1", "0000-01-01",
    "2023-01-00",
    "2023-01-01 ", "+023-01-01", "20230101", "2023-01-01T00:00",
  ])
  func `what is no date is refused`(text: String) {
    #expect(CivilTime.days(text) == nil)
  }

  @Test func `every day of 10,000 years reads back`() {
    var previous = Int64(-719_163)
    for year in stride(from: 1, through: 9999, by: 7) {
      for month in 1...12 {
        guard let days = CivilTime.days(year: year, month: month, day: 1) else {
          Issue.record("\(year)-\(month) has no first day")
          continue
        }
        #expect(days > previous)
        previous = days
        #expect(CivilTime.format(days: days).flatMap { CivilTime.days($0) } == days)
      }
    }
    #expect(CivilTime.format(days: 2_932_897) == nil)
  }

  @Test(
    arguments: [
      ("00:00", 0), ("23:59:59.999999999", 86_399_999_999_999), ("01:02:03", 3_723_000_000_000),
      ("00:00:00.5", 500_000_000), ("00:00:00.000001", 1000),
    ] as [(String, Int64)])
  func `times of day`(text: String, nanoseconds: Int64) {
    #expect(CivilTime.nanosecondsOfDay(text) == nanoseconds)
    #expect(
      CivilTime.format(nanosecondsOfDay: nanoseconds).flatMap { CivilTime.nanosecondsOfDay($0) }
        == nanoseconds)
  }

  @Test(arguments: [
    "24:00", "12:60", "12:00:60", "12", "1:00", "12:00:00.", "12:00:00.1234567890", "12:00Z", "-1:00",
  ])
  func `what is no time is refused`(text: String) {
    #expect(CivilTime.nanosecondsOfDay(text) == nil)
  }

  @Test(arguments: [
    ("2024-01-01", "2024-01-01T00:00:00Z", false),
    ("2024-01-01 00:00:00.000000", "2024-01-01T00:00:00Z", false),
    ("2024-01-01T00:00:00.123000000", "2024-01-01T00:00:00.123Z", false),
    ("2024-01-01T12:30Z", "2024-01-01T12:30:00Z", true),
    ("2024-01-01 00:00:00+0100", "2023-12-31T23:00:00Z", true),
    ("2024-01-01 00:00:00+01:00", "2023-12-31T23:00:00Z", true),
    ("2024-01-01 00:00:00+00", "2024-01-01T00:00:00Z", true),
    ("1969-12-31T23:59:59.999999999Z", "1969-12-31T23:59:59.999999999Z", true),
    ("2024-01-01T00:00:00-0930", "2024-01-01T09:30:00Z", true),
  ])
  func `every exporter's spelling of an instant`(text: String, iso: String, hasOffset: Bool) throws {
    let instant = try #require(CivilTime.timestamp(text))
    #expect(CivilTime.format(nanoseconds: instant.nanoseconds) == iso)
    #expect(instant.hasOffset == hasOffset)
  }

  @Test(arguments: [
    "2024-01-01T", "2024-01-01T12", "2024-01-01t12:00", "2024-01-01  12:00", "2024-01-01T12:00:00 Z", "12:00",
    "2024-01-01T12:00:00+24", "2024-01-01T12:00:00+01:60", "2024-01-01T12:00:00+1", "2024-01-01Z",
  ])
  func `what is no instant is refused`(text: String) {
    #expect(CivilTime.timestamp(text) == nil)
  }
}
