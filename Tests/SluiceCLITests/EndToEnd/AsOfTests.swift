import Foundation
import Testing

/// `--as-of` with the real binary: service levels are held against it, wherever and whenever the run is.
@Suite struct EndToEndAsOfTests {
  private let folder: TemporaryFolder

  private static let contract = """
    apiVersion: v3.2.0
    kind: DataContract
    id: shop
    version: 1.0.0
    status: active
    slaProperties:
      - {property: freshness, value: 24, unit: h, element: orders.placed}
      - {property: frequency, value: 90, unit: min, element: orders.placed}
    schema:
      - name: orders
        properties:
          - {name: placed, logicalType: timestamp, logicalTypeOptions: {defaultTimezone: Europe/Berlin}}

    """

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(Self.contract, "orders.odcs.yaml")
    // Clocks in Berlin go forward on the 29th at 02:00, so one hour lies between the two rows.
    try folder.write("placed\n2026-03-29 01:30:00\n2026-03-29 03:30:00\n", "orders.csv")
  }

  private func validate(_ words: [String], environment: [String: String] = [:]) throws -> SluiceBinary.Ending {
    try SluiceBinary.run(["validate", "orders.odcs.yaml", "orders.csv"] + words, in: folder, environment: environment)
  }

  @Test(arguments: [
    ("2026-03-30T01:29:59.999Z", Int32(0)), ("2026-03-30T01:30:00Z", 1), ("2026-03-30T03:30:00+02:00", 1),
    ("2026-03-29", 0),
  ])
  func `the age of the latest time is taken to the given one`(asOf: String, exitCode: Int32) throws {
    let ending = try validate(["--as-of", asOf])
    #expect(ending.exitCode == exitCode, "\(ending.output)")
    if exitCode == 1 { #expect(ending.output.contains("the age of the latest placed is 1 d, expected less than 24 h")) }
  }

  @Test func `the report says it, and is the same in any zone and locale`() throws {
    let words = ["--as-of", "2026-03-30T12:00:00+02:00", "--format", "json"]
    func lines(_ environment: [String: String]) throws -> [Substring] {
      let volatile = ["\"runId\"", "\"startedAt\"", "\"seconds\":", "\"bytesPerSecond\"", "\"threads\""]
      return try validate(words, environment: environment).output.split(separator: "\n").filter { line in
        !volatile.contains { line.contains($0) } || line.contains("\"seconds\": \"")
      }
    }
    let here = try lines([:])
    #expect(here.contains { $0.contains("\"asOf\": \"2026-03-30T10:00:00.000Z\"") })
    #expect(here.contains { $0.contains("\"unit\": \"h\"") })
    #expect(try lines(["TZ": "Pacific/Apia", "LC_ALL": "tr_TR.UTF-8"]) == here)
  }

  @Test(arguments: ["yesterday", "2026-13-01", "2026-03-01T10:00:00.0001Z", ""])
  func `what is no time ends with 2`(text: String) throws {
    let ending = try validate(["--as-of", text])
    #expect(ending.exitCode == 2)
    #expect(ending.messages.contains("--as-of takes a time such as 2026-03-01T09:30:00Z"))
  }

  @Test func `a system without zones is named, with a way out`() throws {
    let ending = try validate([], environment: ["TZDIR": "/nonexistent"])
    #expect(ending.exitCode == 3)
    #expect(ending.messages.contains("error[SL0243]") && ending.messages.contains("install the package tzdata"))
  }
}
