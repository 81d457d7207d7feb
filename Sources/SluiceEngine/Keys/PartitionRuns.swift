/// Where the entries of one partition are, over all stores that took part: read as often as needed.
struct PartitionRuns<Entry: BitwiseCopyable & Sendable>: Sendable {
  /// The entries of one store, in the order in which they were appended.
  struct Stream: @unchecked Sendable {
    /// Owns the memory of `blocks`.
    fileprivate let store: PartitionStore<Entry>
    fileprivate let file: ScratchFile?
    fileprivate let extents: [Extent]
    fileprivate let blocks: [Lane<Entry>]

    // SAFETY: nothing is appended to a store while its streams are read, so its blocks stay as they are.
    init(store: PartitionStore<Entry>, file: ScratchFile?, extents: [Extent], blocks: [Lane<Entry>]) {
      self.store = store
      self.file = file
      self.extents = extents
      self.blocks = blocks
    }

    var count: Int { extents.reduce(0) { $0 + $1.count } + blocks.reduce(0) { $0 + $1.count } }
  }

  let streams: [Stream]

  init(_ stores: [PartitionStore<Entry>], partition: Int) {
    streams = stores.map { $0.runs(of: partition) }.filter { !$0.extents.isEmpty || !$0.blocks.isEmpty }
  }

  var count: Int { streams.reduce(0) { $0 + $1.count } }

  /// Calls `body` with all entries, in runs that are only valid meanwhile.
  func forEachRun(_ body: (Lane<Entry>) throws(ScratchError) -> Void) throws(ScratchError) {
    for stream in streams { try stream.forEachRun(body) }
  }
}

extension PartitionRuns.Stream {
  /// Bytes read from disk at once.
  private static var readBytes: Int { 128 * 1024 }

  func forEachRun(_ body: (Lane<Entry>) throws(ScratchError) -> Void) throws(ScratchError) {
    if let file, !extents.isEmpty { try forEachRun(in: file, body) }
    for block in blocks { try body(block) }
    withExtendedLifetime(store) {}
  }

  private func forEachRun(
    in file: ScratchFile, _ body: (Lane<Entry>) throws(ScratchError) -> Void
  ) throws(ScratchError) {
    let stride = MemoryLayout<Entry>.stride
    let most = min(Self.readBytes / stride, extents.lazy.map(\.count).max() ?? 0)
    // SAFETY: the buffer lives until the end of this function; a run is read whole before it is looked at.
    let buffer = UnsafeMutableBufferPointer<Entry>.allocate(capacity: most)
    defer { unsafe buffer.deallocate() }
    guard let base = buffer.baseAddress else { return }
    for extent in extents {
      var done = 0
      while done < extent.count {
        let count = min(most, extent.count - done)
        let target = unsafe UnsafeMutableRawBufferPointer(start: base, count: count * stride)
        try unsafe file.read(into: target, at: extent.offset + done * stride)
        try body(unsafe Lane(base: base, count: count))
        done += count
      }
    }
  }
}
