import SluiceContract
import Testing

@testable import SluiceEngine

/// What holds of every quarantine, whatever the batch: nothing is lost, nothing is added, and no split changes a byte.
struct QuarantineLawTests {
  @Test(arguments: SplitLawTests.batches)
  func `accepted and rejected rows make the batch again, however it was read`(batch: SplitLawTests.Nasty) throws {
    try Self.check(
      batch.files, note: batch.testDescription, threads: [1, 2, 8], chunks: SplitLawTests.chunks)
  }

  @Test
  func `so do those of random documents, broken ones too`() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededGenerator(seed: seed)
    for round in 0..<24 {
      let files = (0..<Int.random(in: 1...3, using: &random)).map { _ in SplitLawTests.document(&random) }
      try Self.check(files, note: "seed \(seed), round \(round)", threads: [1, 3], chunks: [1, 3, 7, 64, 4096])
    }
  }

  @Test(arguments: SplitLawTests.batches)
  func `rules of rows obey it too`(batch: SplitLawTests.Nasty) throws {
    try Self.check(
      batch.files, note: batch.testDescription, threads: [1, 3], chunks: [1, 7, 64, 4096], contract: RowRulesTests.law)
  }

  @Test(arguments: SplitLawTests.batches)
  func `so do rules that hold rows against others, and aggregates beside them`(batch: SplitLawTests.Nasty) throws {
    try Self.check(
      batch.files, note: batch.testDescription, threads: [1, 3], chunks: [1, 7, 64, 4096],
      contract: AggregateLawTests.contract)
  }

  static func check(
    _ files: [[UInt8]], note: String, threads: [Int], chunks: [Int], contract: String = SplitLawTests.contract
  ) throws {
    let contract = try Batches.contract(contract)
    let folder = try TemporaryFolder()
    let paths = try files.enumerated().map { try folder.write("part-\($0.offset).csv", $0.element) }
    let whole = try Batches.quarantine(contract, paths: paths)
    try checkRows(whole, files, paths, note)
    try checkAccepted(whole, contract, note)
    for threads in threads {
      for chunkBytes in chunks {
        let options = RunOptions(threads: threads, chunkBytes: chunkBytes)
        let split = try Batches.quarantine(contract, paths: paths, options: options)
        #expect(split.sink.contents == whole.sink.contents, "\(note), \(threads) threads, chunks of \(chunkBytes)")
        if split.sink.contents != whole.sink.contents { return }
      }
    }
  }

  /// Each part is put together again, and as many rows are rejected as the report says.
  private static func checkRows(
    _ run: (result: RunResult, summary: QuarantineSummary, sink: MemorySink), _ files: [[UInt8]], _ paths: [String],
    _ note: String
  ) throws {
    #expect(run.summary.accepted + run.summary.rejected == run.result.rows, "\(note)")
    guard run.sink.isFinished else {
      #expect(run.summary.path == nil && run.summary.rejected == 0, "\(note)")
      return
    }
    let reasons = try ReasonFile(run.sink.reasons)
    for (index, file) in files.enumerated() {
      let rows = reasons.rows(of: paths[index])
      let part = run.sink.parts[index]
      let interleaving = Interleaving(accepted: part.accepted, rejected: part.rejected, rows: rows)
      #expect(interleaving.faults.isEmpty, "\(note), part \(index): \(interleaving.faults)")
      #expect(interleaving.bytes == file, "\(note), part \(index)")
      #expect(rows.keys.count { $0 > 0 } == run.summary.parts[index].rejected, "\(note), part \(index)")
    }
  }

  /// What was accepted breaks no rule of which rows are to blame, nor the structure of any.
  private static func checkAccepted(
    _ run: (result: RunResult, summary: QuarantineSummary, sink: MemorySink), _ contract: Contract, _ note: String
  ) throws {
    guard run.sink.isFinished else { return }
    let folder = try TemporaryFolder()
    let paths = try run.sink.parts.enumerated().map { try folder.write("part-\($0.offset).csv", $0.element.accepted) }
    let again = try Batches.validate(contract, paths: paths)
    let rowChecks = [
      "type", "required", "range", "length", "pattern", "nullValues", "invalidValues", "unique", "primaryKey",
      "duplicateValues",
    ]
    for result in again.results where rowChecks.contains(result.check) {
      #expect(result.status != .fail, "\(note): \(result.id) \(result.reason ?? "")")
    }
    for finding in again.structure where finding.severity == .error {
      let kind = StructureKind(rawValue: finding.kind)
      #expect(kind?.isOfOneRecord != true || finding.row == 0, "\(note): \(finding.kind) row \(finding.row)")
    }
  }
}
