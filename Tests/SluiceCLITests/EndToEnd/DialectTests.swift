import Foundation
import Testing

/// How a batch is written, said by flags, object, server or nobody: the first that says something is followed.
@Suite struct EndToEndDialectTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("1;x;1,5\n2;\\N;2\n", "semicolons.csv")
    try folder.write("# by hand\nid;name;price\n1;x;1,5\n", "named.csv")
    try folder.write("1,\"a \\\"b\\\"\",1.5\n2,end\\,2\n", "spark.csv")
  }

  private func contract(server: String, object: String) -> String {
    """
    apiVersion: v3.2.0
    kind: DataContract
    id: shop
    version: 1.0.0
    status: active
    servers:
      - {server: lake, type: local, path: a.csv, format: csv, customProperties: [{property: sluiceCsv, value: \(server)}]}
    schema:
      - name: orders
        customProperties: [{property: sluiceCsv, value: \(object)}]
        properties:
          - {name: id, logicalType: integer}
          - {name: name, logicalType: string}
          - {name: price, logicalType: number}

    """
  }

  private func validate(server: String, object: String, _ words: String...) throws -> SluiceBinary.Ending {
    try folder.write(contract(server: server, object: object), "c.odcs.yaml")
    return try SluiceBinary.run(["validate", "c.odcs.yaml"] + words, in: folder)
  }

  @Test func `flag over object over server over default`() throws {
    let server = "{delimiter: '|', decimal: ',', header: false}"
    let object = "{delimiter: ;}"
    #expect(try validate(server: server, object: object, "semicolons.csv").exitCode == 0)
    #expect(try validate(server: server, object: object, "semicolons.csv", "--decimal", ".").exitCode == 1)
    #expect(try validate(server: server, object: "{}", "semicolons.csv", "--delimiter", ";").exitCode == 0)
    #expect(try validate(server: server, object: object, "named.csv", "--header", "--comment", "#").exitCode == 0)
    #expect(try validate(server: "{}", object: "{}", "semicolons.csv").exitCode == 1)
  }

  @Test func `a preset is followed, and what is said beside it wins`() throws {
    #expect(try validate(server: "{dialect: spark}", object: "{}", "spark.csv").exitCode == 0)
    #expect(try validate(server: "{}", object: "{}", "spark.csv", "--dialect", "spark").exitCode == 0)
    #expect(try validate(server: "{dialect: spark}", object: "{}", "spark.csv", "--escape", "\"").exitCode == 1)
    let wrong = try validate(server: "{dialect: spark}", object: "{}", "spark.csv", "--header")
    #expect(wrong.exitCode == 1 && wrong.output.contains("sluice inspect reads it with --no-header"))
  }

  @Test func `flags that do not fit the contract are a fault of the command line`() throws {
    let ending = try validate(server: "{}", object: "{delimiter: ;}", "semicolons.csv", "--comment", ";")
    #expect(ending.exitCode == 2)
    #expect(ending.messages.contains("delimiter and comment are both \";\""))
    #expect(try validate(server: "{}", object: "{delimiter: ;, comment: ;}", "semicolons.csv").exitCode == 3)
  }

  @Test func `inspect says what to state, and with it the batch is read`() throws {
    let guess = try SluiceBinary.run(["inspect", "spark.csv"], in: folder)
    #expect(guess.output.contains("state it as sluiceCsv: {dialect: spark}  or  --dialect spark"))
    let given = try SluiceBinary.run(["inspect", "semicolons.csv", "--delimiter", ";", "--no-header"], in: folder)
    #expect(given.output.contains("delimiter \";\"  header no") && given.exitCode == 0)
  }
}
