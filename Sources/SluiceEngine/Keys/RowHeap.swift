internal import Glibc

/// Packed rows of one worker that stay in memory, one behind the other in large blocks.
///
/// Shape: blocks of 4 MiB, or of a size that is asked for; a row that is larger has a block of its own. Rows never move.
/// Blocks are of large pages, since rows are looked up all over them. In a virtual machine that gives free memory back,
/// its host has to find such pages first, which takes ten times as long as clearing them. Where a block showed that, the
/// next ones are of small pages, of which some were in use a moment ago; they are asked for in steps of 512 KiB.
@safe final class RowHeap: @unchecked Sendable {
  private static let usualWords = 1 << 19
  private static let stepWords = 1 << 16
  private static let page = 4096
  private static let largePage = 1 << 21
  /// Nanoseconds that a large page may take until it can be written to; clearing it takes a tenth of a millisecond.
  private static let patience = 1_000_000

  private let layout: RowLayout
  private let blockWords: Int
  private var blocks = unsafe [UnsafeMutablePointer<UInt64>]()
  /// Words of each block, less the room that was left when it was full.
  private var used: [Int] = []
  /// Words that each block was made for.
  private var sizes: [Int] = []
  /// Where the next row goes, and the words that are free there.
  private var next: UnsafeMutablePointer<UInt64>?
  private var room = 0
  /// Of these, the ones whose memory was asked for.
  private var ready = 0
  /// Whether large pages were worth it so far.
  private var takesLargePages = true
  /// Blocks whose memory was given back already.
  private var drained = 0
  /// Empty blocks of the usual size.
  private var spare = unsafe [UnsafeMutablePointer<UInt64>]()
  private(set) var bytes = 0
  private(set) var count = 0

  init(_ layout: RowLayout, blockWords: Int = usualWords) {
    self.layout = layout
    self.blockWords = blockWords
  }

  // SAFETY: blocks are memory of this object until it is emptied; a row is written where `room` says there is some.
  // Nothing is appended while other threads read.
  deinit { removeAll() }

  @discardableResult
  func append(_ row: PackedRow) -> PackedRow {
    if row.isText { return append(row.record) }
    let words = row.wordsWithBytes(layout)
    let target = unsafe take(words)
    unsafe row.copy(to: target, words: words, layout)
    return unsafe PackedRow(base: target)
  }

  /// Appends a row that was copied already, with its bytes behind it.
  @discardableResult
  func append(_ record: KeyRecord) -> PackedRow {
    let words = record.wordCount
    let target = unsafe take(words)
    unsafe target.update(from: record.base, count: words)
    return unsafe PackedRow(base: target)
  }

  /// Appends a row that is kept as text: one of `batch`.
  func append(textOf row: Int, of batch: RecordBatch, hash: UInt64, ordinal: Int) -> PackedRow {
    let most = KeyRecord.headWords + TextRows.mostWords
    if room < most { open(most) }
    if ready < most { askForMore(most) }
    let target = unsafe next.unsafelyUnwrapped
    let words = unsafe TextRows.write(row, of: batch, to: target + KeyRecord.headWords)
    unsafe target[0] = hash
    unsafe target[1] = UInt64(8 * words)
    unsafe target[2] = UInt64(truncatingIfNeeded: ordinal) | PackedRow.text
    take(rows: 1, words: KeyRecord.headWords + words)
    return unsafe PackedRow(base: target)
  }

  /// Where rows of so many words may be written; nil where the block that is being filled has no room for them.
  func room(for words: Int) -> UnsafeMutablePointer<UInt64>? {
    if words > room { return nil }
    if ready < words { askForMore(words) }
    return unsafe next
  }

  /// Takes the rows that were written there.
  func take(rows: Int, words: Int) {
    assert(words <= room)
    if let start = unsafe next { unsafe next = start + words }
    room &-= words
    ready &-= words
    count &+= rows
  }

  @inline(__always)
  private func take(_ words: Int) -> UnsafeMutablePointer<UInt64> {
    if words > room { open(words) }
    if ready < words { askForMore(words) }
    let target = unsafe next.unsafelyUnwrapped
    unsafe next = target + words
    room &-= words
    ready &-= words
    count &+= 1
    return unsafe target
  }

  private func open(_ words: Int) {
    let size = max(words, blockWords)
    let block = unsafe (size == blockWords ? spare.popLast() : nil) ?? allocate(size)
    if let last = used.indices.last { used[last] -= room }
    unsafe blocks.append(block)
    used.append(size)
    sizes.append(size)
    unsafe next = block
    room = size
    ready = size
    if size >= Self.usualWords { unsafe prepare(block, size) }
    bytes += size * 8
  }

  /// Says what pages a block is to have, and sees how long large ones take.
  private func prepare(_ block: UnsafeMutablePointer<UInt64>, _ words: Int) {
    if takesLargePages {
      let clock = ContinuousClock()
      let start = clock.now
      if unsafe madvise(block, words * 8, MADV_HUGEPAGE) == 0 { unsafe block[0] = 0 }
      takesLargePages = start.duration(to: clock.now) < .nanoseconds(Self.patience)
    } else {
      _ = unsafe madvise(block, words * 8, MADV_NOHUGEPAGE)
      ready = 0
    }
  }

  /// Has the system fill pages for the next words at once, which takes less than a fault for each.
  private func askForMore(_ words: Int) {
    guard let next = unsafe next else { return }
    let start = UInt(bitPattern: unsafe next + ready) & ~UInt(Self.page - 1)
    ready = min(room, max(words, ready + Self.stepWords))
    let end = (UInt(bitPattern: unsafe next + ready) + UInt(Self.page - 1)) & ~UInt(Self.page - 1)
    // Where the kernel does not know how, pages come as they are written to.
    _ = unsafe madvise(UnsafeMutableRawPointer(bitPattern: start), Int(end - start), Self.populate)
  }

  /// `MADV_POPULATE_WRITE`, of Linux 5.14.
  private static let populate: Int32 = 23

  private func allocate(_ words: Int) -> UnsafeMutablePointer<UInt64> {
    let isLarge = words >= Self.usualWords
    var memory: UnsafeMutableRawPointer?
    guard
      unsafe posix_memalign(&memory, isLarge ? Self.largePage : 64, words * 8 + (isLarge ? Self.page : Bytes.padding))
        == 0,
      let memory = unsafe memory
    else {
      fatalError("out of memory")
    }
    return unsafe memory.bindMemory(to: UInt64.self, capacity: words)
  }

  var blockCount: Int { used.count }
  /// Words of all rows.
  var words: Int { used.reduce(0, +) - room }

  /// Calls `body` with the rows of one block.
  @inline(__always)
  func forEach<Failure: Error>(inBlock block: Int, _ body: (PackedRow) throws(Failure) -> Void) throws(Failure) {
    var offset = 0
    let end = used[block] - (block == blockCount - 1 ? room : 0)
    while offset < end {
      let row = unsafe PackedRow(base: blocks[block] + offset)
      offset += row.wordCount
      try body(row)
    }
  }

  @inline(__always)
  func forEach<Failure: Error>(_ body: (PackedRow) throws(Failure) -> Void) throws(Failure) {
    for block in 0..<blockCount { try forEach(inBlock: block, body) }
  }

  /// Hands all blocks over, and gives the memory of each back when it was handed over.
  func drain(_ body: (_ block: Int) throws(ScratchError) -> Void) throws(ScratchError) {
    for block in 0..<blockCount {
      try body(block)
      unsafe free(blocks[block])
      drained = block + 1
    }
    removeAll()
  }

  /// Forgets all rows and keeps the memory of blocks that are not larger than usual for the next ones.
  func recycle() {
    for index in unsafe blocks.indices {
      if sizes[index] == blockWords {
        unsafe spare.append(blocks[index])
      } else {
        unsafe free(blocks[index])
      }
    }
    forget()
  }

  func removeAll() {
    for index in unsafe blocks.indices.dropFirst(drained) { unsafe free(blocks[index]) }
    for index in unsafe spare.indices { unsafe free(spare[index]) }
    unsafe spare = []
    forget()
  }

  private func forget() {
    unsafe blocks = []
    unsafe next = nil
    used = []
    sizes = []
    drained = 0
    (room, ready, bytes, count) = (0, 0, 0, 0)
  }
}
