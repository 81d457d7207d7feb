import Foundation
import Testing

@testable import SluiceContract

/// Zones against Python's zoneinfo: `Scripts/zone_fixture.py` made the table from the same files.
struct ZoneRulesTests {
  static func rules(_ name: String, form: String) throws -> ZoneRules {
    try #require(ZoneRules(tzif: try fixture("zones/\(form)/\(name)"), name: name), "\(form)/\(name)")
  }

  private struct Line {
    var zone: String
    var instant: Int64
    var offset: Int64
    var local: Int64
    /// nil in a gap.
    var localOffset: Int64?

    init?(_ line: Substring) {
      let words = line.split(separator: " ").map(String.init)
      guard words.count == 5, let instant = Int64(words[1]), let offset = Int64(words[2]), let local = Int64(words[3])
      else { return nil }
      (zone, self.instant, self.offset, self.local) = (words[0], instant, offset, local)
      localOffset = Int64(words[4])
    }
  }

  private static func table() throws -> [Line] {
    String(decoding: try fixture("zones/instants.txt"), as: UTF8.self).split(separator: "\n").compactMap(Line.init)
  }

  @Test(arguments: ["fat", "slim"])
  func `every instant and local time is what Python says`(form: String) throws {
    let lines = try Self.table()
    #expect(lines.count > 4000)
    #expect(lines.contains { $0.localOffset == nil })
    for (name, lines) in Dictionary(grouping: lines, by: \.zone) {
      let rules = try Self.rules(name, form: form)
      let wrong = lines.filter { line in
        let local = rules.localSpan(at: line.local)
        return rules.segment(at: line.instant).offset != line.offset || local?.offset != line.localOffset
      }
      #expect(wrong.isEmpty, "\(name): \(wrong.prefix(3))")
    }
  }

  @Test func `a span of local times has its offset from its first second to its last`() throws {
    for line in try Self.table() where line.localOffset != nil {
      let rules = try Self.rules(line.zone, form: "slim")
      let span = try #require(rules.localSpan(at: line.local))
      #expect(span.from <= line.local && line.local < span.until)
      for edge in [span.from, span.until - 1] where abs(edge) < ZoneRules.forever / 2 {
        #expect(rules.localSpan(at: edge) == span, "\(line.zone) \(line.local)")
      }
      for beside in [span.from - 1, span.until] where abs(beside) < ZoneRules.forever / 2 {
        #expect(rules.localSpan(at: beside) != span)
      }
    }
  }

  @Test func `a file that is cut off anywhere is no zone, and no crash`() throws {
    for name in ["Europe/Berlin", "America/Nuuk"] {
      let bytes = try fixture("zones/slim/\(name)")
      for count in 0..<bytes.count {
        #expect(ZoneRules(tzif: Array(bytes.prefix(count)), name: name) == nil, "\(count) bytes")
      }
    }
  }

  @Test func `a file with a broken byte is a zone or none, and no crash`() throws {
    let bytes = try fixture("zones/fat/Europe/Berlin")
    for index in bytes.indices {
      for value: UInt8 in [0, 0x7F, 0x80, 0xFF] {
        var broken = bytes
        broken[index] = value
        if let rules = ZoneRules(tzif: broken, name: "x") {
          _ = rules.localSpan(at: 1_000_000_000)
          _ = rules.segment(at: 5_000_000_000)
        }
      }
    }
  }

  @Test func `version 1 has 32 bits and no rule for the future`() throws {
    // One change: from 0 to +1 at second 100.
    let file: [UInt8] =
      Array("TZif".utf8) + [0] + [UInt8](repeating: 0, count: 15) + [0, 0, 0, 0] + [0, 0, 0, 0] + [0, 0, 0, 0]
      + [0, 0, 0, 1] + [0, 0, 0, 2] + [0, 0, 0, 4] + [0, 0, 0, 100] + [1] + [0, 0, 0, 0, 0, 0] + [
        0, 0, 0x0E, 0x10, 0, 0,
      ]
      + Array("A\0B\0".utf8)
    let rules = try #require(ZoneRules(tzif: file, name: "x"))
    #expect(rules.segment(at: 99).offset == 0)
    #expect(rules.segment(at: 100) == ZoneRules.Segment(from: 100, until: ZoneRules.forever, offset: 3600))
    #expect(rules.localSpan(at: 1000) == nil)
  }
}

struct PosixZoneTests {
  @Test(arguments: [
    ("UTC0", 0, 0), ("CET-1CEST,M3.5.0,M10.5.0/3", 3600, 7200), ("<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", 37800, 39600),
    ("IST-1GMT0,M10.5.0,M3.5.0/1", 3600, 0), ("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", -7200, -3600),
    ("EST5EDT,0/0,J365/25", -18000, -14400),
  ])
  func `the two offsets of a rule`(text: String, standard: Int, summer: Int) throws {
    let zone = try #require(PosixZone(text.utf8))
    #expect(zone.standard == Int64(standard))
    #expect(zone.summer.map { $0.offset } ?? Int64(standard) == Int64(summer))
  }

  @Test(arguments: [
    "", "CET", "CET-1CEST", "CET-1CEST,M3.5.0", "CE-1", "CET-25", "CET-1CEST,M13.1.0,M1.1.0", "<CET-1", "CET-1 ",
  ])
  func `what is no rule`(text: String) {
    #expect(PosixZone(text.utf8) == nil)
  }

  @Test func `summer time all the year is one offset`() throws {
    let zone = try #require(PosixZone("EST5EDT,0/0,J365/25".utf8))
    for instant in stride(from: Int64(0), to: 4_000_000_000, by: 7_777_777) {
      #expect(zone.segment(at: instant).offset == -14400)
    }
  }
}
