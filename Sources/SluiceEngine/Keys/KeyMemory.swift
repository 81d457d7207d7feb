/// Memory of one worker for all its stores: equal blocks, up to a quota.
///
/// When the quota is used up, the store that holds most goes to disk: large writes, and seldom. Whoever asks for the
/// block that is one too many may be that very store.
/// Not for two threads at a time; blocks may be read by others once nobody asks for more.
@safe final class KeyMemory {
  let blockBytes: Int
  private let quota: Int
  private let slabBytes: Int
  private var used = 0
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
    if unsafe slabs.isEmpty || slabUsed == slabBytes {
      unsafe slabs.append(.allocate(byteCount: slabBytes, alignment: 64))
      slabUsed = 0
    }
    defer { slabUsed += blockBytes }
    return unsafe slabs[slabs.count - 1] + slabUsed
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
