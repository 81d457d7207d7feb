/// One key of one row.
struct KeyEntry: BitwiseCopyable, Sendable {
  var key: UInt64
  /// Row of the batch, from 0.
  var row: UInt64
}

/// Keys of one worker, spread over partitions small enough to be counted in cache.
///
/// How it works: entries are staged by partition, a cache line or two each, and moved on in runs.
/// Shape: 256 partitions, 16 bytes an entry.
final class KeyPartitions {
  static let count = 256
  private static let stage = 32

  private(set) var partitions = [ContiguousArray<KeyEntry>](repeating: [], count: count)
  private let stagedStorage = LaneStorage(repeating: KeyEntry(key: 0, row: 0), count: count * stage)
  private let fillStorage = LaneStorage<UInt32>(repeating: 0, count: count)
  private let staged: Lane<KeyEntry>
  private let fill: Lane<UInt32>

  init() {
    staged = stagedStorage.lane
    fill = fillStorage.lane
  }

  @inline(__always)
  static func partition(of key: UInt64) -> Int { Int(truncatingIfNeeded: KeyHash.spread(key) &>> 56) }

  @inline(__always)
  func append(_ entry: KeyEntry) {
    let partition = Self.partition(of: entry.key)
    let used = Int(fill[partition])
    staged[partition &* Self.stage &+ used] = entry
    if used &+ 1 == Self.stage {
      move(partition, Self.stage)
      fill[partition] = 0
    } else {
      fill[partition] = UInt32(truncatingIfNeeded: used &+ 1)
    }
  }

  /// Moves what is still staged; must be called before `partitions` is read.
  func flush() {
    for partition in 0..<Self.count {
      move(partition, Int(fill[partition]))
      fill[partition] = 0
    }
  }

  private func move(_ partition: Int, _ count: Int) {
    let first = partition * Self.stage
    // SAFETY: `staged` is memory of this object and holds `stage` entries for each partition.
    unsafe partitions[partition].append(
      contentsOf: UnsafeBufferPointer(start: staged.base + first, count: count))
  }
}
