import Sluice
import Testing

/// Ruling 13: service levels, measured in the data.
@Suite struct ServiceLevelRulingTests {
  /// How the level ends for these times, looked at on 2026-03-01.
  private func status(
    _ level: String, _ rows: [String], at asOf: String = "2026-03-01T00:00:00Z"
  ) throws -> RuleResult.Status {
    let ruling = Ruling(
      properties: ["name: a, logicalType: timestamp", "name: b, logicalType: timestamp"],
      root: "slaProperties: [{\(level)}]", batch: "a,b\n" + rows.map { $0 + "\n" }.joined())
    let report = try Ruling.validate(ruling.yaml, ruling.batch, asOf: asOf)
    let checks = ["freshness", "latency", "retention", "frequency"]
    return try #require(report.rules.first { checks.contains($0.check) }).status
  }

  @Test func `ruling 13: freshness is now less the latest time, and must be below its value`() throws {
    let rows = ["2026-02-28T23:00:00Z,", "2026-01-01T00:00:00Z,"]
    #expect(try status("property: freshness, value: 2, unit: h, element: t.a", rows) == .pass)
    #expect(try status("property: freshness, value: 1, unit: h, element: t.a", rows) == .fail)
  }

  @Test func `ruling 13: latency of two elements is the largest difference, and may reach its value`() throws {
    let rows = ["2026-02-01T00:00:00Z,2026-02-01T00:05:00Z", "2026-02-02T00:00:00Z,2026-02-02T00:10:00Z"]
    #expect(try status("property: latency, value: 10, unit: min, element: \"t.a,t.b\"", rows) == .pass)
    #expect(try status("property: latency, value: 9, unit: min, element: \"t.a,t.b\"", rows) == .fail)
  }

  @Test func `ruling 13: retention is now less the earliest time, and may reach its value`() throws {
    let rows = ["2026-02-28T00:00:00Z,", "2026-02-01T00:00:00Z,"]
    #expect(try status("property: retention, value: 28, unit: d, element: t.a", rows) == .pass)
    #expect(try status("property: retention, value: 27, unit: d, element: t.a", rows) == .fail)
  }

  @Test func `ruling 13: frequency is the largest gap between distinct times, in any order of rows`() throws {
    let rows = ["2026-02-01T03:00:00Z,", "2026-02-01T00:00:00Z,", "2026-02-01T01:00:00Z,", "2026-02-01T01:00:00Z,"]
    #expect(try status("property: frequency, value: 2, unit: h, element: t.a", rows) == .pass)
    #expect(try status("property: frequency, value: 119, unit: min, element: t.a", rows) == .fail)
  }
}
