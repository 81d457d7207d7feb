internal import CSluiceKernels
internal import Synchronization

/// Finds rows by their key: one table for the rows of several heaps, made by all threads at once.
///
/// How it works: a slot is the address of a row and sixteen bits of its hash, at the place that the hash's highest bits
/// name; the next free one where that is taken. Threads claim slots atomically. A lookup of many rows first asks for all
/// slots, later for all rows, and then looks at them, so that misses of the cache overlap with each other and with
/// whatever is done in between.
/// Shape: 8 bytes a slot, at most six of ten taken. It takes rows of unique keys only: where a key repeats it says so,
/// and is of no use.
@safe final class RowTable: @unchecked Sendable {
  /// Slots that may be looked at for one row; more of them show that hashes are uneven.
  private static let mostProbes = 1024
  private static let mostWordsAhead = 64
  private static let addressMask = (UInt64(1) << 48) - 1

  private let layout: RowLayout
  private let memory: Pages
  private let slots: Lane<UInt64>
  private let shift: UInt64
  private let mask: Int
  /// Rows that it has room for.
  let most: Int
  /// Words of a row that are asked for before it is looked at.
  private var wordsAhead = 1
  /// False where a key repeats, or where hashes are so uneven that the table would be slow.
  private(set) var isUsable = true

  /// Bytes of a table for so many rows.
  static func bytes(rows: Int) -> Int { 8 * capacity(rows) }

  private static func capacity(_ rows: Int) -> Int {
    var capacity = 1024
    while capacity / 10 * 6 < rows { capacity *= 2 }
    return capacity
  }

  // SAFETY: the heaps outlive the table (its user holds both) and rows never move. While the table is made, slots are
  // claimed atomically and never given back; afterwards slots are only read, and rows only change by `meet`, atomically.
  /// An empty one.
  init(_ layout: RowLayout, rows: Int) {
    self.layout = layout
    let capacity = Self.capacity(rows)
    most = capacity / 10 * 6
    memory = Pages(count: 8 * capacity)
    memory.preferLargePages()
    slots = memory.words(from: 0, count: capacity)
    shift = UInt64(64 - capacity.trailingZeroBitCount)
    mask = capacity - 1
  }

  /// One of all rows of some heaps that have a key.
  convenience init(_ heaps: [RowHeap], _ layout: RowLayout, threads: Int) {
    self.init(layout, rows: heaps.reduce(0) { $0 + $1.count })
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
    finish(heaps, doubtful: [])
    isUsable = isUsable && !failed.load(ordering: .relaxed)
  }

  /// Ends filling: nobody adds rows any more. `doubtful`: what `add` left.
  func finish(_ heaps: [RowHeap], doubtful: [PackedRow]) {
    let (words, rows) = heaps.reduce((0, 0)) { ($0.0 + $1.words, $0.1 + $1.count) }
    wordsAhead = min(max(KeyRecord.headWords, words / max(1, rows) + 1), Self.mostWordsAhead)
    isUsable = doubtful.allSatisfy { row in insert(row) == .done }
  }

  @inline(__always)
  private func place(_ hash: UInt64) -> Int { Int(truncatingIfNeeded: KeyHash.spread(hash) &>> shift) }

  @inline(__always)
  private func next(_ slot: Int) -> Int { (slot &+ 1) & mask }

  /// Adds rows that have a key, while others may do the same; those that only a look at another row could tell from it
  /// are left to `doubtful`, since that row may be gone.
  func add(_ rows: Lane<PackedRow>, _ count: Int, doubtful: inout [PackedRow]) {
    for index in 0..<count { unsafe sluice_prefetch(slots.base + place(rows[index].hash)) }
    for index in 0..<count where insert(rows[index], looks: false) != .done { doubtful.append(rows[index]) }
  }

  /// False where a key repeats.
  private func fill(_ heap: RowHeap, block: Int) -> Bool {
    let rows = PackedRow.lane(of: Self.batch)
    var waiting = 0
    var isUnique = true
    func insertAll() {
      for index in 0..<waiting { isUnique = isUnique && insert(rows.lane[index]) == .done }
      waiting = 0
    }
    heap.forEach(inBlock: block) { row in
      guard row.isText || row.keyState(layout) == .usable else { return }
      unsafe sluice_prefetch(slots.base + place(row.hash))
      rows.lane[waiting] = row
      waiting &+= 1
      if waiting == Self.batch { insertAll() }
    }
    insertAll()
    return isUnique
  }

  private enum Insertion {
    case done, doubtful, repeated
  }

  /// `looks`: whether rows that may be equal are looked at.
  @inline(__always)
  private func insert(_ row: PackedRow, looks: Bool = true) -> Insertion {
    let entry = Self.entry(row)
    var slot = place(row.hash)
    var probes = 0
    while true {
      let there = unsafe sluice_claim(slots.base + slot, entry)
      if there == 0 { return .done }
      if (there ^ entry) >> 48 == 0 {
        if !looks { return .doubtful }
        if Self.row(there).mayHaveKey(of: row, layout) { return .repeated }
      }
      slot = next(slot)
      probes += 1
      if probes > Self.mostProbes { return .repeated }
    }
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

  /// Asks for the slots of rows; `entries` is memory for as many.
  func askForSlots(_ range: Range<Int>, _ rows: Lane<PackedRow>, _ entries: Lane<UInt64>) {
    for index in range {
      let slot = place(rows[index].hash)
      entries[index] = UInt64(truncatingIfNeeded: slot)
      unsafe sluice_prefetch(slots.base + slot)
    }
  }

  /// Asks for what may be the partners of rows whose slots were asked for.
  func askForRows(_ range: Range<Int>, _ rows: Lane<PackedRow>, _ entries: Lane<UInt64>) {
    let lines = (wordsAhead + 7) / 8
    for index in range {
      var slot = Int(truncatingIfNeeded: entries[index])
      let tag = rows[index].hash &<< 48
      while slots[slot] != 0 && (slots[slot] ^ tag) &>> 48 != 0 { slot = next(slot) }
      entries[index] = UInt64(truncatingIfNeeded: slot)
      if slots[slot] == 0 { continue }
      let base = unsafe Self.row(slots[slot]).base
      for line in 0..<lines { unsafe sluice_prefetch(base + 8 &* line) }
      unsafe sluice_prefetch(base + (wordsAhead - 1))
    }
  }

  /// Finds the partners of rows that were asked for.
  ///
  /// Calls `pair` or `other` for each, in order, with its index. Of a row that is text the key is not compared: it may be
  /// another of the same hash.
  @inline(__always)
  func find(
    _ range: Range<Int>, _ rows: Lane<PackedRow>, _ entries: Lane<UInt64>, pair: (PackedRow, Int) -> Void,
    other: (Int) -> Void
  ) {
    for index in range {
      let row = rows[index]
      var slot = Int(truncatingIfNeeded: entries[index])
      let tag = row.hash &<< 48
      var found: PackedRow?
      while slots[slot] != 0 {
        if (slots[slot] ^ tag) &>> 48 == 0 {
          let candidate = Self.row(slots[slot])
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
