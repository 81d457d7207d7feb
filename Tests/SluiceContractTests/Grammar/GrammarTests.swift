import SluiceContract
import Testing

struct GrammarTests {
  @Test(arguments: ["full-3.2", "full-3.1", "v3.0"])
  func `a contract that uses all of a version reads without an error`(name: String) throws {
    let reading = ContractReader.read(try fixture("contracts/\(name).odcs.yaml"), path: name)
    #expect(
      reading.diagnostics.filter { $0.severity != .info }.map(\.code)
        == (name == "full-3.1"
          ? ["SL0119", "SL0260", "SL0242"] : name == "full-3.2" ? ["SL0260", "SL0260", "SL0260", "SL0260"] : []))
    #expect(reading.contract != nil)
  }

  @Test(arguments: [
    ("tags: sales", "SL0101 6:7 expected a list, found \"sales\""),
    ("tags:", "SL0101 6:6 expected a list, found nothing"),
    ("name: [a]", "SL0101 6:7 expected text, found a list"),
    ("price: 5", "SL0101 6:8 expected a mapping (the price), found \"5\""),
    ("price: {priceAmount: free}", "SL0105 6:22 expected a number, found \"free\""),
    ("price: {priceAmount: 012}", "SL0105 6:22 expected a number, found \"012\""),
    ("price: {priceAmount: 1_000}", "SL0105 6:22 expected a number, found \"1_000\""),
    ("name: ~", "SL0106 6:7 expected text, found an unquoted ~"),
    ("nmae: a", "SL0107 6:1 unknown key \"nmae\" in the contract"),
    ("x-team: a", "SL0107 6:1 unknown key \"x-team\" in the contract"),
    ("roles: [{id: a}]", "SL0102 6:10 a role needs the key \"role\""),
    ("roles: [{id: a.b, role: r}]", "SL0109 6:14 the id \"a.b\" holds a character that ids must not have"),
    ("description: {usage: u, extra: e}", "SL0119 6:25 unknown key \"extra\" in the description"),
    ("context: [a]", "SL0101 6:10 expected text or a mapping, found a list"),
    ("team: {members: [{name: a}]}", "SL0102 6:19 a team member needs the key \"username\""),
    ("slaProperties: [{property: a, value: [1]}]", "SL0101 6:38 expected one value, found a list"),
    ("servers: [{server: a, type: S3}]", "SL0103 6:29 \"S3\" is not known here"),
    (
      "servers: [{server: a, type: s3}]",
      "SL0102 6:12 a server of type \"s3\" needs the key \"location\""
    ),
    (
      "servers: [{server: a, type: bigquery, project: p, dataset: d, host: h}]",
      "SL0118 6:63 the key \"host\" does not belong to a server of type \"bigquery\""
    ),
    (
      "servers: [{server: a, type: mysql, host: h, port: yes please, database: d}]\nname: ~",
      "SL0106 7:7 expected text, found an unquoted ~"
    ),
    ("contractCreatedTs: today", "SL0120 6:20 \"today\" is not a time with an offset"),
  ])
  func `what the official schema refuses is refused with its place`(lines text: String, message: String) {
    #expect(lines(read(head + text + "\n")) == [message])
  }

  @Test(arguments: [
    ("required: yes", "SL0104 10:19 expected true or false, found \"yes\""),
    ("required: \"true\"", "SL0104 10:19 expected true or false, found \"true\""),
    ("logicalType: int", "SL0103 10:22 \"int\" is not known here"),
    (
      "logicalTypeOptions: {minimum: 1}",
      "SL0107 10:30 unknown key \"minimum\" in the options of a property without logicalType"
    ),
    (
      "logicalType: string\nlogicalTypeOptions: {minimum: 1}",
      "SL0107 11:30 unknown key \"minimum\" in the options of a string"
    ),
    (
      "logicalType: string\nlogicalTypeOptions: {minLength: 1.5}",
      "SL0105 11:41 expected a whole number, found \"1.5\""
    ),
    ("logicalType: string\nlogicalTypeOptions: {minLength: -1}", "SL0113 11:41 -1 is less than 0"),
    ("logicalType: integer\nlogicalTypeOptions: {multipleOf: 0}", "SL0113 11:42 0 is not above 0"),
    ("logicalType: map", "SL0102 9:9 a property of logicalType \"map\" needs the key \"map\""),
    (
      "logicalType: vector",
      "SL0102 9:9 a property of logicalType \"vector\" needs the key \"logicalTypeOptions\""
    ),
    (
      "logicalType: string\nitems: {name: a}",
      "SL0118 11:9 the key \"items\" does not belong to a property of logicalType \"string\""
    ),
    ("enum: []", "SL0114 10:15 at least one entry is needed here"),
    ("enum: [{value: 1.0}, {value: 1}]", "SL0115 10:30 the value \"1\" is listed twice"),
    ("relationships: [{to: customers}]", "SL0116 10:30 \"customers\" is not a reference"),
    (
      "relationships: [{to: orders.price, from: c.d}]",
      "SL0107 10:44 unknown key \"from\" in a relationship of a property"
    ),
  ])
  func `properties are held to their type`(text: String, message: String) {
    #expect(lines(read(column(text))) == [message])
  }

  @Test(arguments: [
    ("btrieve", "host", "database"), ("zen", "host", "database"), ("iceberg", "catalog", "catalogUrl"),
    ("redshift", "database", "schema"), ("glue", "account", "database"), ("local", "path", "format"),
  ])
  func `a server needs the keys of its type`(type: String, first: String, second: String) {
    let text = head + "servers:\n  - server: s\n    type: \(type)\n"
    #expect(codes(read(text)) == ["SL0102", "SL0102"])
    #expect(codes(read(text + "    \(first): a\n    \(second): b\n")).isEmpty)
  }

  @Test(arguments: [
    ("deprecated: true", "the key \"deprecated\""), ("synonyms: []", "the key \"synonyms\""),
    ("semanticType: measure", "the key \"semanticType\""), ("enum: [{value: a}]", "the key \"enum\""),
    ("logicalType: vector\nlogicalTypeOptions: {dimensions: 3}", "the value \"vector\""),
    ("customProperties: [{property: p, value: 1, vendor: v}]", "the key \"vendor\""),
  ])
  func `what is new in v3.2 is named as such under v3.1`(text: String, what: String) throws {
    let reading = read(column(text).replacing("v3.2.0", with: "v3.1.0"))
    #expect(codes(reading) == ["SL0108"])
    let found = try #require(reading.diagnostics.first)
    #expect(found.message == "\(what) is new in v3.2.0, and this contract is written for v3.1.0")
    #expect(found.help == "set `apiVersion: v3.2.0`")
  }

  @Test(
    arguments: [
      ("integr", "integer"), ("Integer", "integer"), ("timestmap", "timestamp"), ("bool", nil),
      ("xyzzy", nil),
    ] as [(String, String?)])
  func `a near name is offered and a far one is not`(word: String, near: String?) throws {
    let found = try #require(read(column("logicalType: \(word)")).diagnostics.first)
    #expect(found.help?.hasPrefix("did you mean") == (near != nil))
    if let near { #expect(found.help == "did you mean \"\(near)\"?") }
  }

  @Test(arguments: [
    ("DECIMAL(18,2)", "number"), ("float", "number"), ("bigint", "integer"), ("varchar", "string"),
    ("Bool", "boolean"), ("datetime", "timestamp"), ("struct", "object"), ("list", "array"),
  ])
  func `what a database calls a type is told the word of the standard`(word: String, type: String) throws {
    let found = try #require(read(column("logicalType: \(word)")).diagnostics.first)
    #expect(found.help == "the standard's word for it is `\(type)`")
  }

  @Test(arguments: [
    ("a.b", true, true), ("a.b.c", false, true), ("a-b.c", false, true),
    ("schema/a/properties/b", true, true),
    ("/schema/a", true, true), ("x.yaml#/schema/a", true, true), ("x.yml#schema/a", false, true),
    ("https://h/x.yaml#schema/a", true, true), ("schema/a b", false, false), ("schema", false, false),
    ("schema/a/properties", false, false), ("schema/ä", false, true), ("x.json#schema/a", false, false),
  ])
  func `references have the form of their version`(text: String, in31: Bool, in32: Bool) {
    let contract = column("relationships: [{to: \"\(text)\"}]")
    // Whether the object exists is another question.
    #expect(codes(read(contract)).allSatisfy { $0 == "SL0260" } == in32)
    #expect(codes(read(contract.replacing("v3.2.0", with: "v3.1.0"))).allSatisfy { $0 == "SL0260" } == in31)
  }

  @Test(
    arguments: [
      ("v3.2.0", [], true), ("v3.1.0", [], true), ("v3.0.0", ["SL0110"], true), ("v2.2.2", ["SL0111"], false),
      ("3.1", ["SL0112"], false), ("v4.0.0", ["SL0112"], false),
    ] as [(String, [String], Bool)])
  func `apiVersion decides how a contract is read`(version: String, expected: [String], isRead: Bool) {
    let reading = read(head.replacing("v3.2.0", with: version))
    #expect(codes(reading) == expected)
    #expect((reading.contract != nil) == isRead)
  }

  @Test func `all errors of a file are listed in file order`() {
    let text =
      column("required: yes\nunknwn: 1\nlogicalType: integr\nquality:\n  - {metric: nullValues}")
      + "tgas: []\n"
    #expect(codes(read(text)) == ["SL0104", "SL0107", "SL0103", "SL0201", "SL0107"])
  }

  @Test func `a diagnostic names its place in the document`() {
    let text = column(
      "quality:\n  - {metric: nullValues, mustBe: 0}\n  - {id: q, metric: nullValues, mustBee: 0}")
    #expect(
      read(text).diagnostics.map(\.path) == [
        "schema[orders].properties[price].quality[q]", "schema[orders].properties[price].quality[q].mustBee",
      ])
  }

  @Test func `a fault that an alias repeats is reported once`() {
    let text = head + "roles:\n  - &r {role: a, acess: b}\n  - *r\n  - *r\n"
    #expect(lines(read(text)) == ["SL0107 7:18 unknown key \"acess\" in a role"])
  }

  @Test func `values that differ only in normalisation are two values`() {
    #expect(codes(read(column("enum: [{value: \"\\u00e9\"}, {value: \"e\\u0301\"}]"))).isEmpty)
  }

  @Test func `status may be left out since v3.2 only`() {
    let text = head.replacing("status: active\n", with: "")
    #expect(codes(read(text)).isEmpty)
    #expect(codes(read(text.replacing("v3.2.0", with: "v3.1.0"))) == ["SL0102"])
  }
}
