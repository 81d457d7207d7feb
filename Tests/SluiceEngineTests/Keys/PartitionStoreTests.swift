import Foundation
import Testing

@testable import SluiceEngine

/// Stores lose nothing and keep the order of a partition, in memory, on disk, and in part on each.
struct PartitionStoreTests {
  private func entries(_ runs: PartitionRuns<KeyEntry>) throws -> [UInt64] {
    var rows: [UInt64] = []
    try runs.forEachRun { run in
      for index in 0..<run.count { rows.append(run[index].row) }
    }
    return rows
  }

  @Test(arguments: [0, 1, 15, 16, 17, 5000], [0, 300, 5000, 1 << 20])
  func `partitions hold every entry once, in the order in which they came`(count: Int, quota: Int) throws {
    var random = SeededNumbers()
    let folder = try TemporaryFolder()
    let scratch = Scratch(in: folder.path, for: "keys")
    let memory = KeyMemory(quota: quota)
    let store = PartitionStore<KeyEntry>(memory, scratch)
    let added = (0..<count).map { KeyEntry(key: random.next() >> 40, row: UInt64($0)) }
    for entry in added { try store.append(entry) }
    #expect(store.count == count, "seed \(random.seed)")
    let sizes = Dictionary(grouping: added) { KeyHash.partition(of: $0.key, level: 0) }.values.map(\.count)
    let blocks = sizes.reduce(0) { $0 + ($1 * 16 + memory.blockBytes - 1) / memory.blockBytes }
    #expect((scratch.made != nil) == (blocks > max(1, quota / memory.blockBytes)), "seed \(random.seed)")
    for partition in 0..<256 {
      let runs = PartitionRuns([store], partition: partition)
      let expected = added.filter { KeyHash.partition(of: $0.key, level: 0) == partition }.map(\.row)
      #expect(try entries(runs) == expected, "seed \(random.seed)")
      #expect(runs.count == expected.count, "seed \(random.seed)")
    }
  }

  @Test func `of several stores of one worker the fullest goes to disk`() throws {
    let folder = try TemporaryFolder()
    let memory = KeyMemory(quota: 64 * 256)
    let scratches = (0..<2).map { _ in Scratch(in: folder.path, for: "keys") }
    let stores = scratches.map { PartitionStore<KeyEntry>(memory, $0) }
    for row in 0..<40 * 16 { try stores[0].append(KeyEntry(key: 1, row: UInt64(row))) }
    for row in 0..<40 * 16 { try stores[1].append(KeyEntry(key: 1, row: UInt64(row))) }
    #expect(scratches[0].made != nil && scratches[1].made == nil)
    for store in stores {
      let runs = PartitionRuns([store], partition: KeyHash.partition(of: 1, level: 0))
      #expect(try entries(runs) == (0..<40 * 16).map { UInt64($0) })
    }
  }

  @Test func `memory that was spilled is used again`() throws {
    let folder = try TemporaryFolder()
    let memory = KeyMemory(quota: 64 * 256)
    let store = PartitionStore<KeyEntry>(memory, Scratch(in: folder.path, for: "keys"))
    for row in 0..<100_000 {
      try store.append(KeyEntry(key: UInt64(row % 64), row: UInt64(row)))
      #expect(store.residentBlocks * memory.blockBytes <= 64 * 256)
    }
    #expect(store.count == 100_000)
  }

  @Test(arguments: [0, 300, 4000, 1 << 20])
  func `keys in full come back as they went, whole, wherever runs end`(quota: Int) throws {
    var random = SeededNumbers()
    let folder = try TemporaryFolder()
    let store = PartitionStore<UInt64>(KeyMemory(quota: quota), Scratch(in: folder.path, for: "keys"))
    let keys = (0..<500).map { index in
      let count = index == 77 ? 50_000 : Int.random(in: 0...40, using: &random)
      return (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
    }
    for (index, key) in keys.enumerated() {
      try key.withUnsafeBufferPointer { try store.append(UInt64(index / 2), note: UInt64(index), $0, to: index % 3) }
    }
    for partition in 0..<4 {
      var found: [Int] = []
      try PartitionRuns([store], partition: partition).forEachRecord { record in
        let index = Int(record.note)
        found.append(index)
        #expect(record.hash == UInt64(index / 2) && Array(record.bytes) == keys[index], "seed \(random.seed)")
      }
      #expect(found == keys.indices.filter { $0 % 3 == partition }, "seed \(random.seed)")
    }
  }

  @Test func `a table of keys finds them by hash and by bytes, however many there are`() throws {
    let table = RecordTable()
    func bytes(_ index: Int) -> [UInt8] { Array("key \(index)".utf8.prefix(index % 9)) + Array("\(index)".utf8) }
    for index in 0..<3000 {
      bytes(index).withUnsafeBufferPointer { table.insert(UInt64(index / 3), note: UInt64(index), $0) }
    }
    #expect(table.count == 3000)
    for index in 0..<3000 {
      let found = bytes(index).withUnsafeBufferPointer { table.find(UInt64(index / 3), $0)?.note }
      #expect(found == UInt64(index))
      #expect(table.find(UInt64(index / 3)).map { Int($0.note) / 3 } == index / 3)
    }
    let absent = [UInt8]("none".utf8).withUnsafeBufferPointer { table.find(7, $0)?.note }
    #expect(absent == nil && table.find(1000) == nil)
    var order: [UInt64] = []
    table.forEach { order.append($0.note) }
    #expect(order == (0..<3000).map { UInt64($0) })
    table.removeAll()
    #expect(table.count == 0 && table.find(7) == nil)
  }
}
