import Foundation
import Testing

/// The example of nested columns, with the real binary.
@Suite struct EndToEndNestedTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    for name in ["orders.odcs.yaml", "good.csv", "bad.csv"] {
      let file = root.appendingPathComponent("examples/nested/\(name)")
      try folder.write(try String(contentsOf: file, encoding: .utf8), name)
    }
  }

  @Test func `the good batch passes, with every rule run`() throws {
    let ending = try SluiceBinary.run(["validate", "orders.odcs.yaml", "good.csv"], in: folder)
    #expect(ending.exitCode == 0)
    #expect(ending.lastLine.contains("0 fail, 0 error, 0 notRun"))
  }

  @Test func `the bad batch fails where it is bad, and says so by path`() throws {
    let ending = try SluiceBinary.run(["validate", "orders.odcs.yaml", "bad.csv", "--format", "json"], in: folder)
    #expect(ending.exitCode == 1)
    let results = try #require(try ending.json()["results"] as? [[String: Any]])
    let failed = results.filter { $0["status"] as? String == "fail" }
    let shown = failed.map { result in
      let samples = result["samples"] as? [[String: Any]] ?? []
      let paths = samples.map { sample in
        "\(sample["column"] ?? "-")=\(sample["masked"] as? Bool == true ? "•" : sample["value"] as? String ?? "null")"
      }
      return "\(result["id"] ?? "-"): \(paths.joined(separator: " "))"
    }
    #expect(
      shown == [
        "orders.address.type: address=•", "orders.address.requiredProperties: address=•",
        "orders.address.street.required: address.street=null", "orders.address.city.required: address.city=null",
        "orders.address.geo.lat.range: address.geo.lat=95",
        "orders.lines.type: lines=[{sku: AB1234, price: NULL}]", "orders.lines.items: lines=[]",
        "orders.lines.items.sku.pattern: lines[1].sku=cd1", "orders.lines.items.price.range: lines[0].price=-1",
        "orders.tags.type: tags=gift", "orders.tags.uniqueItems: tags=[\"gift\",\"gift\"]",
        "orders.tags.items.invalidValues: tags[1]=slow", "orders.attributes.type: attributes={color=red}",
        "orders.attributes.key.pattern: attributes['Color']=Color",
        "orders.attributes.value.type: attributes['color']=7", "orders.embedding.type: embedding=[1. 0. 0.]",
        "orders.embedding.dimensions: embedding=[1, 0]", "orders.embedding.normalized: embedding=[1, 1, 0]",
      ])
    #expect(!ending.output.contains("Elm"), "a part that is masked is not shown with its column either")
  }

  @Test func `the text report names the exporter and the way to JSON`() throws {
    let ending = try SluiceBinary.run(["validate", "orders.odcs.yaml", "bad.csv"], in: folder)
    let wanted = [
      "a DuckDB literal; export with to_json(…)", "a NumPy literal", "a Python literal", "lines[1].sku = cd1",
    ]
    for words in wanted {
      #expect(ending.output.contains(words), "\(words)")
    }
  }

  @Test func `a cell of nearly 16 MiB is counted to its last item, and brackets without end are one finding`() throws {
    let numbers = "[" + String(repeating: "1,", count: 7_900_000) + "1]"
    let members = "{" + (0..<900_000).map { "\"\"\($0)\"\":1" }.joined(separator: ",") + "}"
    let text = """
      id,v,m
      1,"\(numbers)","\(members)"
      2,\(String(repeating: "[", count: 100_000)),\(String(repeating: "{", count: 100_000))

      """
    try folder.write(text, "huge.csv")
    try folder.write(
      """
      {apiVersion: v3.2.0, kind: DataContract, id: a, version: 1.0.0, status: active, schema: [{name: t, properties: [
        {name: id}, {name: v, logicalType: array, items: {logicalType: integer, required: true}},
        {name: m, logicalType: map, map: {key: {logicalType: integer}, value: {logicalType: integer}}}]}]}
      """, "huge.odcs.yaml")
    let ending = try SluiceBinary.run(
      ["validate", "huge.odcs.yaml", "huge.csv", "--format", "json"], in: folder)
    #expect(ending.exitCode == 1)
    let results = try #require(try ending.json()["results"] as? [[String: Any]])
    let type = try #require(results.first { $0["id"] as? String == "t.v.type" })
    #expect(type["failing"] as? Int == 1)
    #expect((type["details"] as? [String: Any])?["tooDeep"] as? Int == 1)
    let items = try #require(results.first { $0["id"] as? String == "t.v.items.type" })
    #expect((items["details"] as? [String: Any])?["values"] as? Int == 7_900_001)
  }
}
