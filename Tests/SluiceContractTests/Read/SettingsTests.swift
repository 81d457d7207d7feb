import SluiceContract
import Testing

struct SettingsTests {
  private func atObject(_ name: String, _ value: String) -> ContractReading {
    read(object("customProperties: [{property: \(name), value: \(value)}]\nproperties: [{name: a}]"))
  }

  @Test(
    arguments: [
      ("sluiceExtraColumns", "ignore", []), ("sluiceExtraColumns", "error", ["SL0303"]),
      ("sluiceExtraColums", "fail", ["SL0301"]), ("SluiceExtraColumns", "fail", ["SL0301"]),
      ("sluicePresence", "required", ["SL0302"]), ("sluiceEmptyBatch", "pass", []),
      ("sluiceEmptyBatch", "ignore", ["SL0303"]), ("sluiceStructure", "{fieldCount: warn}", []),
      ("sluiceStructure", "{fieldCount: ignore}", ["SL0303"]),
      ("sluiceStructure", "{fieldCuont: warn}", ["SL0304"]),
      ("sluiceSkewKeys", "[a]", []), ("sluiceSkewKeys", "[b]", ["SL0226"]),
      ("sluiceSkewKeys", "a", ["SL0303"]),
      ("sluiceCsv", "{delimiter: \"\\t\"}", []), ("sluiceCsv", "{delimiter: '||'}", ["SL0303"]),
      ("sluiceCsv", "{delimiter: é}", ["SL0303"]), ("sluiceCsv", "{delimeter: ;}", ["SL0304"]),
      ("sluiceCsv", "{header: yes}", ["SL0303"]), ("sluiceCsv", "{nullTokens: [null]}", ["SL0303"]),
      ("sluiceCsv", "{nullTokens: [-999, no]}", []), ("sluiceCsv", "{dialect: pandsa}", ["SL0303"]),
      ("sluiceCsv", "{skipRows: -1}", ["SL0303"]),
      ("sluiceCsv", "{delimiter: ';', comment: ';'}", ["SL0303"]),
      ("sluiceCsv", "{trueTokens: [a], falseTokens: [a]}", ["SL0303"]),
      ("sluiceCsv", "{encoding: latin1}", []),
      ("sluiceCsv", "{encoding: UTF-8//IGNORE}", ["SL0303"]),
      ("sluiceCsv", "{delimiter: '\"'}", ["SL0303"]), ("sluiceCsv", "{comment: ','}", ["SL0303"]),
      ("sluiceCsv", "{comment: '#', quote: none}", []), ("sluiceCsv", "{comment: none}", []),
      ("sluiceCsv", "{delimiter: none}", ["SL0303"]), ("sluiceCsv", "{decimal: ','}", []),
      ("sluiceCsv", "{decimal: ',', quote: none}", ["SL0303"]),
      ("sluiceCsv", "{decimal: ',', quote: none, delimiter: ;}", []),
      ("sluiceCsv", "{escape: \"\\\\\", quote: none}", ["SL0303"]),
      ("sluiceCsv", "{escape: \"\\\\\", quote: \"\\\\\"}", ["SL0303"]),
      ("sluiceCsv", "{nullTokens: [\"true\"]}", ["SL0303"]),
      ("sluiceCsv", "{dialect: excel, nullTokens: [\"true\"]}", []),
      ("sluiceCsv", "{trim: true, nullTokens: [' NA']}", ["SL0303"]),
      ("sluiceCsv", "{escape: \"\\\\\", trim: true, decimal: ','}", []), ("sluiceCsv", "5", ["SL0303"]),
      ("other", "5", []),
    ] as [(String, String, [String])])
  func `settings of an object`(name: String, value: String, expected: [String]) {
    #expect(codes(atObject(name, value)) == expected, "\(name): \(value)")
  }

  @Test(
    arguments: [
      ("sluiceWaivers", "[{rule: range, until: 2026-01-31}]", []),
      ("sluiceWaivers", "[{rule: range}]", ["SL0303"]),
      ("sluiceWaivers", "[{rule: r, until: soon}]", ["SL0303"]),
      ("sluiceWaivers", "[{rule: r, until: 2026-01-31, why: x}]", ["SL0304"]),
      ("sluiceWaivers", "x", ["SL0303"]),
      ("sluiceCompatibility", "consumers", ["SL0303"]), ("sluiceAlerts", "{error: a, fatal: b}", ["SL0304"]),
      ("sluiceCsv", "{}", ["SL0302"]),
    ] as [(String, String, [String])])
  func `settings of the contract`(name: String, value: String, expected: [String]) {
    let reading = read(head + "customProperties: [{property: \(name), value: \(value)}]\n")
    #expect(codes(reading) == expected)
  }

  @Test func `a setting may stand once and nowhere else`() {
    let twice =
      "customProperties:\n  - {property: sluicePresence, value: optional}\n"
      + "  - {property: sluicePresence, value: required}"
    #expect(codes(read(column(twice))) == ["SL0303"])
    let role = "roles: [{role: r, customProperties: [{property: sluiceCsv, value: {}}]}]\n"
    #expect(codes(read(head + role)) == ["SL0302"])
  }

  @Test func `csv settings arrive typed`() throws {
    let csv = try #require(
      atObject(
        "sluiceCsv", "{dialect: spark, delimiter: \"\\t\", header: false, nullTokens: [-999], skipRows: 2}"
      )
      .contract?.objects[0].settings.csv)
    #expect(csv.dialect == "spark")
    #expect(csv.delimiter == "\t")
    #expect(csv.header == false)
    #expect(csv.nullTokens == ["-999"])
    #expect(csv.skipRows == 2)
    #expect(csv.trim == nil)
  }

  @Test func `a contradiction has its place and both parts`() {
    let reading = atObject("sluiceCsv", "{delimiter: ;, comment: ;}")
    #expect(
      reading.diagnostics.map(\.message) == ["sluiceCsv contradicts itself: delimiter and comment are both \";\""])
    #expect(reading.diagnostics.first?.mark.line ?? 0 > 1)
  }

  @Test func `what object and server say of a batch must agree`() {
    let yaml = { (server: String, own: String) in
      head + """
        servers:
          - {server: lake, type: local, path: a.csv, format: csv, customProperties: [{property: sluiceCsv, value: \(server)}]}
        schema:
          - name: o
            customProperties: [{property: sluiceCsv, value: \(own)}]
            properties: [{name: a}]

        """
    }
    #expect(codes(read(yaml("{delimiter: ;}", "{decimal: ','}"))) == [])
    let reading = read(yaml("{delimiter: ;}", "{comment: ;}"))
    #expect(
      reading.diagnostics.map(\.message) == [
        "sluiceCsv contradicts that of the server \"lake\": delimiter and comment are both \";\""
      ])
    #expect(reading.diagnostics.first?.notes.count == 1)
  }
}
