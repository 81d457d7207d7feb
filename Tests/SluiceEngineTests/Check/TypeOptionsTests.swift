import SluiceContract
import Testing

@testable import SluiceEngine

/// Every entry of `logicalTypeOptions` that the standard has for types of one value: cells that keep it, and cells
/// that break it.
struct TypeOptionsTests {
  struct Option: CustomTestStringConvertible, Sendable {
    var type: String
    var option: String
    var check: String
    var keeps: [String]
    var breaks: [String]
    var testDescription: String { "\(type) {\(option)}" }

    init(_ type: String, _ option: String, _ check: String, keeps: [String], breaks: [String]) {
      (self.type, self.option, self.check, self.keeps, self.breaks) = (type, option, check, keeps, breaks)
    }
  }

  static let options: [Option] = [
    Option("string", "minLength: 2", "length", keeps: ["ab", "\u{E9}\u{E9}"], breaks: ["a", "\"\""]),
    Option("string", "maxLength: 2", "length", keeps: ["ab", "\"\""], breaks: ["abc"]),
    Option("string", "pattern: '^[a-z]+$'", "pattern", keeps: ["ab"], breaks: ["a1", "\"\""]),
    Option("string", "format: email", "format", keeps: ["a@b.org"], breaks: ["a", "a@b@c"]),
    Option("string", "format: uuid", "format", keeps: ["f81d4fae-7dec-11d0-a765-00a0c91e6bf6"], breaks: ["f81d4fae"]),
    Option("string", "format: uri", "format", keeps: ["https://a.org/?b"], breaks: ["a.org"]),
    Option("string", "format: hostname", "format", keeps: ["a.org"], breaks: ["a_b"]),
    Option("string", "format: ipv4", "format", keeps: ["127.0.0.1"], breaks: ["127.0.0"]),
    Option("string", "format: ipv6", "format", keeps: ["::1"], breaks: ["1"]),
    Option("string", "format: byte", "format", keeps: ["Zm9v"], breaks: ["Zm9"]),
    Option("string", "format: binary", "format", keeps: ["any"], breaks: []),
    Option("string", "format: password", "format", keeps: ["any"], breaks: []),

    Option("date", "format: dd.MM.yyyy", "format", keeps: ["31.12.2025"], breaks: ["2025-12-31"]),
    Option("date", "minimum: '2026-01-01'", "range", keeps: ["2026-01-01"], breaks: ["2025-12-31"]),
    Option("date", "maximum: '2026-01-01'", "range", keeps: ["2026-01-01"], breaks: ["2026-01-02"]),
    Option("date", "exclusiveMinimum: '2026-01-01'", "range", keeps: ["2026-01-02"], breaks: ["2026-01-01"]),
    Option("date", "exclusiveMaximum: '2026-01-01'", "range", keeps: ["2025-12-31"], breaks: ["2026-01-01"]),
    Option("date", "format: d/M/yyyy, maximum: '2026-01-01'", "range", keeps: ["1/1/2026"], breaks: ["2/1/2026"]),

    Option("timestamp", "format: yyyyMMddHHmmss", "format", keeps: ["20260101093000"], breaks: ["2026-01-01T09:30:00"]),
    Option(
      "timestamp", "minimum: '2026-01-01T12:00:00Z'", "range", keeps: ["2026-01-01T13:00:00+01:00"],
      breaks: ["2026-01-01T12:30:00+01:00"]),
    Option(
      "timestamp", "maximum: '2026-01-01'", "range", keeps: ["2026-01-01"], breaks: ["2026-01-01T00:00:00.000000001"]),
    Option(
      "timestamp", "exclusiveMinimum: '2026-01-01'", "range", keeps: ["2026-01-01T00:00:00.000000001"],
      breaks: ["2026-01-01"]),
    Option(
      "timestamp", "exclusiveMaximum: '2026-01-01'", "range", keeps: ["2025-12-31T23:59:59"], breaks: ["2026-01-01"]),
    Option(
      "timestamp", "timezone: true", "timezone",
      keeps: ["2026-01-01T00:00:00Z", "2026-01-01 00:00:00-0500", "2026-01-01 00:00:00.5+00"],
      breaks: ["2026-01-01", "2026-01-01T00:00:00", "2026-01-01 00:00"]),
    Option(
      "timestamp", "timezone: false", "timezone", keeps: ["2026-01-01", "2026-01-01 00:00:00.125"],
      breaks: ["2026-01-01T00:00:00Z", "2026-01-01T00:00:00-05"]),
    Option(
      "timestamp", "timezone: true, format: 'yyyyMMdd HHmm[XX]'", "timezone", keeps: ["20260101 0000Z"],
      breaks: ["20260101 0000"]),
    Option(
      "timestamp", "defaultTimezone: Europe/Berlin, maximum: '2026-07-01T00:00:00'", "range",
      keeps: ["2026-06-30T22:00:00Z", "2026-07-01"], breaks: ["2026-07-01T00:00:00Z"]),
    Option(
      "timestamp", "defaultTimezone: Europe/Berlin", "type", keeps: ["2026-10-25 02:30:00"],
      breaks: ["2026-03-29 02:30:00"]),

    Option("time", "format: h:mm a", "format", keeps: ["9:30 PM"], breaks: ["21:30"]),
    Option("time", "minimum: '09:30:00'", "range", keeps: ["09:30"], breaks: ["09:29:59.9"]),
    Option("time", "maximum: '09:30:00'", "range", keeps: ["09:30:00"], breaks: ["09:30:00.1"]),
    Option("time", "exclusiveMinimum: '09:30:00'", "range", keeps: ["09:30:01"], breaks: ["09:30:00"]),
    Option("time", "exclusiveMaximum: '09:30:00'", "range", keeps: ["09:29:59"], breaks: ["09:30:00"]),
    Option("time", "timezone: true", "timezone", keeps: ["09:30:00Z", "09:30+01"], breaks: ["09:30:00"]),
    Option("time", "timezone: false", "timezone", keeps: ["09:30:00"], breaks: []),
    Option(
      "time", "defaultTimezone: Europe/Berlin, maximum: '09:30:00'", "range", keeps: ["09:30:00"], breaks: ["09:30:01"]),

    Option("integer", "minimum: 2", "range", keeps: ["2"], breaks: ["1"]),
    Option("integer", "maximum: 2", "range", keeps: ["2"], breaks: ["3", "18446744073709551616"]),
    Option("integer", "exclusiveMinimum: 2", "range", keeps: ["3"], breaks: ["2"]),
    Option("integer", "exclusiveMaximum: 2", "range", keeps: ["1"], breaks: ["2"]),
    Option("integer", "multipleOf: 5", "multipleOf", keeps: ["0", "-10", "5.0"], breaks: ["7"]),
    Option("integer", "format: i8", "format", keeps: ["-128", "127"], breaks: ["-129", "128"]),
    Option(
      "integer", "format: u64", "format", keeps: ["0", "18446744073709551615"], breaks: ["-1", "18446744073709551616"]),
    Option(
      "integer", "format: i128", "format", keeps: ["-170141183460469231731687303715884105728"],
      breaks: ["170141183460469231731687303715884105728"]),
    Option(
      "integer", "format: u128", "format", keeps: ["340282366920938463463374607431768211455"],
      breaks: ["340282366920938463463374607431768211456", "-1"]),

    Option("number", "minimum: 0.1", "range", keeps: ["0.1"], breaks: ["0.09"]),
    Option("number", "maximum: 0.1", "range", keeps: ["0.1"], breaks: ["0.11", "nan"]),
    Option("number", "exclusiveMinimum: 0.1", "range", keeps: ["0.2"], breaks: ["0.1"]),
    Option("number", "exclusiveMaximum: 0.1", "range", keeps: ["0"], breaks: ["0.1"]),
    Option("number", "multipleOf: 0.01", "multipleOf", keeps: ["0.07", "1e2"], breaks: ["0.075"]),
    Option(
      "number", "format: f32", "format", keeps: ["3.4e38", "nan", "inf", "0", "1e-45"], breaks: ["3.5e38", "1e-60"]),
    Option("number", "format: f64", "format", keeps: ["1.7e308"], breaks: []),
  ]

  @Test(arguments: options)
  func `an option is held against cells`(option: Option) throws {
    let contract = """
      properties:
        - {name: id, logicalType: integer}
        - {name: x, logicalType: \(option.type), logicalTypeOptions: {\(option.option)}}
      """
    for (cells, isKept) in [(option.keeps, true), (option.breaks, false)] where !cells.isEmpty {
      let text = "id,x\n" + cells.enumerated().map { "\($0.offset),\($0.element)\n" }.joined() + "9,\n"
      let run = try Batches.validate(contract, text)
      let result = try run.result(option.check, "x")
      #expect(result.status == (isKept ? .pass : .fail), "\(cells)")
      #expect(result.failing == (isKept ? 0 : cells.count))
      #expect(result.samples.count == (isKept ? 0 : cells.count))
      if option.check != "type" {
        #expect(run.results.filter { $0.check == "type" }.allSatisfy { $0.status != .fail })
      }
    }
  }

  @Test func `a time that clocks skipped is told with its zone`() throws {
    let run = try Batches.validate(
      "properties: [{name: x, logicalType: timestamp, logicalTypeOptions: {defaultTimezone: Europe/Berlin}}]",
      "x\n2026-03-29 02:30:00\nyesterday\n2026-03-29 03:30:00\n")
    let result = try run.result("type", "x")
    #expect(result.failing == 2)
    #expect(result.reason?.contains("1 of them do not exist in Europe/Berlin: clocks went forward") == true)
    #expect(result.details.map(\.name) == ["clockGap"])
  }

  @Test func `an unknown format of strings, and the week-year, are listed and not run`() throws {
    let run = try Batches.validate(
      """
      properties:
        - {name: a, logicalType: string, logicalTypeOptions: {format: phone}}
        - {name: b, logicalType: date, logicalTypeOptions: {format: YYYY-MM-dd}}
      """, "a,b\n1,2026-01-01\n")
    for column in ["a", "b"] {
      let result = try run.result("format", column)
      #expect(result.status == .notRun)
      #expect(result.reason?.isEmpty == false)
    }
    #expect(try run.result("type", "b").status == .pass)
  }

  @Test func `listed values of a column with a format are written in it, or in ISO 8601`() throws {
    let run = try Batches.validate(
      """
      properties:
        - name: x
          logicalType: date
          logicalTypeOptions: {format: dd.MM.yyyy}
          enum: [{value: 31.12.2025}, {value: "2026-01-01"}]
          quality: [{metric: invalidValues, mustBe: 0, arguments: {validValues: [31.12.2025, 01.01.2026]}}]
      """, "x\n31.12.2025\n01.01.2026\n02.01.2026\n")
    #expect(try run.result("enum", "x").failing == 1)
    #expect(try run.result("invalidValues", "x").failing == 1)
    #expect(try run.column("x").minimum == .text("2025-12-31"))
  }

  @Test func `a password is never shown`() throws {
    let run = try Batches.validate(
      "properties: [{name: x, logicalType: string, logicalTypeOptions: {format: password, minLength: 8}}]",
      "x\nsecret\n")
    let sample = try #require(try run.result("length", "x").samples.first)
    #expect(sample.isMasked && sample.value == nil)
  }
}
