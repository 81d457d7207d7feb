internal import Glibc

/// Memory of one worker for all its stores: equal blocks, up to a quota.
///
/// When the quota is used up, the store that holds most goes to disk: large writes, and seldom. Whoever asks for the
/// block that is one too many may be that very store.
/// Memory for many keys is asked for in huge pages: a key lands anywhere in it, and the system clears it with fewer
/// interruptions.
/// Not for two threads at a time; blocks may be read by others once nobody asks for more.
@safe final class KeyMemory {
  let blockBytes: Int
  private let quota: Int
  /// Of the slab that blocks are cut from.
  private var slabBytes: Int
  private var used = 0
  private var lent = 0
  private var slabs = unsafe [UnsafeMutableRawPointer]()
  private var slabUsed = 0
  private var free = unsafe [UnsafeMutableRawPointer]()
  private var stores: [Member] = []

  private struct Member {
    weak var store: (any SpillableStore)?
  }

  /// Small blocks waste little where the quota is small; large ones make long runs.
  init(quota: Int) {
    self.quota = quota
    let share = max(1, quota / (16 * PartitionStore<UInt64>.partitions))
    blockBytes = min(max(256, 1 << (Int.bitWidth - 1 - share.leadingZeroBitCount)), 16 * 1024)
    slabBytes = max(blockBytes, min(1 << 20, quota / blockBytes * blockBytes))
  }

  // SAFETY: slabs are memory of this object; blocks are cut from them without overlap, and given back by stores,
  // which hold on to this object for as long as they have blocks.
  deinit { freeSlabs() }

  func add(_ store: any SpillableStore) { stores.append(Member(store: store)) }

  /// A block of `blockBytes`, not initialised.
  func take() throws(ScratchError) -> UnsafeMutableRawPointer {
    if used + blockBytes > quota { try spillFullest() }
    used += blockBytes
    if let block = unsafe free.popLast() { return unsafe block }
    if unsafe slabs.isEmpty || slabUsed == slabBytes { addSlab() }
    defer { slabUsed += blockBytes }
    return unsafe slabs[slabs.count - 1] + slabUsed
  }

  /// Small slabs at first, since most batches have few keys.
  private func addSlab() {
    if unsafe slabs.count >= Self.smallSlabs && quota >= Self.hugeQuota { slabBytes = Self.hugeBytes }
    let isHuge = slabBytes == Self.hugeBytes
    let slab = UnsafeMutableRawPointer.allocate(byteCount: slabBytes, alignment: isHuge ? Self.hugeBytes : 64)
    // Where the system has no huge pages, it does without.
    if isHuge { unsafe _ = madvise(slab, slabBytes, MADV_HUGEPAGE) }
    unsafe slabs.append(slab)
    slabUsed = 0
  }

  private static let smallSlabs = 4
  private static let hugeBytes = 2 << 20
  private static let hugeQuota = 64 << 20

  /// Takes bytes off the quota that somebody allocates himself and cannot spill; false where they are too many for that.
  func lend(_ bytes: Int) -> Bool {
    guard lent + bytes <= quota / 4 else { return false }
    lent += bytes
    used += bytes
    return true
  }

  /// Takes back what was lent.
  func takeBack(_ bytes: Int) {
    lent -= bytes
    used -= bytes
  }

  func give(_ block: UnsafeMutableRawPointer) {
    unsafe free.append(block)
    used -= blockBytes
  }

  /// Lets go of all memory where no block is in use.
  func trim() {
    if used == 0 { freeSlabs() }
  }

  private func freeSlabs() {
    for index in unsafe slabs.indices { unsafe slabs[index].deallocate() }
    unsafe slabs = []
    unsafe free = []
  }

  private func spillFullest() throws(ScratchError) {
    var fullest: (any SpillableStore)?
    for member in stores {
      if let store = member.store, store.residentBlocks > fullest?.residentBlocks ?? 0 { fullest = store }
    }
    try fullest?.spill()
  }
}

/// A store that can move what it holds in memory to disk.
protocol SpillableStore: AnyObject {
  var residentBlocks: Int { get }
  func spill() throws(ScratchError)
}
