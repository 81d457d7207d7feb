import Testing

@testable import SluiceContract

/// Formats against what java.time's DateTimeFormatter (JDK 17, Locale.ROOT) makes of them, but for the two stated
/// differences.
struct TimePatternTests {
  /// The value as ISO 8601, with the offset where there is one; nil where it does not parse.
  static func parse(_ format: String, _ text: String) throws -> String? {
    let pattern = try TimePattern(format)
    guard let value = pattern.parse(text) else { return nil }
    let date = pattern.hasDate ? CivilTime.format(days: value.days) : nil
    let time = pattern.hasTime ? CivilTime.format(nanosecondsOfDay: value.nanosecondsOfDay) : nil
    let iso = [date, time].compactMap(\.self).joined(separator: "T")
    return iso + (value.offsetSeconds.map { $0 == 0 ? "Z" : " \($0)" } ?? "")
  }

  @Test(
    arguments: [
      ("yyyy-MM-dd", "2026-03-01", "2026-03-01"), ("uuuu-MM-dd", "0001-01-01", "0001-01-01"),
      ("yyyy-MM-dd", "2026-3-01", nil), ("yyyy-MM-dd", "12026-03-01", nil), ("yyyy-MM-dd", "2026-03-01 ", nil),
      ("dd.MM.yyyy", "31.12.2025", "2025-12-31"), ("dd.MM.yyyy", "31.11.2025", nil),
      ("dd/MM/uuuu", "29/02/2024", "2024-02-29"),
      ("dd/MM/uuuu", "29/02/2023", nil), ("d.M.yyyy", "1.2.2026", "2026-02-01"),
      ("d.M.yyyy", "01.12.2026", "2026-12-01"),
      ("d.M.yyyy", "001.2.2026", nil), ("M/d/yy", "3/1/26", "2026-03-01"), ("M/d/yy", "3/1/2026", nil),
      ("yyyyMMdd", "20260301", "2026-03-01"), ("yyyyMMdd", "2026301", nil), ("yMMdd", "20260301", "2026-03-01"),
      ("ddMMyyyy", "01032026", "2026-03-01"), ("yyMMdd", "260301", "2026-03-01"), ("yyyyDDD", "2026060", "2026-03-01"),
      ("yyyyDDD", "2024366", "2024-12-31"), ("yyyyDDD", "2023366", nil), ("yyyy-D", "2026-60", "2026-03-01"),
      ("yyyy-MM-DD", "2026-01-15", "2026-01-15"), ("yyyy-MM-DD", "2026-02-15", nil),
      ("d MMM yyyy", "1 Mar 2026", "2026-03-01"), ("d MMM yyyy", "1 mar 2026", nil),
      ("d MMM yyyy", "1 March 2026", nil),
      ("d MMMM yyyy", "1 March 2026", "2026-03-01"), ("MMM d, yyyy", "Sep 9, 2026", "2026-09-09"),
      ("EEE, d MMM yyyy", "Sun, 1 Mar 2026", "2026-03-01"), ("EEE, d MMM yyyy", "Mon, 1 Mar 2026", nil),
      ("EEEE d LLLL uuuu", "Sunday 1 March 2026", "2026-03-01"), ("yyyy'-'MM'-'dd", "2026-03-01", "2026-03-01"),
      ("''yyyy-MM-dd''", "'2026-03-01'", "2026-03-01"), ("yyyy 'o''clock' MM dd", "2026 o'clock 03 01", "2026-03-01"),
      ("dd. MM. yyyy 'Ж'", "01. 03. 2026 Ж", "2026-03-01"),
    ] as [(String, String, String?)])
  func `dates are read as java.time reads them`(format: String, text: String, iso: String?) throws {
    #expect(try Self.parse(format, text) == iso)
  }

  @Test(
    arguments: [
      ("HH:mm:ss", "09:30:00", "09:30:00"), ("HH:mm:ss", "24:00:00", nil), ("HH:mm:ss", "09:60:00", nil),
      ("HH:mm:ss", "09:30:60", nil), ("H:mm", "9:30", "09:30:00"), ("HHmmss", "093000", "09:30:00"),
      ("HHmmssSSS", "093000125", "09:30:00.125"), ("HH:mm:ss.SSS", "09:30:00.5", nil),
      ("HH:mm:ss.SSSSSSSSS", "09:30:00.000000001", "09:30:00.000000001"), ("HH:mm:ss[.SSS]", "09:30:00", "09:30:00"),
      ("HH:mm:ss[.SSS]", "09:30:00.250", "09:30:00.25"), ("HH:mm[:ss[.SSS]]", "09:30", "09:30:00"),
      ("HH:mm[:ss[.SSS]]", "09:30:05.001", "09:30:05.001"), ("HH:mm[:ss[.SSS]]", "09:30.001", nil),
      ("h:mm a", "9:30 AM", "09:30:00"), ("h:mm a", "9:30 PM", "21:30:00"), ("hh:mm a", "12:00 AM", "00:00:00"),
      ("hh:mm a", "12:00 PM", "12:00:00"), ("hh:mm a", "13:00 PM", nil), ("hh:mm a", "00:30 AM", nil),
      ("h:mm a", "9:30 pm", nil), ("K:mm a", "0:30 PM", "12:30:00"), ("k:mm", "24:30", "00:30:00"),
      ("k:mm", "0:30", nil),
      ("HH:mm a", "13:00 PM", "13:00:00"), ("HH:mm a", "13:00 AM", nil), ("HH:mm hh", "13:00 01", nil),
    ] as [(String, String, String?)])
  func `times of day are read as java.time reads them`(format: String, text: String, iso: String?) throws {
    // A half day's hour without its half is refused as a format.
    guard format != "HH:mm hh" else {
      #expect(throws: TimePattern.Fault.self) { try TimePattern(format) }
      return
    }
    #expect(try Self.parse(format, text) == iso)
  }

  @Test(
    arguments: [
      ("yyyy-MM-dd HH:mm:ss.SSSXXX", "2026-03-01 09:30:00.125+01:00", "2026-03-01T09:30:00.125 3600"),
      ("yyyy-MM-dd'T'HH:mm:ssXXX", "2026-03-01T09:30:00Z", "2026-03-01T09:30:00Z"),
      ("yyyy-MM-dd'T'HH:mm:ssXXX", "2026-03-01T09:30:00+00:00", "2026-03-01T09:30:00Z"),
      ("yyyy-MM-dd'T'HH:mm:ssXXX", "2026-03-01T09:30:00+0100", nil),
      ("yyyy-MM-dd'T'HH:mm:ssXXX", "2026-03-01T09:30:00", nil),
      ("yyyy-MM-dd'T'HH:mm:ss[XXX]", "2026-03-01T09:30:00", "2026-03-01T09:30:00"),
      ("yyyyMMddHHmmX", "202603010930+01", "2026-03-01T09:30:00 3600"),
      ("yyyyMMddHHmmX", "202603010930+0130", "2026-03-01T09:30:00 5400"),
      ("yyyyMMddHHmmX", "202603010930Z", "2026-03-01T09:30:00Z"), ("yyyyMMddHHmmx", "202603010930Z", nil),
      ("yyyyMMddHHmmx", "202603010930+00", "2026-03-01T09:30:00Z"),
      ("yyyyMMddHHmmZ", "202603010930-0800", "2026-03-01T09:30:00 -28800"), ("yyyyMMddHHmmZ", "202603010930Z", nil),
      ("yyyyMMddHHmmZ", "202603010930-08", nil), ("yyyyMMddHHmmXX", "202603010930-0800", "2026-03-01T09:30:00 -28800"),
      ("yyyyMMddHHmmXXXXX", "202603010930-08:00:30", "2026-03-01T09:30:00 -28830"),
      ("yyyyMMddHHmmZZZZZ", "202603010930Z", "2026-03-01T09:30:00Z"), ("yyyyMMddHHmmXXX", "202603010930+19:00", nil),
      ("EEE MMM dd HH:mm:ss yyyy", "Sun Mar 01 09:30:00 2026", "2026-03-01T09:30:00"),
    ] as [(String, String, String?)])
  func `timestamps and their offsets`(format: String, text: String, iso: String?) throws {
    #expect(try Self.parse(format, text) == iso)
  }

  @Test(
    arguments: [
      ("yyyy-MM-dd z", "`z`"), ("yyyy-MM-dd VV", "`V`"), ("yyyy QQQ", "`Q`"), ("yyyy-MM-dd G", "`G`"),
      ("yyyy ww", "`w`"),
      ("yyyyy-MM-dd", "`y`"), ("ddd", "`d`"), ("MMMMM", "`M`"), ("EEEEE", "`E`"), ("aa", "`a`"), ("SSSSSSSSSS", "`S`"),
      ("XXXXXX", "`X`"), ("ZZZZ", "`ZZZZ`"), ("n", "`n`"), ("yyyy-MM-ddTHH:mm", "`T`"), ("{yyyy}", "`{`"),
      ("yyyy]", "`]`"),
      ("yyyy 'open", "quote"), ("---", "no letter"), ("hh:mm", "`a`"),
    ])
  func `what cannot be read is named`(format: String, named: String) {
    let fault = #expect(throws: TimePattern.Fault.self) { try TimePattern(format) }
    #expect(fault?.message.contains(named) == true, "\(fault?.message ?? "")")
    #expect(fault?.isWeekYear == false)
  }

  @Test func `the week-year is a case of its own`() {
    let fault = #expect(throws: TimePattern.Fault.self) { try TimePattern("YYYY-MM-dd") }
    #expect(fault?.isWeekYear == true)
  }

  @Test(arguments: [
    ("yyyy-MM-dd", TimePattern.OffsetPresence.never), ("HH:mmXXX", .always), ("HH:mm[XXX]", .sometimes),
    ("[HH:mm]XXX", .always),
  ])
  func `whether cells carry an offset`(format: String, presence: TimePattern.OffsetPresence) throws {
    #expect(try TimePattern(format).offset == presence)
  }

  @Test(arguments: [
    ("yyyy-MM", LogicalType.date, false), ("yyyy-MM-dd HH:mm", .date, true), ("HH:mm", .date, false),
    ("HH:mm", .time, true),
    ("mm:ss", .time, false), ("yyyy-MM-dd", .timestamp, true), ("yyyy-DDD", .timestamp, true),
  ])
  func `whether a type finds in it what it needs`(format: String, type: LogicalType, isEnough: Bool) throws {
    #expect((try TimePattern(format).shortfall(for: type) == nil) == isEnough)
  }
}
