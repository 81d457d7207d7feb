import SluiceContract
import Testing

@testable import SluiceEngine

/// Timestamps of columns with a default zone.
struct LocalTimesTests {
  private static func zone(_ name: String) throws -> ZoneRules {
    try ZoneDatabase(folder: Batches.zones).zone(named: name)
  }

  private static func decode(_ cells: [String?], _ kind: ColumnKind, _ reading: TimeReading) throws -> (
    cells: [Cell], gaps: Int
  ) {
    var decoded: [Cell] = []
    var gaps = 0
    try Cells.eachColumn(of: cells, as: .text) { column in
      column.resetForDecoding()
      Decoder.decode(column, as: kind, reading, dialect: .standard)
      for row in 0..<column.rows { decoded.append(Cell(column, kind, row)) }
      gaps += column.clockGaps
    }
    return (decoded, gaps)
  }

  @Test(
    arguments: [
      ("2026-01-15 12:00:00", "2026-01-15T11:00:00Z"), ("2026-07-15 12:00:00", "2026-07-15T10:00:00Z"),
      ("2026-07-15T12:00:00Z", "2026-07-15T12:00:00Z"), ("2026-07-15T12:00:00+00", "2026-07-15T12:00:00Z"),
      ("2026-07-15T12:00:00-0500", "2026-07-15T17:00:00Z"), ("2026-07-15", "2026-07-14T22:00:00Z"),
      // Clocks go forward from 02:00 to 03:00.
      ("2026-03-29 01:59:59.999999", "2026-03-29T00:59:59.999999Z"), ("2026-03-29 02:00:00", nil),
      ("2026-03-29 02:59:59.999999999", nil), ("2026-03-29 03:00:00", "2026-03-29T01:00:00Z"),
      // Clocks go back from 03:00 to 02:00: the first of the two.
      ("2026-10-25 02:30:00", "2026-10-25T00:30:00Z"), ("2026-10-25 03:00:00", "2026-10-25T02:00:00Z"),
      ("2026-10-25 01:59:59.000000001", "2026-10-24T23:59:59.000000001Z"),
      // Before the zone had any rule, and long after the table ends.
      ("1850-01-01 00:53:28", "1850-01-01T00:00:00Z"), ("9999-07-01 02:00:00", "9999-07-01T00:00:00Z"),
      ("1969-12-31 23:59:59.5", "1969-12-31T22:59:59.5Z"),
    ] as [(String, String?)])
  func `a local time of Berlin is the instant that its clocks showed it`(cell: String, utc: String?) throws {
    let found = try Self.decode([cell], .timestamp, TimeReading(zone: Self.zone("Europe/Berlin")))
    guard let utc else {
      #expect(found.cells == [.invalid])
      #expect(found.gaps == 1)
      return
    }
    let nanoseconds = try #require(CivilTime.timestamp(utc)).nanoseconds
    #expect(found.cells == [nanoseconds % 1000 == 0 ? .integer(Int64(nanoseconds / 1000)) : .wide(nanoseconds)])
    #expect(found.gaps == 0)
  }

  @Test(arguments: ["Europe/Berlin", "Australia/Lord_Howe", "Pacific/Apia", "America/St_Johns", "Africa/Casablanca"])
  func `the remembered stretch changes nothing`(name: String) throws {
    let rules = try Self.zone(name)
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededGenerator(seed: seed)
    var clock = LocalClock(rules)
    for _ in 0..<20_000 {
      // Mostly near one another, around changes of the year 2011, in which Samoa left out a day.
      let local = 1_293_840_000 + Int64.random(in: 0..<31_536_000, using: &random)
      let offset = clock.offset(atLocal: local)
      #expect(offset == rules.localSpan(at: local)?.offset, "seed \(seed), \(name) \(local)")
    }
  }

  @Test(
    arguments: [
      (
        "dd.MM.yyyy", ColumnKind.date,
        ["31.12.2025", "2025-12-31", "31.13.2025", "2025-12-31 00:00:00", "2025-12-31 10:00", nil], 2
      ),
      (
        "dd.MM.yyyy HH:mm", .timestamp,
        ["31.12.2025 10:00", "2025-12-31T10:00:00", "31.12.2025", "31.12.2025 24:00", "29.03.2026 02:30", nil], 1
      ),
      ("HHmm", .time, ["1000", "10:00:00", "2500", "10:00", "", nil], 2),
    ] as [(String, ColumnKind, [String?], Int)])
  func `a cell in another form keeps its value and is noted, any other is invalid`(
    format: String, kind: ColumnKind, cells: [String?], foreign: Int
  ) throws {
    let reading = TimeReading(pattern: try TimePattern(format), zone: try Self.zone("Europe/Berlin"))
    var rows: [Int] = []
    var found: [Cell] = []
    try Cells.eachColumn(of: cells, as: .text) { column in
      column.resetForDecoding()
      Decoder.decode(column, as: kind, reading, dialect: .standard)
      rows += column.foreignForms
      for row in 0..<column.rows { found.append(Cell(column, kind, row)) }
    }
    #expect(rows.count == foreign)
    #expect(rows.allSatisfy { found[$0] == found[0] }, "the same day or time as the first cell")
    #expect(found.filter { $0 == .invalid }.count == 5 - foreign - 1)
    #expect(found[5] == .null)
  }

  @Test func `times of day have an offset where the contract asks for one`() throws {
    let cells = ["10:00:00Z", "10:00:00+02", "10:00-0330", "10:00:00", "10:00:00 Z", "10:00:00+2"]
    let found = try Self.decode(cells, .time, TimeReading())
    let ten = Cell.integer(36_000_000_000_000)
    #expect(found.cells == [ten, ten, ten, ten, .invalid, .invalid])
    #expect(try Cells.decode(cells, as: .time) == [.invalid, .invalid, .invalid, ten, .invalid, .invalid])
  }
}
