import SluiceContract
import Testing

@testable import SluiceEngine

/// Dates of the years 1 to 9999: the oracle is the slow and readable `CivilTime`.
struct DateParserTests {
  @Test(
    arguments: [
      ("1970-01-01", 0), ("1969-12-31", -1), ("2000-02-29", 11_016), ("0001-01-01", -719_162),
      ("9999-12-31", 2_932_896), ("2024-01-01T00:00:00.000000", 19_723), ("2024-01-01 00:00:00.000000", 19_723),
      ("2024-01-01 00:00:00", 19_723), ("2024-01-01T00:00", 19_723), ("2024-01-01T00:00:00Z", 19_723),
      ("2024-01-01 00:00:00+01:00", 19_723), ("2024-01-01T00:00:00.000+0000", 19_723),
    ] as [(String, Int64)])
  func `a date, and a timestamp at midnight, is a day`(text: String, days: Int64) throws {
    #expect(try Cells.decode(text, as: .date) == .integer(days))
  }

  @Test(
    arguments: [
      "", "2023-02-29", "1900-02-29", "2100-02-29", "2024-02-30", "2024-04-31", "2024-01-32", "2024-01-00",
      "2024-00-01", "2024-13-01", "0000-01-01", "2024-1-1", "2024-01-1", "20240101", "2024/01/01", "01-01-2024",
      "2024-01-01 ", " 2024-01-01", "2024-01-01x", "2024-01-01T", "+2024-01-01", "-2024-01-01", "12024-01-01",
      "2024-01-01T00:00:01", "2024-01-01 00:00:00.000000001", "2024-01-01 24:00:00", "2024-01-01x00:00:00",
      "2023-02-29T00:00:00", "2024-01-01T00:00:00+25:00", "2024_01_01", "２024-01-01",
    ])
  func `anything else is no date`(text: String) throws {
    #expect(try Cells.decode(text, as: .date) == .invalid)
  }

  @Test func `the ends of months agree with the slow calendar in every year`() {
    for year in 0...10_000 {
      for (month, day) in [(1, 1), (2, 28), (2, 29), (2, 30), (3, 1), (12, 31), (12, 32)] {
        let fast = DateParser.days(year: year, month: month, day: day)
        // The year 10000 has no four-digit spelling; the parser never sees it.
        let slow = year == 10_000 ? fast : CivilTime.days(year: year, month: month, day: day)
        if fast != slow { Issue.record("\(year)-\(month)-\(day): \(fast ?? -1) instead of \(slow ?? -1)") }
      }
    }
    for month in 0...13 {
      for day in 0...32 {
        for year in [1, 4, 100, 400, 1900, 2000, 2023, 2024, 9999] {
          #expect(
            DateParser.days(year: year, month: month, day: day)
              == CivilTime.days(year: year, month: month, day: day))
        }
      }
    }
  }

  @Test func `random days come back from their text`() throws {
    var random = SeededNumbers()
    let days = (0..<10_000).map { _ in Int64.random(in: -719_162...2_932_896, using: &random) }
    let cells = try Cells.decode(days.map { CivilTime.format(days: $0) }, as: .date)
    for (day, cell) in zip(days, cells) { #expect(cell == .integer(day), "seed \(random.seed)") }
  }

  @Test func `random digits in the shape of a date agree with the slow calendar`() throws {
    var random = SeededNumbers()
    let texts = (0..<10_000).map { _ in
      "\(random.digits(4))-\(Int.random(in: 0...1, using: &random))\(random.digits(1))"
        + "-\(Int.random(in: 0...3, using: &random))\(random.digits(1))"
    }
    for (text, cell) in zip(texts, try Cells.decode(texts, as: .date)) {
      #expect(cell == CivilTime.days(text).map(Cell.integer) ?? .invalid, "\(text), seed \(random.seed)")
    }
  }

  @Test(arguments: 0..<10)
  func `every wrong byte is seen in every place`(place: Int) {
    for byte in UInt8.min...UInt8.max {
      var text = Array("2011-11-11".utf8)
      text[place] = byte
      let expected = CivilTime.days(String(decoding: text, as: UTF8.self))
      withBytes(text) { bytes in #expect(DateParser.days(bytes, 0) == expected, "byte \(byte)") }
    }
  }

  @Test func `a cell is read as if nothing stood around it`() throws {
    let texts = ["2024-02-29", "0001-01-01", "2024-01-01T00:00:00", "2024-01-0", "2023-02-29"]
    let alone = try Cells.decode(texts, as: .date)
    for (before, behind) in [("1", "1"), ("-", "T00:00:00"), ("2", " 12:00:00"), ("x", "x")] {
      #expect(try Cells.decode(texts, as: .date, before: before, behind: behind) == alone)
    }
  }
}
