internal import SluiceContract

/// Packs the rows of record batches, for one worker.
///
/// How it works: columns are decoded one after the other, as everywhere, and their words are dealt out to rows of a
/// fixed stride that stay in the cache. Bytes that slots refer to stand behind the rows of the batch; whoever keeps a
/// row (`PackedRow.copy`) takes its own along. Slots are in `spec` order, so that keys come first and are hashed.
/// Rows that refer to no bytes are written to the heap that keeps them, where there is one, and need no copy.
/// What to beware: rows are valid until the next batch is packed.
@safe final class RowPacker {
  /// How one side's files say what the slots hold.
  struct Spec: Sendable {
    var layout: RowLayout
    /// By slot, how its times are written.
    var readings: [TimeReading?]
    var dialect: Dialect
  }

  private(set) var rows = 0
  /// By slot, over all batches: cells that do not parse, and cells such as `1.0` in a column of integers.
  private(set) var invalid: [Int]
  private(set) var integralFloats: [Int]

  private let spec: Spec
  private let stride: Int
  private let column = ColumnBatch()
  private let hasher: KeyHasher
  /// Where rows are: `own`, or a heap's.
  private var memory: UnsafeMutablePointer<UInt64>
  private var own: UnsafeMutablePointer<UInt64>
  private var capacity = 1 << 12
  /// Whether the rows stand in the heap that `pack` was given, which has to take them.
  private(set) var isInHeap = false
  /// Whether rows refer to bytes as a rule.
  private var hasBytes = false
  /// Bytes in use behind the rows.
  private var used = 0

  init(_ spec: Spec) {
    self.spec = spec
    stride = spec.layout.fixedWords
    hasher = KeyHasher(parts: spec.layout.keys)
    invalid = spec.layout.kinds.map { _ in 0 }
    integralFloats = invalid
    unsafe own = .allocate(capacity: capacity)
    unsafe memory = own
  }

  // SAFETY: `reserve` makes room before anything is written: for `rows` rows of `stride` words, then for the bytes; a
  // heap has room for the rows, and no bytes are written to it.
  deinit { unsafe own.deallocate() }

  @inline(__always)
  func row(_ index: Int) -> PackedRow {
    assert(index >= 0 && index < rows)
    return unsafe PackedRow(base: memory + index &* stride)
  }

  /// `heap`: who is to keep the rows, if all of them.
  func pack(_ batch: RecordBatch, into heap: RowHeap? = nil) {
    rows = batch.rows
    used = rows * stride * 8
    isInHeap = false
    if !hasBytes, let target = unsafe heap?.room(for: rows * stride) {
      unsafe memory = target
      isInHeap = true
    } else {
      unsafe memory = own
      reserve(0)
    }
    clear(batch)
    let fields = batch.span.layout.fields
    let hasKey = (0..<spec.layout.keys).allSatisfy { fields[$0] != nil }
    for (slot, kind) in spec.layout.kinds.enumerated() {
      guard let field = fields[slot] else {
        for row in 0..<rows { mark(row, slot, CellStatus.null) }
        continue
      }
      column.gather(batch, field: field, dialect: spec.dialect)
      Decoder.decode(column, as: kind, spec.readings[slot], dialect: spec.dialect)
      if hasKey && slot < spec.layout.keys { _ = hasher.add(column, kind: kind, position: slot) }
      deal(kind, slot)
      invalid[slot] += column.invalid
      integralFloats[slot] += column.integralFloats
    }
    setHashes(hasKey)
  }

  /// Hashes the keys of a batch and packs nothing; false where a row has no key.
  func hashKeys(_ batch: RecordBatch) -> Bool {
    rows = 0
    var isUsable = true
    for (slot, kind) in spec.layout.kinds.prefix(spec.layout.keys).enumerated() {
      guard let field = batch.span.layout.fields[slot] else { return false }
      column.gather(batch, field: field, dialect: spec.dialect)
      Decoder.decode(column, as: kind, spec.readings[slot], dialect: spec.dialect)
      _ = hasher.add(column, kind: kind, position: slot)
      isUsable = isUsable && column.nulls + column.invalid == 0
      integralFloats[slot] += column.integralFloats
    }
    return isUsable
  }

  /// The hash of a key, after `hashKeys`.
  @inline(__always)
  func keyHash(_ row: Int) -> UInt64 { hasher.hash(row) }

  // MARK: Rows

  private func clear(_ batch: RecordBatch) {
    let bytes = UInt64(8 * (stride - KeyRecord.headWords))
    let first = batch.span.firstOrdinal
    for row in 0..<rows {
      let base = unsafe memory + row &* stride
      unsafe base[1] = bytes
      unsafe base[2] = UInt64(truncatingIfNeeded: first &+ batch.record(of: row))
      for word in 0..<spec.layout.statusWords { unsafe base[KeyRecord.headWords &+ word] = 0 }
    }
  }

  /// Rows without a key are spread by their number, so that they burden no partition.
  private func setHashes(_ hasKey: Bool) {
    for index in 0..<rows {
      let row = row(index)
      let isUsable = hasKey && row.keyState(spec.layout) == .usable
      row[0] = isUsable ? hasher.hash(index) : KeyHash.word(UInt64(truncatingIfNeeded: row.ordinal), seed: 0)
    }
  }

  @inline(__always)
  private func mark(_ row: Int, _ slot: Int, _ status: UInt8) {
    let word = row &* stride &+ KeyRecord.headWords &+ slot / RowLayout.slotsPerStatusWord
    unsafe memory[word] |= UInt64(status) &<< UInt64(truncatingIfNeeded: 2 &* (slot % 32))
  }

  // MARK: Columns

  private func deal(_ kind: ColumnKind, _ slot: Int) {
    switch kind {
    case .text, .container: dealTexts(slot)
    case .number: dealDoubles(slot)
    default: dealIntegers(slot)
    }
    if kind != .text && column.nulls + column.invalid + column.wide.count > 0 { dealOdd(kind, slot) }
  }

  private func dealIntegers(_ slot: Int) {
    let values = column.integers
    var target = unsafe memory + spec.layout.index(of: slot)
    for row in 0..<rows {
      unsafe target.pointee = UInt64(bitPattern: values[row])
      unsafe target += stride
    }
  }

  private func dealDoubles(_ slot: Int) {
    let values = column.doubles
    var target = unsafe memory + spec.layout.index(of: slot)
    for row in 0..<rows {
      // Adding 0 makes -0 the 0 that it equals.
      let value = values[row] + 0
      unsafe target.pointee = value == value ? value.bitPattern : Double.nan.bitPattern
      unsafe target += stride
    }
  }

  private func dealTexts(_ slot: Int) {
    let (bytes, starts, lengths, status) = (column.bytes, column.starts, column.lengths, column.status)
    var total = 0
    for row in 0..<rows { total &+= Int(lengths[row]) > PackedText.inlineBytes ? Int(lengths[row]) : 0 }
    if total > 0 { reserve(total) }
    let index = spec.layout.index(of: slot)
    for row in 0..<rows {
      let (start, length) = (Int(starts[row]), Int(lengths[row]))
      if length <= PackedText.inlineBytes {
        unsafe memory[row &* stride &+ index] = PackedText.inline(bytes, start, length)
      } else {
        unsafe keep(UnsafeBufferPointer(start: bytes.base + start, count: length), row, index)
      }
      if status[row] != CellStatus.valid {
        mark(row, slot, status[row])
        unsafe memory[row &* stride &+ index] = 0
      }
    }
  }

  /// Cells that the lane does not hold.
  @inline(never)
  private func dealOdd(_ kind: ColumnKind, _ slot: Int) {
    let index = spec.layout.index(of: slot)
    var value: [UInt8] = []
    for row in 0..<rows where column.status[row] != CellStatus.valid {
      mark(row, slot, column.status[row])
      unsafe memory[row &* stride &+ index] = 0
      if column.status[row] == CellStatus.null { continue }
      if column.status[row] == CellStatus.wide {
        value.removeAll(keepingCapacity: true)
        KeyValue.write(column, kind, row, to: &value)
      } else {
        value = column.text(row)
      }
      reserve(value.count)
      unsafe value.withUnsafeBufferPointer { unsafe keep($0, row, index) }
    }
  }

  // MARK: Bytes

  /// Puts bytes behind the rows, and their place into a row.
  @inline(__always)
  private func keep(_ bytes: UnsafeBufferPointer<UInt8>, _ row: Int, _ index: Int) {
    if let start = bytes.baseAddress {
      unsafe (UnsafeMutableRawPointer(memory) + used).copyMemory(from: start, byteCount: bytes.count)
    }
    unsafe memory[row &* stride &+ index] = PackedText.reference(
      offset: used &- row &* stride &* 8, length: bytes.count)
    used &+= bytes.count
  }

  /// Makes room for `more` bytes behind those in use, in memory of this object.
  private func reserve(_ more: Int) {
    let needed = (used + more) / 8 + 2
    if needed <= capacity && !isInHeap { return }
    if needed > capacity {
      let larger = UnsafeMutablePointer<UInt64>.allocate(capacity: max(needed, capacity * 2))
      if !isInHeap { unsafe larger.update(from: own, count: capacity) }
      unsafe own.deallocate()
      unsafe own = larger
      capacity = max(needed, capacity * 2)
    }
    if isInHeap {
      unsafe own.update(from: memory, count: rows * stride)
      isInHeap = false
      hasBytes = true
    }
    unsafe memory = own
  }
}

extension PackedRow {
  /// Words that the row takes with the bytes that it refers to.
  func wordsWithBytes(_ layout: RowLayout) -> Int {
    var bytes = 0
    forEachReference(layout) { bytes += PackedText.length(self[$0]) }
    return layout.fixedWords + (bytes + 7) / 8
  }

  /// Writes the row to `target`, which has room for `words`, as `wordsWithBytes` counted them.
  func copy(to target: UnsafeMutablePointer<UInt64>, words: Int, _ layout: RowLayout) {
    let fixed = layout.fixedWords
    // Zeroes behind the bytes.
    if words > fixed { unsafe target[words - 1] = 0 }
    unsafe target.update(from: base, count: fixed)
    var end = 8 * fixed
    if words > fixed {
      forEachReference(layout) { index in
        let bytes = unsafe self.bytes(at: self[index])
        if let start = bytes.baseAddress {
          unsafe (UnsafeMutableRawPointer(target) + end).copyMemory(from: start, byteCount: bytes.count)
        }
        unsafe target[index] = PackedText.reference(offset: end, length: bytes.count)
        end += bytes.count
      }
    }
    unsafe target[1] = UInt64(truncatingIfNeeded: end - 8 * KeyRecord.headWords)
  }

  /// Calls `body` with the index of every word that refers to bytes.
  @inline(__always)
  private func forEachReference(_ layout: RowLayout, _ body: (Int) -> Void) {
    var hasOdd: UInt64 = 0
    for word in 0..<layout.statusWords {
      let status = self[KeyRecord.headWords &+ word]
      // Invalid and wide cells have the higher bit.
      hasOdd |= status & 0xAAAA_AAAA_AAAA_AAAA
    }
    if hasOdd == 0 {
      for slot in layout.textSlots {
        let index = layout.index(of: slot)
        if PackedText.isReference(self[index]) && status(slot) == CellStatus.valid { body(index) }
      }
      return
    }
    for (slot, kind) in layout.kinds.enumerated() {
      let (index, status) = (layout.index(of: slot), status(slot))
      if status >= CellStatus.invalid
        || (kind == .text && status == CellStatus.valid && PackedText.isReference(self[index]))
      {
        body(index)
      }
    }
  }
}
