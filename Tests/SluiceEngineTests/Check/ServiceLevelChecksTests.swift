import SluiceContract
import Testing

@testable import SluiceEngine

/// Ruling 13, with now = 2026-03-02T12:00:00Z.
struct ServiceLevelChecksTests {
  private static func contract(
    _ level: String, _ columns: String = "{name: a, logicalType: timestamp}, {name: b, logicalType: timestamp}"
  ) throws -> Contract {
    try Batches.read(
      """
      apiVersion: v3.2.0
      kind: DataContract
      id: shop
      version: 1.0.0
      status: active
      slaProperties: [{\(level)}]
      schema: [{name: orders, properties: [\(columns)]}]
      """)
  }

  private static func run(
    _ level: String, _ rows: String,
    _ columns: String = "{name: a, logicalType: timestamp}, {name: b, logicalType: timestamp}",
    threads: Int = 1, chunkBytes: Int = 1 << 18
  ) throws -> CheckResult {
    let options = RunOptions(
      threads: threads, chunkBytes: chunkBytes, asOf: CivilTime.timestamp("2026-03-02T12:00:00Z")?.nanoseconds)
    let run = try Batches.validate(contract(level, columns), [Array(("a,b\n" + rows).utf8)], options: options)
    let levels = ["freshness", "latency", "retention", "frequency"]
    return try #require(run.results.first { levels.contains($0.check) })
  }

  @Test(
    arguments: [
      (
        "property: freshness, value: 24, unit: h, element: a", "2026-03-01T12:00:00.000001Z,\n2020-01-01,\n", .pass,
        "23 h 59 min 59.999999 s"
      ),
      ("property: freshness, value: 24, unit: h, element: a", "2026-03-01T12:00:00Z,\n2020-01-01,\n", .fail, "1 d"),
      ("property: freshness, value: 1, unit: d, element: a", "2027-03-01T12:00:00Z,\n", .pass, "-364 d"),
      ("property: latency, value: 24, unit: h, element: a", "2026-03-01T12:00:00Z,\n", .fail, "1 d"),
      (
        "property: latency, value: 24, unit: h, element: a", "2026-03-01T11:59:59.999999999Z,\n", .fail,
        "1 d 0.000000001 s"
      ),
      (
        "property: latency, value: 30, unit: min, element: 'a,b'",
        "2026-03-01T10:00:00Z,2026-03-01T10:30:00Z\n,2026-03-01\nx,2026-03-01\n2026-03-02,\n", .pass, "30 min"
      ),
      (
        "property: latency, value: 30, unit: min, element: 'a,b'",
        "2026-03-01T10:00:00Z,2026-03-01T10:00:00Z\n2026-03-01T10:00:00Z,2026-03-01T10:30:00.5Z\n", .fail,
        "30 min 0.5 s"
      ),
      (
        "property: latency, value: 0, unit: s, element: 'b,a'", "2026-03-01T10:00:00Z,2026-03-01T10:00:01Z\n", .pass,
        "-1 s"
      ),
      ("property: retention, value: 1, unit: y, element: a", "2025-03-02T12:00:00Z,\n2026-01-01,\n", .pass, "365 d"),
      (
        "property: retention, value: 1, unit: y, element: a", "2025-03-02T11:59:59Z,\n2026-01-01,\n", .fail, "365 d 1 s"
      ),
      (
        "property: frequency, value: 1, unit: d, element: a", "2026-01-02,\n2026-01-01,\n2026-01-03,\n2026-01-03,\n",
        .pass, "1 d"
      ),
      (
        "property: frequency, value: 1, unit: d, element: a", "2026-01-04,\n2026-01-01,\n2026-01-02T12:00:00Z,\n",
        .fail, "1 d 12 h"
      ),
    ] as [(String, String, CheckResult.Status, String)])
  func `a level is kept or broken by its formula`(
    level: String, rows: String, status: CheckResult.Status, observed: String
  ) throws {
    let result = try Self.run(level, rows)
    #expect(result.status == status)
    #expect(result.observed == observed)
    #expect(result.samples.isEmpty == (status == .pass))
    #expect(result.threshold != nil && result.details.contains { $0.name == "seconds" })
  }

  @Test func `the sample is the row that decides`() throws {
    let fresh = try Self.run(
      "property: freshness, value: 1, unit: h, element: a", "2026-01-01,\n2026-01-03,\n2026-01-03,\n2026-01-02,\n")
    #expect(fresh.samples.map(\.row) == [2])
    #expect(fresh.samples.map { $0.value.map { String(decoding: $0, as: UTF8.self) } } == ["2026-01-03"])
    let old = try Self.run(
      "property: retention, value: 1, unit: h, element: a", "2026-01-02,\n2026-01-01,\n2026-01-01,\n")
    #expect(old.samples.map(\.row) == [2])
    let late = try Self.run(
      "property: latency, value: 1, unit: h, element: 'a,b'",
      "2026-01-01,2026-01-02\n2026-01-01,2026-01-04\n2026-01-02,2026-01-05\n")
    #expect(late.samples.map(\.row) == [2])
    #expect(late.samples.first?.key.map(\.column) == ["a", "b"])
    let gap = try Self.run(
      "property: frequency, value: 1, unit: h, element: a", "2026-01-09,\n2026-01-02,\n2026-01-01,\n2026-01-09,\n")
    #expect(gap.samples.map(\.row) == [2, 1])
  }

  @Test(
    arguments: [
      ("property: freshness, value: 1, unit: h, element: a", ",1\n", "the column has no value"),
      ("property: freshness, value: 1, unit: h, element: a", "", "0 rows"),
      ("property: latency, value: 1, unit: h, element: 'a,b'", "2026-01-01,\n,2026-01-01\n", "no row has both times"),
      (
        "property: frequency, value: 1, unit: h, element: a", "2026-01-01,\n2026-01-01T00:00:00Z,\n",
        "fewer than two distinct times"
      ),
    ])
  func `without times there is nothing to say`(level: String, rows: String, reason: String) throws {
    let result = try Self.run(level, rows)
    #expect(result.status == .notRun)
    #expect(result.reason == reason)
  }

  @Test func `dates are midnights of UTC, and local times instants of their zone`() throws {
    let columns =
      "{name: a, logicalType: date, logicalTypeOptions: {format: dd.MM.yyyy}}, {name: b, logicalType: timestamp, logicalTypeOptions: {defaultTimezone: Europe/Berlin}}"
    let day = try Self.run("property: freshness, value: 36, unit: h, element: a", "01.03.2026,\n", columns)
    #expect(day.status == .fail && day.observed == "1 d 12 h")
    let local = try Self.run("property: freshness, value: 1, unit: h, element: b", ",2026-03-02 12:30:00\n", columns)
    #expect(local.status == .pass && local.observed == "30 min")
  }

  @Test func `times of a classified column are not shown`() throws {
    let columns = "{name: a, logicalType: timestamp, classification: pii}, {name: b}"
    let result = try Self.run("property: retention, value: 1, unit: h, element: a", "2026-01-01,\n", columns)
    #expect(result.status == .fail)
    #expect(result.samples.allSatisfy { $0.isMasked && $0.value == nil })
    #expect(result.details.map(\.name) == ["seconds"])
  }

  @Test(arguments: [
    "freshness, value: 1, unit: h, element: a", "retention, value: 1, unit: h, element: a",
    "latency, value: 1, unit: min, element: 'a,b'", "frequency, value: 1, unit: min, element: b",
  ])
  func `any threads and chunks give one result`(level: String) throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededGenerator(seed: seed)
    func time() -> String {
      switch Int.random(in: 0..<8, using: &random) {
      case 0: return ""
      case 1: return "never"
      case 2: return "2026-02-01T00:00:0\(Int.random(in: 0...9, using: &random)).123456789Z"
      default:
        return "2026-01-\(Int.random(in: 10...28, using: &random)) 0\(Int.random(in: 0...9, using: &random)):00:00"
      }
    }
    let rows = (0..<60).map { _ in "\(time()),\(time())\n" }.joined()
    func words(_ result: CheckResult) -> String {
      "\(result.status) \(result.observed ?? "") \(result.details) \(result.samples.map { [$0.row, $0.line, $0.byteOffset] })"
    }
    let whole = words(try Self.run("property: " + level, rows))
    for (threads, chunkBytes) in [(1, 1), (1, 7), (2, 64), (3, 100), (4, 3)] {
      let split = words(try Self.run("property: " + level, rows, threads: threads, chunkBytes: chunkBytes))
      #expect(split == whole, "seed \(seed), \(threads) threads, chunks of \(chunkBytes)")
    }
  }
}
