import SluiceContract
import Testing

@testable import SluiceEngine

/// Times of day to the nanosecond: the oracle is the slow and readable `CivilTime`.
struct TimeParserTests {
  @Test(
    arguments: [
      ("00:00:00", 0), ("00:00", 0), ("23:59:59", 86_399_000_000_000), ("12:30", 45_000_000_000_000),
      ("00:00:00.1", 100_000_000), ("00:00:00.000001", 1000), ("00:00:00.000000001", 1),
      ("00:00:00.000000000", 0), ("23:59:59.999999999", 86_399_999_999_999), ("01:02:03.450", 3_723_450_000_000),
    ] as [(String, Int64)])
  func `a time is nanoseconds of the day`(text: String, nanoseconds: Int64) throws {
    #expect(try Cells.decode(text, as: .time) == .integer(nanoseconds))
  }

  @Test(
    arguments: [
      "", "24:00:00", "24:00", "00:60:00", "00:60", "00:00:60", "23:59:60", "1:00:00", "1:00", "12", "12:3", "12:30:5",
      "12:30:", "12:30:00.", "12:30:00.1234567890", "12:30:00,5", "12:30:00Z", "12:30Z", "12:30:00+01:00",
      "12.30.00", "123000", "-1:00:00", "12:30:00 ", " 12:30:00", "12:30:00.5x", "T12:30:00", "12:30 PM", "1２:30",
    ])
  func `anything else is no time`(text: String) throws {
    #expect(try Cells.decode(text, as: .time) == .invalid)
  }

  @Test func `random times agree with the slow reader`() throws {
    var random = SeededNumbers()
    let texts = (0..<10_000).map { _ in Self.time(&random) }
    for (text, cell) in zip(texts, try Cells.decode(texts, as: .time)) {
      let expected = CivilTime.nanosecondsOfDay(text).map(Cell.integer) ?? .invalid
      #expect(cell == expected, "\(text), seed \(random.seed)")
    }
  }

  @Test(arguments: ["12:11:11", "12:11:11.1111", "12:11"])
  func `every wrong byte is seen in every place`(text: String) {
    for place in 0..<text.utf8.count {
      for byte in UInt8.min...UInt8.max {
        var cell = Array(text.utf8)
        cell[place] = byte
        let expected = CivilTime.nanosecondsOfDay(String(decoding: cell, as: UTF8.self))
        withBytes(cell) { bytes in
          let time = TimeParser.value(bytes, 0, cell.count)
          #expect((time?.bytes == cell.count ? time?.nanoseconds : nil) == expected, "byte \(byte)")
        }
      }
    }
  }

  @Test func `a cell is read as if nothing stood around it`() throws {
    let texts = ["12:30", "12:30:00", "12:30:00.5", "12:30:00.123456789", "12:3", "24:00"]
    let alone = try Cells.decode(texts, as: .time)
    for (before, behind) in [("1", "1"), (":", ":00"), ("0", ".5"), ("x", "99999999999"), ("2", ":59.5")] {
      #expect(try Cells.decode(texts, as: .time, before: before, behind: behind) == alone)
    }
  }

  /// In the shape of a time, with fields that may be just too large.
  static func time(_ random: inout SeededNumbers) -> String {
    func field(_ random: inout SeededNumbers, _ limit: Int) -> String {
      let value = Int.random(in: 0...limit, using: &random)
      return (value < 10 ? "0" : "") + "\(value)"
    }
    var text = field(&random, 24) + ":" + field(&random, 60)
    if Int.random(in: 0..<5, using: &random) == 0 { return text }
    text += ":" + field(&random, 60)
    let places = Int.random(in: -4...10, using: &random)
    return places < 0 ? text : text + "." + random.digits(places)
  }
}
