import SluiceContract
import Testing

@testable import SluiceEngine

/// A run as a whole: empty batches, columns of nulls, masks, verdicts, places of samples.
struct ValidationTests {
  // MARK: Nothing there

  @Test(arguments: [
    ("", CheckResult.Status.fail), ("sluiceEmptyBatch: fail", .fail), ("sluiceEmptyBatch: warn", .warn),
    ("sluiceEmptyBatch: pass", .pass), ("mustBeGreaterOrEqualTo: 0", .pass), ("mustBe: 0", .pass),
    ("mustBeGreaterThan: 0", .fail), ("mustBeBetween: [1, 5]", .fail), ("mustBeLessThan: 5", .pass),
  ])
  func `an empty batch fails unless the contract lets it`(way: String, status: CheckResult.Status) throws {
    var lines =
      "properties:\n  - {name: a, logicalType: integer, required: true, unique: true, quality: [{metric: nullValues, mustBe: 0, unit: percent}]}\n"
    if way.hasPrefix("sluice") {
      lines = "customProperties: [{property: sluiceEmptyBatch, value: \(way.dropFirst(18))}]\n" + lines
    } else if !way.isEmpty {
      lines += "quality: [{metric: rowCount, \(way)}]"
    }
    let run = try Batches.validate(lines, "a\n")
    #expect(try run.result("emptyBatch").status == status)
    for check in ["type", "required", "unique", "nullValues"] {
      let result = try run.result(check, "a")
      #expect(result.status == .notRun)
      #expect(result.reason == "0 rows")
    }
    let counts = run.results.filter { $0.check == "rowCount" }
    #expect(counts.allSatisfy { $0.status == (status == .pass ? .pass : .fail) })
    #expect(run.verdict == (status == .fail ? .fail : status == .warn ? .warn : .pass))
  }

  @Test
  func `blank lines do not fill a batch`() throws {
    let run = try Batches.validate("properties: [{name: a}, {name: b}]", "a,b\n\n\n")
    #expect(try run.result("emptyBatch").status == .fail)
    #expect(try run.result("emptyBatch").observed == "0")
    // In one column they are rows of null.
    let column = try Batches.validate("properties: [{name: a}]", "a\n\n\n")
    #expect(try column.result("emptyBatch").status == .pass)
  }

  @Test
  func `rows that are broken are rows of the batch`() throws {
    let run = try Batches.validate("properties: [{name: a, logicalType: integer}, {name: b}]", "a,b\n1\n2\n")
    #expect(run.rows == 2)
    #expect(try run.result("emptyBatch").status == .pass)
    #expect(try run.result("type", "a").status == .notRun)
    #expect(run.structure.map(\.count) == [2])
    #expect(run.verdict == .fail)
  }

  @Test
  func `a column of nulls has no values to judge, and shares of nothing are not run`() throws {
    let run = try Batches.validate(
      """
      properties:
        - name: id
        - name: a
          logicalType: number
          unique: true
          logicalTypeOptions: {minimum: 1}
          quality:
            - {metric: nullValues, mustBe: 100, unit: percent}
            - {id: share, metric: duplicateValues, mustBeLessThan: 5, unit: percent}
            - {id: count, metric: duplicateValues, mustBe: 0}
      """, "id,a\n1,\n2,\n")
    for check in ["type", "range", "unique", "nullValues"] {
      #expect(try run.result(check, "a").status == .pass)
    }
    #expect(try run.result("range", "a").population == 0)
    #expect(run.results.first { $0.id == "share" }?.status == .notRun)
    #expect(run.results.first { $0.id == "count" }?.status == .pass)
    let column = try run.column("a")
    #expect(column.minimum == nil)
    #expect(column.mean == nil)
    #expect(column.distinct == 0)
  }

  // MARK: Secrets

  @Test(arguments: [
    "classification: restricted", "classification: PII", "tags: [gdpr, pii]", "classification: Confidential",
  ])
  func `values of a masked column are nowhere in the result`(mark: String) throws {
    let lines = """
      properties:
        - {name: id, primaryKey: true, primaryKeyPosition: 1}
        - {name: salary, logicalType: number, primaryKey: true, primaryKeyPosition: 2, \(mark), unique: true, logicalTypeOptions: {maximum: 10}, quality: [{metric: invalidValues, mustBe: 0, arguments: {validValues: [7]}}]}
      """
    let text = "id,salary\n1,4242.5\n1,4242.5\n2,\n3,secret\n"
    let run = try Batches.validate(lines, text)
    for word in ["4242", "secret", "\(Array("4242.5".utf8))", "\(Array("secret".utf8))"] {
      #expect(!run.dump.contains(word), "\(word)")
    }
    let range = try run.result("range", "salary")
    #expect(range.failing == 2)
    #expect(range.samples.map(\.isMasked) == [true, true])
    #expect(range.samples.map(\.row) == [1, 2])
    #expect(try run.result("required", "salary").samples.map(\.isMasked) == [false], "a null hides nothing")
    let key = try #require(try run.result("primaryKey").samples.first?.key)
    #expect(key.map(\.isMasked) == [false, true])
    #expect(key.map(\.value) == [[0x31], nil])
    let column = try run.column("salary")
    #expect(column.isMasked)
    #expect(column.minimum == nil && column.maximum == nil && column.mean == nil)
    #expect(column.nulls == 1)
    // The same without the mark shows them: the test can fail.
    let open = try Batches.validate(lines.split(separator: "\(mark), ").joined(), text)
    #expect(open.dump.contains("4242.5"))
  }

  // MARK: Samples

  @Test
  func `samples of keys are found again in their own files, past broken rows`() throws {
    let contract = try Batches.contract(
      "properties: [{name: id, logicalType: integer, unique: true}, {name: b}]")
    let files = ["id,b\n1,\"x\ny\"\n2\n3,z\n", "b,id\n\nz,9\nz,3.0\n,1\n"].map { Array($0.utf8) }
    for chunkBytes in [1, 5, 4096] {
      let run = try Batches.validate(
        contract, files, options: RunOptions(threads: 2, chunkBytes: chunkBytes, samples: 3))
      let samples = try run.result("unique", "id").samples
      #expect(samples.map { String($0.file.suffix(10)) } == ["part-0.csv", "part-0.csv", "part-1.csv"])
      #expect(samples.map(\.row) == [1, 3, 3])
      #expect(samples.map(\.line) == [2, 5, 4])
      #expect(samples.map(\.byteOffset) == [5, 15, 10])
      #expect(samples.map(\.value) == ["1", "3", "3.0"].map { Array($0.utf8) })
    }
  }

  @Test(arguments: [0, 1, 5, 100])
  func `as many samples are kept as are asked for, and all are counted`(limit: Int) throws {
    let contract = try Batches.contract(
      "properties: [{name: a, logicalType: integer, unique: true}, {name: b, required: true}]")
    let text = "a,b\n" + (0..<20).map { _ in "x,\n" }.joined() + (0..<20).map { _ in "7,1\n" }.joined()
    let run = try Batches.validate(
      contract, [Array(text.utf8)], options: RunOptions(threads: 2, chunkBytes: 16, samples: limit))
    #expect(try run.result("type", "a").failing == 20)
    #expect(try run.result("type", "a").samples.map(\.row) == Array((1...20).prefix(limit)))
    #expect(try run.result("required", "b").samples.count == min(20, limit))
    #expect(try run.result("unique", "a").failing == 20)
    #expect(try run.result("unique", "a").samples.map(\.row) == Array((21...40).prefix(limit)))
  }

  // MARK: Verdict

  @Test(arguments: [
    ("a\n1\n", RunResult.Verdict.pass), ("\u{FEFF}a\n1\n", .warn), ("a\n1\r\n2\n", .warn),
    ("a\nx\"y\n", .fail),
    ("a,a\n1,2\n", .fail), ("a\n\u{0}\n", .fail), ("", .fail),
  ])
  func `structure alone decides too`(text: String, verdict: RunResult.Verdict) throws {
    #expect(try Batches.validate("properties: [{name: a}]", text).verdict == verdict)
  }

  @Test
  func `a verdict is the worst of its results`() {
    func result(_ status: CheckResult.Status) -> CheckResult {
      CheckResult(
        id: "a", check: "type", column: nil, ruleID: nil, isBlocking: true, status: status, reason: nil,
        observed: nil,
        unit: nil, failing: nil, population: nil, expected: nil, threshold: nil, location: nil, samples: [],
        details: [])
    }
    #expect(Verdict.of([result(.pass), result(.notRun)], []) == .pass)
    #expect(Verdict.of([result(.warn), result(.pass)], []) == .warn)
    #expect(Verdict.of([result(.warn), result(.error)], []) == .error)
    #expect(Verdict.of([result(.error), result(.fail), result(.warn)], []) == .fail)
  }

  @Test
  func `what the run read is told, file by file`() throws {
    let contract = try Batches.contract("properties: [{name: a, logicalType: integer}]")
    let run = try Batches.validate(contract, ["a\n1\n2\n", "a\n", "a\n3"].map { Array($0.utf8) })
    #expect(run.object == "orders")
    #expect(run.files.map(\.rows) == [2, 0, 1])
    #expect(run.files.map(\.bytes) == [6, 2, 3])
    #expect(run.timing.bytes == 11)
    #expect(run.timing.threads == 1)
    #expect(try run.column("a").mean == 2)
  }
}
