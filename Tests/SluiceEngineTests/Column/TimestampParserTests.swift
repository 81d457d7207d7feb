import SluiceContract
import Testing

@testable import SluiceEngine

/// Timestamps in every spelling of an exporter: the oracle is the slow and readable `CivilTime`.
struct TimestampParserTests {
  @Test(
    arguments: [
      "2024-03-01", "2024-03-01 00:00:00.000000", "2024-03-01T00:00:00.000000", "2024-03-01T00:00:00.000",
      "2024-03-01T12:30:45", "2024-03-01 12:30:45", "2024-03-01T12:30", "2024-03-01 12:30:45.1",
      "2024-03-01 12:30:45.123456", "2024-03-01T12:30:45Z", "2024-03-01 12:30:45.5Z", "2024-03-01T12:30Z",
      "2024-03-01 12:30:45+00", "2024-03-01 12:30:45-08", "2024-03-01T12:30:45+0100", "2024-03-01T12:30:45-0930",
      "2024-03-01 12:30:45+00:00", "2024-03-01T12:30:45.123456+05:45", "2024-03-01T12:30+01:00",
      "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59.999999-12:00", "1969-12-31T23:59:59.999999",
      "2024-03-01T12:30:45.123456000", "2024-03-01T12:30:45.123456789", "1969-12-31 23:59:59.000000001",
      "1969-12-31 23:59:59.999999999+00:30",
    ])
  func `every spelling of an exporter is an instant`(text: String) throws {
    let nanoseconds = try #require(CivilTime.timestamp(text)?.nanoseconds)
    #expect(try Cells.decode(text, as: .timestamp) == Self.cell(nanoseconds))
  }

  @Test(
    arguments: [
      ("1970-01-01T00:00:00Z", .integer(0)), ("1970-01-01 01:00:00+01:00", .integer(0)),
      ("1969-12-31T23:59:59.999999", .integer(-1)), ("1970-01-01T00:00:00.000000001", .wide(1)),
      ("1969-12-31T23:59:59.999999999", .wide(-1)), ("2024-01-01 00:00:00", .integer(1_704_067_200_000_000)),
      ("2024-01-01 01:00:00 +01:00", .integer(1_704_067_200_000_000)),
      ("2024-01-01 00:00:00 Z", .integer(1_704_067_200_000_000)),
    ] as [(String, Cell)])
  func `instants are microseconds, finer ones nanoseconds`(text: String, cell: Cell) throws {
    #expect(try Cells.decode(text, as: .timestamp) == cell)
  }

  @Test(
    arguments: [
      "", "2023-02-29", "2023-02-29T00:00:00", "0000-01-01", "2024-13-01 00:00:00", "2024-01-01T24:00:00",
      "2024-01-01T23:59:60", "2024-01-01T", "2024-01-01 ", "2024-01-01T12", "2024-01-01t12:30:00",
      "2024-01-01T12:30:00z", "2024-01-01T12:30:00+", "2024-01-01T12:30:00+1", "2024-01-01T12:30:00+1:00",
      "2024-01-01T12:30:00+01:0", "2024-01-01T12:30:00+01:", "2024-01-01T12:30:00+24:00",
      "2024-01-01T12:30:00+01:60", "2024-01-01T12:30:00+01-00", "2024-01-01T12:30:00+010", "2024-01-01T12:30:00Z ",
      "2024-01-01T12:30:00 ", "2024-01-01T12:30:00  Z", "2024-01-01T12:30:00   +01:00",
      "2024-01-01T12:30:00UTC", "2024-01-01T12:30:00 Europe/Berlin", "2024-01-01T12:30:00.1234567890",
      "2024-01-01T12:30:00.", "2024-01-01T12:30:00.Z", "2024-01-01  12:30:00", "1704067200", "20240101T123000",
      "2024-01-01T12:30:00ZZ", "2024-01-01T12:30:00+01:00Z",
    ])
  func `anything else is no timestamp`(text: String) throws {
    #expect(try Cells.decode(text, as: .timestamp) == .invalid)
  }

  @Test func `random timestamps agree with the slow reader`() throws {
    var random = SeededNumbers()
    let texts = (0..<10_000).map { _ in Self.timestamp(&random) }
    for (text, cell) in zip(texts, try Cells.decode(texts, as: .timestamp)) {
      let expected = CivilTime.timestamp(text).map { Self.cell($0.nanoseconds) } ?? .invalid
      #expect(cell == expected, "\(text), seed \(random.seed)")
    }
  }

  @Test func `any byte anywhere is judged as the slow reader does`() {
    for text in ["2011-11-11T11:11:11.111111+11:11", "2011-11-11 11:11Z", "2011-11-11 11:11:11-0111"] {
      for place in 0..<text.utf8.count {
        for byte in UInt8.min...UInt8.max {
          // One blank before an offset is allowed here, and unknown to the slow reader.
          if byte == UInt8(ascii: " ") { continue }
          var cell = Array(text.utf8)
          cell[place] = byte
          let expected = CivilTime.timestamp(String(decoding: cell, as: UTF8.self))?.nanoseconds
          withBytes(cell) { bytes in
            let stamp = TimestampParser.value(bytes, 0, cell.count)
            let found = stamp.map { Int128($0.microseconds) * 1000 + Int128($0.nanosecondsBelow) }
            #expect(found == expected, "byte \(byte) at \(place) of \(text)")
          }
        }
      }
    }
  }

  @Test func `a cell is read as if nothing stood around it`() throws {
    let texts = [
      "2024-03-01", "2024-03-01T12:30", "2024-03-01T12:30:45", "2024-03-01T12:30:45.5", "2024-03-01T12:30:45Z",
      "2024-03-01 12:30:45+01", "2024-03-01 12:30:45+01:00", "2024-03-01T12:30:4",
    ]
    let alone = try Cells.decode(texts, as: .timestamp)
    for (before, behind) in [("1", "1"), ("T", "T12:30:45"), ("-", ":59"), ("x", "Z"), ("0", ".5+01:00")] {
      #expect(try Cells.decode(texts, as: .timestamp, before: before, behind: behind) == alone)
    }
  }

  private static func cell(_ nanoseconds: Int128) -> Cell {
    nanoseconds % 1000 == 0 ? .integer(Int64(nanoseconds / 1000)) : .wide(nanoseconds)
  }

  /// In the shape of a timestamp, with fields that may be just too large.
  private static func timestamp(_ random: inout SeededNumbers) -> String {
    let day = Int64.random(in: -719_162...2_932_896, using: &random)
    let zone = ["", "", "Z", "+00", "-0330", "+05:45", "+14:00", "+23:59", "+24", "+01:60"]
    return (CivilTime.format(days: day) ?? "") + (["T", " "].randomElement(using: &random) ?? "T")
      + TimeParserTests.time(&random) + (zone.randomElement(using: &random) ?? "")
  }
}
