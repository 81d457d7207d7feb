internal import CSluiceKernels
internal import Synchronization

/// Finds packed rows by their key: one table for the rows of several heaps, made by all threads at once.
///
/// How it works: a slot is the address of a row and sixteen bits of its hash, at the place that the hash's highest bits
/// name; the next free one where that is taken. Threads take blocks of rows and claim slots atomically. A lookup of many
/// rows first asks for all slots, then for all rows, so that misses of the cache overlap.
/// Shape: 8 bytes a slot, at most half of them taken. It takes rows of unique keys only: where a key repeats it says so,
/// and is of no use.
@safe final class RowTable: @unchecked Sendable {
  /// Slots that may be looked at for one row; more of them show that hashes are uneven.
  private static let mostProbes = 1024
  private static let mostWordsAhead = 64
  private static let addressMask = (UInt64(1) << 48) - 1

  private let layout: RowLayout
  private let memory: Pages
  private let slots: Lane<UInt64>
  /// Words of a row that are asked for before it is looked at.
  private let wordsAhead: Int
  private let shift: UInt64
  private let mask: Int
  /// False where a key repeats, or where hashes are so uneven that the table would be slow.
  private(set) var isUsable = true

  /// Bytes of a table for so many rows.
  static func bytes(rows: Int) -> Int { 8 * capacity(rows) }

  private static func capacity(_ rows: Int) -> Int {
    var capacity = 1024
    while capacity < 2 * rows { capacity *= 2 }
    return capacity
  }

  // SAFETY: the heaps outlive the table (its user holds both) and rows never move. While the table is made, slots are
  // claimed atomically and never given back; afterwards slots are only read, and rows only change by `meet`, atomically.
  init(_ heaps: [RowHeap], _ layout: RowLayout, threads: Int) {
    self.layout = layout
    let capacity = Self.capacity(heaps.reduce(0) { $0 + $1.count })
    memory = Pages(count: 8 * capacity)
    // Slots are looked up all over the table.
    memory.preferLargePages()
    slots = memory.words(from: 0, count: capacity)
    let (words, rows) = heaps.reduce((0, 1)) { ($0.0 + $1.words, $0.1 + $1.count) }
    wordsAhead = min(max(KeyRecord.headWords, words / rows + 1), Self.mostWordsAhead)
    shift = UInt64(64 - capacity.trailingZeroBitCount)
    mask = capacity - 1
    let blocks = heaps.flatMap { heap in (0..<heap.blockCount).map { (heap: heap, block: $0) } }
    let next = Atomic<Int>(0)
    let failed = Atomic<Bool>(false)
    Workers.run(min(threads, max(1, blocks.count))) { [self] _ in
      while !failed.load(ordering: .relaxed) {
        let index = next.add(1, ordering: .relaxed).oldValue
        guard index < blocks.count else { break }
        if !fill(blocks[index].heap, block: blocks[index].block) { failed.store(true, ordering: .relaxed) }
      }
    }
    isUsable = !failed.load(ordering: .relaxed)
  }

  @inline(__always)
  private func place(_ hash: UInt64) -> Int { Int(truncatingIfNeeded: KeyHash.spread(hash) &>> shift) }

  @inline(__always)
  private func next(_ slot: Int) -> Int { (slot &+ 1) & mask }

  /// False where a key repeats.
  private func fill(_ heap: RowHeap, block: Int) -> Bool {
    let lane = slots
    let rows = PackedRow.lane(of: Self.batch)
    var waiting = 0
    var isUnique = true
    heap.forEach(inBlock: block) { row in
      guard row.isText || row.keyState(layout) == .usable else { return }
      unsafe sluice_prefetch(lane.base + place(row.hash))
      rows.lane[waiting] = row
      waiting &+= 1
      if waiting == Self.batch {
        isUnique = isUnique && insert(waiting, rows.lane)
        waiting = 0
      }
    }
    return isUnique && insert(waiting, rows.lane)
  }

  private func insert(_ count: Int, _ rows: Lane<PackedRow>) -> Bool {
    let lane = slots
    for index in 0..<count {
      let row = rows[index]
      let entry = Self.entry(row)
      var slot = place(row.hash)
      var probes = 0
      while true {
        let there = unsafe sluice_claim(lane.base + slot, entry)
        if there == 0 { break }
        if (there ^ entry) >> 48 == 0 && Self.row(there).mayHaveKey(of: row, layout) { return false }
        slot = next(slot)
        probes += 1
        if probes > Self.mostProbes { return false }
      }
    }
    return true
  }

  /// Rows whose slots are asked for before the first of them is looked at.
  private static let batch = 64

  @inline(__always)
  private static func entry(_ row: PackedRow) -> UInt64 {
    UInt64(UInt(bitPattern: unsafe row.base)) | row.hash &<< 48
  }

  @inline(__always)
  private static func row(_ entry: UInt64) -> PackedRow {
    unsafe PackedRow(base: UnsafeMutablePointer(bitPattern: UInt(entry & addressMask)).unsafelyUnwrapped)
  }

  // MARK: Lookups

  /// Finds the rows of the first `count` keys; `entries` is memory for as many.
  ///
  /// Calls `pair` or `other` for each, in order, with its index. Of a row that is text the key is not compared: it may be
  /// another of the same hash.
  @inline(__always)
  func find(
    _ count: Int, _ rows: Lane<PackedRow>, _ entries: Lane<UInt64>, pair: (PackedRow, Int) -> Void,
    other: (Int) -> Void
  ) {
    let lane = slots
    for index in 0..<count {
      let slot = place(rows[index].hash)
      entries[index] = UInt64(truncatingIfNeeded: slot)
      unsafe sluice_prefetch(lane.base + slot)
    }
    let lines = (wordsAhead + 7) / 8
    for index in 0..<count {
      var slot = Int(truncatingIfNeeded: entries[index])
      let tag = rows[index].hash &<< 48
      while lane[slot] != 0 && (lane[slot] ^ tag) &>> 48 != 0 { slot = next(slot) }
      entries[index] = UInt64(truncatingIfNeeded: slot)
      if lane[slot] == 0 { continue }
      let base = unsafe Self.row(lane[slot]).base
      for line in 0..<lines { unsafe sluice_prefetch(base + 8 &* line) }
      unsafe sluice_prefetch(base + (wordsAhead - 1))
    }
    for index in 0..<count {
      let row = rows[index]
      var slot = Int(truncatingIfNeeded: entries[index])
      let tag = row.hash &<< 48
      var found: PackedRow?
      while lane[slot] != 0 {
        if (lane[slot] ^ tag) &>> 48 == 0 {
          let candidate = Self.row(lane[slot])
          if candidate.hash == row.hash && (candidate.isText || candidate.hasKey(of: row, layout)) {
            found = candidate
            break
          }
        }
        slot = next(slot)
      }
      if let found { pair(found, index) } else { other(index) }
    }
  }

  /// Notes that a row has a partner; false where it had one already.
  @inline(__always)
  static func meet(_ row: PackedRow) -> Bool {
    unsafe sluice_fetch_or(row.base + 2, PackedRow.met) & PackedRow.met == 0
  }

  @inline(__always)
  static func isMet(_ row: PackedRow) -> Bool { row[2] & PackedRow.met != 0 }
}
