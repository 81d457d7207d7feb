import Testing

@testable import SluiceEngine

/// Structural faults merge as metric states do: exact counts, the first places by byte, in any order of workers.
struct StructureLogLawsTests {
  private struct Fault {
    var kind: StructureKind
    var file: Int
    var byte: Int
  }

  @Test func `logs of parts merge to the log of the whole in any order`() {
    var random = SeededNumbers()
    for _ in 0..<100 {
      let faults = Self.faults(&random)
      let limit = Int.random(in: 1...4, using: &random)
      let whole = Self.log(faults[...], limit)
      var logs = MergeLaws.split(faults, using: &random).map { Self.log($0, limit) }.shuffled(using: &random)
      logs.insert(StructureLog(limit: limit), at: 0)
      while logs.count > 1 {
        let right = logs.removeLast()
        logs[Int.random(in: 0..<logs.count, using: &random)].merge(right)
      }
      #expect(logs[0].entries.keys == whole.entries.keys, "seed \(random.seed)")
      for (key, entry) in whole.entries {
        #expect(logs[0].entries[key]?.count == entry.count, "seed \(random.seed)")
        #expect(logs[0].entries[key]?.places == entry.places, "seed \(random.seed)")
      }
    }
  }

  @Test func `the last solid record of each file survives a merge`() {
    var random = SeededNumbers()
    for _ in 0..<50 {
      var last: [Int: Int] = [:]
      var parts = (0..<4).map { _ in RecordFaults(limit: 1) }
      for _ in 0..<10 {
        let (file, row) = (Int.random(in: 0...2, using: &random), Int.random(in: 1...90, using: &random))
        parts[Int.random(in: 0..<4, using: &random)].sawSolidRecord(file: file, row: row)
        last[file] = max(last[file] ?? 0, row)
      }
      parts.shuffle(using: &random)
      for part in parts.dropFirst() { parts[0].merge(part) }
      for file in 0...2 {
        #expect(parts[0].trailingBlankLines(file: file, rows: 100) == 100 - (last[file] ?? 0), "seed \(random.seed)")
      }
    }
  }

  private static func faults(_ random: inout SeededNumbers) -> [Fault] {
    let kinds: [StructureKind] = [.fieldCount, .bareQuote, .nulByte]
    return (0..<Int.random(in: 0...30, using: &random)).map { index in
      Fault(
        kind: kinds[Int.random(in: 0..<3, using: &random)], file: Int.random(in: 0...1, using: &random),
        byte: index * 7)
    }
  }

  private static func log(_ faults: ArraySlice<Fault>, _ limit: Int) -> StructureLog {
    var log = StructureLog(limit: limit)
    for fault in faults {
      log.add(fault.kind, file: fault.file) {
        StructureLog.Place(row: fault.byte, line: fault.byte, byteOffset: fault.byte, message: "")
      }
    }
    return log
  }
}
