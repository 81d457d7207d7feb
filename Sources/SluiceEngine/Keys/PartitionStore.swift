internal import Synchronization

/// Entries of one worker, spread over partitions, in memory and beyond it on disk: the floor of everything that
/// compares keys.
///
/// **The floor.** A pass gives each worker a `KeyMemory` and stores in it. Every entry goes to the partition that the
/// highest bits of its spread key name, so that equal keys meet in one partition, whichever worker met them. After the
/// pass, `PartitionJob` works through the partitions in parallel, each in a table small enough for the cache, and
/// splits a partition by the next bits where its distinct keys do not fit. Memory never depends on how much there is.
/// **Generic.** An entry is any plain value: `KeyEntry` (key and row) to count, words for keys in full
/// (`KeyRecord`). To pair or anti-join two sides, give the entry a side. Entries are never boxed: this and all users
/// are one module, so the compiler makes one store per entry type.
/// **How it works.** An append is a bump of its partition's cursor. A full block is followed by another of the worker's
/// memory; when there is none, a store is written out, partition by partition, each as one extent. Order within a
/// partition of one store is kept, also over spills.
/// Shape: 256 partitions; on disk 24 bytes an extent on top of the entries, some hundred kilobytes each.
@safe final class PartitionStore<Entry: BitwiseCopyable & Sendable>: SpillableStore, @unchecked Sendable {
  static var partitions: Int { 256 }

  /// Where the next entry of a partition goes, and the end of its block; nil where it has none.
  @safe private struct Cursor: BitwiseCopyable {
    var next: UnsafeMutablePointer<Entry>?
    var end: UnsafeMutablePointer<Entry>?
  }

  private let memory: KeyMemory
  private let scratch: Scratch
  private let capacity: Int
  private let cursorStorage: LaneStorage<Cursor>
  private let cursors: Lane<Cursor>
  /// For each partition its blocks, all but the last one full.
  private var blocks = unsafe [[UnsafeMutablePointer<Entry>]](repeating: [], count: partitions)
  private var extents = [[Extent]](repeating: [], count: partitions)
  private(set) var residentBlocks = 0

  init(_ memory: KeyMemory, _ scratch: Scratch) {
    self.memory = memory
    self.scratch = scratch
    capacity = memory.blockBytes / MemoryLayout<Entry>.stride
    cursorStorage = LaneStorage(repeating: Cursor(), count: Self.partitions)
    cursors = cursorStorage.lane
    memory.add(self)
  }

  deinit {
    for partition in 0..<Self.partitions { giveBlocks(of: partition) }
  }

  // SAFETY: a cursor points into a block of `capacity` entries that this store owns; at its end `open` gives another.
  @inline(__always)
  func append(_ entry: Entry, to partition: Int) throws(ScratchError) {
    var cursor = cursors[partition]
    if unsafe cursor.next == cursor.end { cursor = try open(partition) }
    unsafe cursor.next.unsafelyUnwrapped.initialize(to: entry)
    unsafe cursor.next = cursor.next.unsafelyUnwrapped + 1
    cursors[partition] = cursor
  }

  /// Appends entries that stand together.
  // SAFETY: as above; never more is copied than the block has room for.
  func append(_ run: Lane<Entry>, to partition: Int) throws(ScratchError) {
    var done = 0
    while done < run.count {
      var cursor = cursors[partition]
      if unsafe cursor.next == cursor.end { cursor = try open(partition) }
      let next = unsafe cursor.next.unsafelyUnwrapped
      let count = unsafe min(run.count - done, cursor.end.unsafelyUnwrapped - next)
      unsafe next.initialize(from: run.base + done, count: count)
      unsafe cursor.next = next + count
      cursors[partition] = cursor
      done += count
    }
  }

  @inline(never)
  private func open(_ partition: Int) throws(ScratchError) -> Cursor {
    // This may spill this store, so nothing of it may be looked at before.
    let block = try unsafe memory.take().bindMemory(to: Entry.self, capacity: capacity)
    unsafe blocks[partition].append(block)
    residentBlocks += 1
    return unsafe Cursor(next: block, end: block + capacity)
  }

  // MARK: Disk

  /// Writes everything that is in memory to disk, and gives the memory back.
  func spill() throws(ScratchError) {
    let counts = (0..<Self.partitions).map(residentEntries)
    let total = counts.reduce(0, +)
    if total == 0 { return }
    let file = try scratch.file()
    var offset = file.reserve(total * MemoryLayout<Entry>.stride)
    for (partition, count) in counts.enumerated() where count > 0 {
      extents[partition].append(Extent(offset: offset, count: count))
      var rest = count
      for index in unsafe blocks[partition].indices {
        let run = unsafe UnsafeRawBufferPointer(
          UnsafeBufferPointer(start: blocks[partition][index], count: min(rest, capacity)))
        try unsafe file.write(run, at: offset)
        offset += run.count
        rest -= capacity
      }
      giveBlocks(of: partition)
    }
  }

  private func residentEntries(of partition: Int) -> Int {
    guard let last = unsafe blocks[partition].last, let next = unsafe cursors[partition].next else { return 0 }
    return unsafe (blocks[partition].count - 1) * capacity + (next - last)
  }

  private func giveBlocks(of partition: Int) {
    for index in unsafe blocks[partition].indices {
      unsafe memory.give(UnsafeMutableRawPointer(blocks[partition][index]))
    }
    residentBlocks -= unsafe blocks[partition].count
    unsafe blocks[partition].removeAll(keepingCapacity: true)
    cursors[partition] = Cursor()
  }

  // MARK: Reading

  /// Entries of all partitions.
  var count: Int {
    (0..<Self.partitions).reduce(0) { sum, partition in
      extents[partition].reduce(sum + residentEntries(of: partition)) { $0 + $1.count }
    }
  }

  /// Where the entries of a partition are, in the order in which they were appended.
  func runs(of partition: Int) -> PartitionRuns<Entry>.Stream {
    var rest = residentEntries(of: partition)
    let lanes = unsafe blocks[partition].map { block in
      defer { rest -= capacity }
      return unsafe Lane(base: block, count: min(rest, capacity))
    }
    return PartitionRuns.Stream(store: self, file: scratch.made, extents: extents[partition], blocks: lanes)
  }
}

/// Entries that stand together in a scratch file.
struct Extent: Sendable {
  /// In bytes.
  var offset: Int
  var count: Int
}

/// The scratch file of some stores, made when the first of them needs it.
final class Scratch: Sendable {
  private let directory: String
  private let what: String
  private let lazy = Lock<ScratchFile?>(nil)

  init(in directory: String, for what: String) {
    self.directory = directory
    self.what = what
  }

  var made: ScratchFile? { lazy.withLock { $0 } }

  func file() throws(ScratchError) -> ScratchFile {
    try lazy.withLock { file throws(ScratchError) in
      if let file { return file }
      let new = try ScratchFile(in: directory, for: what)
      file = new
      return new
    }
  }
}
