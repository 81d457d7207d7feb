import Foundation
import Testing

/// Every row of `docs/exit-codes.md`, with the real binary, and what wins where several apply.
@Suite struct EndToEndExitCodeTableTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try Orders.folder()
    try folder.write("id,amount\n", "empty.csv")
    try folder.write(Self.undecided, "undecided.odcs.yaml")
    // What no backtracking matcher decides within its limits.
    let cell = String(repeating: "a", count: 60) + "!"
    try folder.write("id,name\n1,\(cell)\n", "slow.csv")
    try folder.write("id,name\nx,\(cell)\n", "slow-broken.csv")
    try folder.write(Self.notRun, "not-run.odcs.yaml")
  }

  private static let undecided = """
    apiVersion: v3.1.0
    kind: DataContract
    id: orders
    version: 1.0.0
    status: active
    schema:
      - name: orders
        properties:
          - {name: id, logicalType: integer}
          - {name: name, logicalType: string, logicalTypeOptions: {pattern: "^(a+)+$"}}

    """

  private static let notRun =
    Orders.contract + """
          quality:
            - {type: text, description: looks right}

      """

  /// How the words after `sluice` end.
  struct Row: CustomTestStringConvertible {
    var code: Int32
    var words: String
    var testDescription: String { "\(code): \(words)" }

    init(_ code: Int32, _ words: String) {
      self.code = code
      self.words = words
    }
  }

  static let rows: [Row] = [
    // 0
    Row(0, "validate orders.odcs.yaml good.csv"), Row(0, "validate orders.odcs.yaml extra.csv"),
    Row(0, "validate orders.odcs.yaml range.csv --fail-on never"),
    Row(0, "validate orders.odcs.yaml range.csv --quarantine q --accept-rejected 34"),
    Row(0, "lint orders.odcs.yaml"), Row(0, "inspect good.csv"), Row(0, "explain waiver"), Row(0, "--version"),
    // 1
    Row(1, "validate orders.odcs.yaml range.csv"), Row(1, "validate orders.odcs.yaml ragged.csv"),
    Row(1, "validate orders.odcs.yaml extra.csv --fail-on warning"), Row(1, "validate orders.odcs.yaml empty.csv"),
    Row(1, "validate orders.odcs.yaml range.csv --quarantine q"),
    Row(1, "validate orders.odcs.yaml range.csv --quarantine q --accept-rejected 33"), Row(1, "inspect ragged.csv"),
    // 2
    Row(2, ""), Row(2, "validate"), Row(2, "validate orders.odcs.yaml"), Row(2, "valdate orders.odcs.yaml good.csv"),
    Row(2, "validate orders.odcs.yaml good.csv --nonsense"), Row(2, "validate orders.odcs.yaml good.csv --threads 0"),
    Row(2, "validate two.odcs.yaml good.csv"), Row(2, "validate orders.odcs.yaml good.csv -o good.csv"),
    Row(2, "validate orders.odcs.yaml good.csv --accept-rejected 1"), Row(2, "explain nonsense"), Row(2, "lint"),
    Row(2, "validate orders.odcs.yaml . --quarantine ./q"),
    // 3
    Row(3, "validate wrong.odcs.yaml good.csv"), Row(3, "validate none.odcs.yaml good.csv"),
    Row(3, "lint wrong.odcs.yaml"), Row(3, "lint orders.odcs.yaml none.odcs.yaml"),
    // 4
    Row(4, "validate orders.odcs.yaml none.csv"), Row(4, "validate orders.odcs.yaml /dev/null"),
    Row(4, "inspect none.csv"),
    // 5
    Row(5, "validate orders.odcs.yaml good.csv --output /dev/full"),
    Row(5, "validate orders.odcs.yaml good.csv --report junit=no/such/folder/r.xml"),
    Row(5, "validate undecided.odcs.yaml slow.csv"),
    Row(5, "validate not-run.odcs.yaml good.csv --require-all"),
    Row(5, "validate orders.odcs.yaml range.csv --quarantine good.csv/q --accept-rejected 34"),
    Row(5, "validate orders.odcs.yaml range.csv --fail-on never --quarantine good.csv/q"),
    // The worst wins: 3 before 4, 4 before 5, 1 before 5, 5 before 0; a command line that is not understood is told first.
    Row(3, "validate wrong.odcs.yaml none.csv"), Row(3, "validate wrong.odcs.yaml good.csv --output /dev/full"),
    Row(4, "validate orders.odcs.yaml none.csv --output /dev/full"),
    Row(1, "validate orders.odcs.yaml range.csv --output /dev/full"),
    Row(1, "validate orders.odcs.yaml range.csv --quarantine good.csv/q"),
    Row(1, "validate undecided.odcs.yaml slow-broken.csv"),
    Row(1, "validate not-run.odcs.yaml range.csv --require-all"),
    Row(2, "validate wrong.odcs.yaml good.csv --nonsense"), Row(2, "validate none.odcs.yaml none.csv --threads 0"),
  ]

  @Test(arguments: rows)
  func `a run ends as the table says, and its report says so too`(row: Row) throws {
    let words = row.words.split(separator: " ").map(String.init)
    let ending = try SluiceBinary.run(words, in: folder)
    #expect(ending.exitCode == row.code, "\(ending.messages)")
    guard words.first == "validate", !words.contains("-o"), !words.contains("--output") else { return }
    let json = try SluiceBinary.run(words + ["--format", "json"], in: folder)
    #expect(json.exitCode == row.code)
    #expect(try json.json()["exitCode"] as? Int == Int(row.code))
    let verdict = try #require(try json.json()["verdict"] as? String)
    // Never 0 or 1 without a verdict.
    if row.code <= 1 { #expect(verdict != "error") }
    if row.code == 1 && !words.contains("warning") { #expect(verdict == "fail") }
    if row.code == 0 || row.code == 5 { #expect(try json.json()["complete"] as? Bool == (row.code == 0)) }
  }

  @Test func `every code of the documentation is met here or where signals are`() throws {
    var file = URL(fileURLWithPath: #filePath)
    for _ in 0..<4 { file.deleteLastPathComponent() }
    let text = try String(contentsOf: file.appendingPathComponent("docs/exit-codes.md"), encoding: .utf8)
    let documented = text.split(separator: "\n").filter { $0.hasPrefix("| ") }
      .flatMap { $0.split(separator: "|")[0].split(separator: ",") }
      .compactMap { Int32($0.trimmingCharacters(in: .whitespaces)) }
    #expect(Set(documented) == Set(Self.rows.map(\.code)).union([70, 130, 143]))
  }
}
