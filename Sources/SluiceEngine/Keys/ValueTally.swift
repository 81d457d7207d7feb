/// Counts the values of a column, for one worker: what distinct values, entropy, the most common value and quantiles
/// are made of.
///
/// How it works: while a column has few values, they are counted where they are met. Beyond that each value goes to a
/// partition, from where `ValueCounting` counts equal ones together, and `QuantileSelector` finds the ones in the middle.
/// A value that fits 64 bits is a word (`KeyValue.exact`, `ShortText`); longer texts, and what is wider, are kept in full,
/// so that no hash can be mistaken for another.
/// Shape: 16 bytes a value and slot while they are few, then 8 bytes a row (texts: 24 and their length), which go to disk
/// where they outgrow the memory. Law: exact, so that no split shows.
final class ValueTally {
  let kind: ColumnKind
  private let memory: KeyMemory
  private let scratch: Scratch
  private let words: WordTable
  private let records = RecordTable()
  /// Set once the values are many.
  private(set) var wordStore: PartitionStore<UInt64>?
  private(set) var recordStore: PartitionStore<UInt64>?
  private var lent = 0
  private var bytes: [UInt8] = []

  private static let mostWords = 1 << 16
  private static let mostRecordBytes = 4 << 20

  init(_ kind: ColumnKind, _ memory: KeyMemory, _ scratch: Scratch) {
    self.kind = kind
    self.memory = memory
    self.scratch = scratch
    words = WordTable()
  }

  func add(_ column: ColumnBatch) throws(ScratchError) {
    switch kind {
    case .text: return try addTexts(column)
    case .number: try addWords(column, .number)
    case .timestamp: try addWords(column, .timestamp)
    // One word is as good as another, whatever the unit.
    default: try addWords(column, .integer)
    }
    for cell in column.wide {
      if let word = KeyValue.exact(cell, kind) {
        try add(1) { _ in word }
      } else {
        try addWide(column, cell.row)
      }
    }
  }

  /// `kind`: known to the compiler, so that the loops are without a choice.
  @inline(__always)
  private func addWords(_ column: ColumnBatch, _ kind: ColumnKind) throws(ScratchError) {
    let status = column.status
    try add(column.rows) { row in
      status[row] == CellStatus.valid ? KeyValue.exact(column, kind, row) : nil
    }
    // Coarse timestamps that nanoseconds in 64 bits do not reach.
    guard kind == .timestamp else { return }
    for row in 0..<column.rows where status[row] == CellStatus.valid && KeyValue.exact(column, kind, row) == nil {
      try addWide(column, row)
    }
  }

  /// Counts the words of rows, or takes them to the partitions; nil for a row without one.
  @inline(__always)
  private func add(_ rows: Int, _ word: (Int) -> UInt64?) throws(ScratchError) {
    var row = 0
    while row < rows && wordStore == nil {
      row = words.add(row..<rows, word)
      if row < rows { try makeRoom() }
    }
    guard let store = wordStore else { return }
    while row < rows {
      if let word = word(row) { try store.append(word, to: KeyHash.partition(of: word, level: 0)) }
      row &+= 1
    }
  }

  /// A larger table, or the partitions.
  @inline(never)
  private func makeRoom() throws(ScratchError) {
    let bytes = words.grownBytes
    if words.count < Self.mostWords && memory.lend(bytes) {
      lent += bytes
      words.grow()
    } else {
      try storeWords()
    }
  }

  private func addTexts(_ column: ColumnBatch) throws(ScratchError) {
    let (cells, starts, lengths, status) = (column.bytes, column.starts, column.lengths, column.status)
    let longest = UInt32(ShortText.longest)
    try add(column.rows) { row in
      let length = lengths[row]
      guard status[row] == CellStatus.valid, length <= longest else { return nil }
      return ShortText.word(cells, Int(starts[row]), Int(length))
    }
    for row in 0..<column.rows where lengths[row] > longest && status[row] == CellStatus.valid {
      let (start, length) = (Int(starts[row]), Int(lengths[row]))
      // SAFETY: the cell's bytes are there, and are not kept beyond the call.
      let text = unsafe UnsafeBufferPointer(start: UnsafePointer(cells.base + start), count: length)
      try unsafe add(KeyHash.text(cells, start, length, seed: 0), text)
    }
  }

  @inline(never)
  private func addWide(_ column: ColumnBatch, _ row: Int) throws(ScratchError) {
    bytes.removeAll(keepingCapacity: true)
    KeyValue.write(column, kind, row, to: &bytes)
    let hash = KeyHash.bytes(bytes)
    try unsafe bytes.withUnsafeBufferPointer { text throws(ScratchError) in try unsafe add(hash, text) }
  }

  @inline(__always)
  private func add(_ hash: UInt64, _ text: UnsafeBufferPointer<UInt8>) throws(ScratchError) {
    if let recordStore {
      try unsafe recordStore.append(hash, note: 1, text, to: KeyHash.partition(of: hash, level: 0))
    } else if let known = unsafe records.find(hash, text) {
      known.note += 1
    } else {
      unsafe records.insert(hash, note: 1, text)
      if records.count > Self.mostWords || records.bytes > Self.mostRecordBytes { try storeRecords() }
    }
  }

  // MARK: Many values

  /// Takes what was counted so far to the partitions, as often as it was met.
  func storeWords() throws(ScratchError) {
    let store = wordStore ?? PartitionStore(memory, scratch)
    wordStore = store
    try words.forEach { word, count throws(ScratchError) in
      let partition = KeyHash.partition(of: word, level: 0)
      for _ in 0..<count { try store.append(word, to: partition) }
    }
    words.removeAll()
    memory.takeBack(lent)
    lent = 0
  }

  func storeRecords() throws(ScratchError) {
    let store = recordStore ?? PartitionStore(memory, scratch)
    recordStore = store
    try records.forEach { record throws(ScratchError) in try store.append(record, level: 0) }
    records.removeAll()
  }

  /// The values that are counted, with how often they were met.
  func forEachWord(_ body: (UInt64, Int) throws(ScratchError) -> Void) throws(ScratchError) { try words.forEach(body) }

  func forEachRecord(_ body: (KeyRecord) throws(ScratchError) -> Void) throws(ScratchError) {
    try records.forEach(body)
  }
}
