import Testing

@testable import SluiceContract

struct ServicePeriodTests {
  private static func instant(_ text: String) throws -> Int128 {
    try #require(CivilTime.timestamp(text)).nanoseconds
  }

  @Test(arguments: [
    ("d", ServicePeriod.Unit.days), ("Days", .days), ("y", .years), ("yr", .years), ("h", .hours), ("min", .minutes),
    ("s", .seconds), ("mo", .months), ("weeks", .weeks), ("ms", .milliseconds),
  ])
  func `units in letters and in words`(word: String, unit: ServicePeriod.Unit) {
    #expect(ServicePeriod.Unit(word) == unit)
  }

  @Test(arguments: ["m", "M", "", "fortnight", "d."])
  func `words that are no unit`(word: String) {
    #expect(ServicePeriod.Unit(word) == nil)
  }

  @Test(
    arguments: [
      // amount, unit, past, present, strictly nearer, not farther
      ("24", .hours, "2026-03-01T09:30:00Z", "2026-03-02T09:30:00Z", false, true),
      ("24", .hours, "2026-03-01T09:30:00.000000001Z", "2026-03-02T09:30:00Z", true, true),
      ("24", .hours, "2026-03-01T09:29:59.999999999Z", "2026-03-02T09:30:00Z", false, false),
      ("1", .months, "2026-02-28T12:00:00Z", "2026-03-31T12:00:00Z", false, true),
      ("1", .months, "2026-02-28T11:59:59Z", "2026-03-31T12:00:00Z", false, false),
      ("1", .years, "2024-02-29T00:00:00Z", "2025-02-28T00:00:00Z", true, true),
      ("1", .years, "2023-02-28T00:00:00Z", "2024-02-29T00:00:00Z", false, true),
      ("12", .months, "2023-02-28T00:00:00Z", "2024-02-28T00:00:00Z", false, true),
      ("0.5", .days, "2026-03-01T00:00:00Z", "2026-03-01T12:00:00Z", false, true),
      ("1", .days, "2027-01-01T00:00:00Z", "2026-01-01T00:00:00Z", true, true),
    ] as [(String, ServicePeriod.Unit, String, String, Bool, Bool)])
  func `back from now, months and years are the calendar's`(
    amount: String, unit: ServicePeriod.Unit, past: String, present: String, isNearer: Bool, isWithin: Bool
  ) throws {
    let period = ServicePeriod(amount: try #require(ExactDecimal(amount)), unit: unit)
    let (past, present) = (try Self.instant(past), try Self.instant(present))
    #expect(period.admits(from: past, to: present, strictly: true) == isNearer)
    #expect(period.admits(from: past, to: present, strictly: false) == isWithin)
  }

  @Test func `between two times a month and a year have their mean length`() {
    let month = ServicePeriod(amount: ExactDecimal(1), unit: .months)
    #expect(month.nanosecondsRoundedDown == Int128(2_629_746) * 1_000_000_000)
    #expect(month.admits(month.nanosecondsRoundedDown) && !month.admits(month.nanosecondsRoundedDown + 1))
    let cycle = ServicePeriod(amount: ExactDecimal(400), unit: .years)
    #expect(cycle.nanosecondsRoundedDown == Int128(146_097) * 86_400 * 1_000_000_000)
    #expect(ServicePeriod(amount: ExactDecimal("1e50")!, unit: .years).admits(Int128.max))
  }
}
