import Foundation
import Glibc
import Testing

@testable import SluiceEngine

/// Keys beyond the memory: the same counts, rows and reports as with all the memory there is, or an error.
struct KeyBudgetTests {
  /// Of keys, in bytes: from everything on disk and split as far as it goes, to all in memory.
  static let budgets = [0, 2_000, 40_000, 1 << 30]

  @Test(arguments: KeyCountsTests.keys)
  func `counts and rows are those of a dictionary, whatever the memory`(kinds: [ColumnKind]) throws {
    var random = SeededNumbers()
    let folder = try TemporaryFolder()
    let columns = kinds.map { kind in (0..<300).map { _ in KeyCountsTests.cell(kind, &random) } }
    let groups = NaiveKeys.groups(columns, kinds: kinds)
    let expected = NaiveKeys.counts(groups: groups, rowLimit: 7)
    for wanted in [DuplicateRows.all, .allButFirst] {
      let rows = groups.filter { $0.count > 1 }.flatMap { wanted == .all ? $0 : Array($0.dropFirst()) }.sorted()
      for mask in [UInt64.max, 0xF, 0] {
        for (budget, threads) in zip(Self.budgets, [3, 2, 1, 2]) {
          let outcome = try Self.count(
            columns, kinds, KeyBudget(bytes: budget, directory: folder.path), threads: threads, hashMask: mask, wanted)
          let note: Comment = "\(budget) bytes, \(threads) threads, mask \(mask), seed \(random.seed)"
          #expect(outcome.counts == expected, note)
          #expect(outcome.rows.map(Stores.rows) == rows, note)
        }
      }
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
  }

  @Test func `one value in all rows is one group, not a split without end`() throws {
    let folder = try TemporaryFolder()
    let columns = [[String?]](repeating: [String](repeating: "the same text", count: 3000), count: 2)
    for (kinds, used) in [([ColumnKind.text], 1), ([.text, .text], 2)] {
      let outcome = try Self.count(
        Array(columns.prefix(used)), kinds, KeyBudget(bytes: 0, directory: folder.path), threads: 2, hashMask: .max,
        .allButFirst)
      #expect(
        outcome.counts
          == KeyCounts(
            rows: 3000, distinct: 1, duplicatedValues: 1, rowsInGroups: 3000, firstRows: Array(0..<7)))
      #expect(outcome.rows.map(Stores.rows) == Array(1..<3000))
    }
  }

  @Test func `reports are the same with much memory and with little`() throws {
    let contract = try Batches.contract(
      """
      properties:
        - {name: id, logicalType: integer, unique: true}
        - {name: name, logicalType: string, unique: true, primaryKey: true, primaryKeyPosition: 1}
        - {name: day, logicalType: date, primaryKey: true, primaryKeyPosition: 2}
      """)
    var random = SeededNumbers()
    let files = (0..<3).map { _ in
      "id,name,day\n"
        + (0..<400).map { _ in
          let number = Int.random(in: 0...900, using: &random)
          return "\(number),name \(number % 300),2024-01-\(10 + number % 20)\n"
        }.joined()
    }
    let folder = try TemporaryFolder()
    let paths = try files.enumerated().map { try folder.write("part-\($0.offset).csv", $0.element) }
    var options = RunOptions(threads: 1, samples: 4)
    let whole = try Batches.validate(contract, paths: paths, options: options).dump
    #expect(whole.contains("fail"))
    for (threads, chunkBytes) in [(1, 4096), (2, 500), (3, 64)] {
      for memory in Self.budgets {
        options = RunOptions(threads: threads, chunkBytes: chunkBytes, samples: 4)
        (options.memory, options.temporaryDirectory) = (memory, folder.path)
        let run = try Batches.validate(contract, paths: paths, options: options).dump
        #expect(run == whole, "\(SplitLawTests.difference(whole, run)), seed \(random.seed)")
      }
    }
  }

  // MARK: Errors

  @Test(arguments: [[ColumnKind.integer], [.text], [.integer, .text]])
  func `a directory that is not there is an error as soon as memory is used up, and no count`(
    kinds: [ColumnKind]
  ) throws {
    let columns = kinds.map { _ in (0..<500).map { Optional("\($0)") } }
    do {
      let outcome = try Self.count(
        columns, kinds, KeyBudget(bytes: 1000, directory: "/nowhere"), threads: 2, hashMask: .max, nil)
      Issue.record("counted \(outcome.counts)")
    } catch let error as SourceError {
      guard case .scratch(let scratch) = error.cause else {
        Issue.record("\(error)")
        return
      }
      #expect(scratch == ScratchError(.create, what: "keys", directory: "/nowhere", bytes: 0, errno: ENOENT))
      #expect(error.path == "/nowhere" && error.errno == ENOENT)
    }
    let fits = try Self.count(
      columns, kinds, KeyBudget(bytes: 1 << 30, directory: "/nowhere"), threads: 2, hashMask: .max, nil)
    #expect(fits.counts.distinct == 500)
  }

  @Test func `a partition that cannot be split for lack of space is an error of the whole job`() throws {
    let folder = try TemporaryFolder()
    let entries = (0..<16_000).map { KeyEntry(key: UInt64($0), row: UInt64($0)) }
    let stores = try Stores.fill([entries], KeyBudget(bytes: 1 << 24, directory: folder.path))
    #expect(throws: ScratchError.self) {
      try Stores.count(stores, KeyBudget(bytes: 1000, directory: "/nowhere"))
    }
    #expect(try Stores.count(stores, KeyBudget(bytes: 1000, directory: folder.path)).distinct == 16_000)
  }

  static func count(
    _ columns: [[String?]], _ kinds: [ColumnKind], _ budget: KeyBudget, threads: Int, hashMask: UInt64,
    _ wanted: DuplicateRows?
  ) throws -> KeyPass.Outcome {
    // A column of its own keeps rows of nulls from being blank lines.
    let rest = [String](repeating: "-", count: columns[0].count)
    return try Cells.withFile(Cells.csv(columns + [rest])) { file in
      let names = Cells.names(kinds.count)
      var spec = PassSpec(
        scan: ScanSpec(dialect: .standard, columns: names),
        columns: zip(names, kinds).map { ColumnSpec(name: $0, kind: $1, tests: []) },
        keys: [KeySpec(columns: Array(kinds.indices))], samples: 7, hashMask: hashMask)
      (spec.keyBudget, spec.duplicateRows) = (budget, wanted)
      let result = try ColumnPass.run([file], spec: spec, threads: threads, chunkBytes: 300)
      return KeyPass.Outcome(counts: result.keys[0], rows: result.keyRows[0])
    }
  }
}
