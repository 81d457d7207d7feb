/// Collects the values that are found inside cells, node by node, and hands each node's on as a column.
///
/// Shape: `capacity` values a node; a full node is handed on at once, so the memory does not depend on the cells.
/// Invariant: the values of a node are in the order of rows, and within a row in the order of the text.
final class NestedValues {
  static let capacity = 1024

  /// Is called with a node and the values it has, undecoded, before they are forgotten.
  typealias Sink = (_ node: Int, _ column: ColumnBatch) -> Void

  private let shape: NestedShape
  private let column = ColumnBatch()
  private let arena = TextArena()
  private var source: ColumnBatch?
  private var sink: Sink = { _, _ in }

  private let memory: Memory
  // A block of `capacity` elements a node.
  private let starts: Lane<UInt32>
  private let lengths: Lane<UInt32>
  private let rows: Lane<UInt32>
  private let status: Lane<UInt8>
  private let escaped: Lane<UInt8>
  /// Items or members, for containers.
  private let sizes: Lane<Int64>
  // One element a node.
  private let counts: Lane<Int>
  /// Row of the last value that was handed on, and how many values of that row were.
  private let handedRows: Lane<Int>
  private let handedCounts: Lane<Int>

  /// Owns the lanes, which never grow, so that they are found without a step in between.
  private struct Memory {
    let words: [LaneStorage<UInt32>]
    let bytes: [LaneStorage<UInt8>]
    let sizes: LaneStorage<Int64>
    let nodes: [LaneStorage<Int>]
  }

  init(_ shape: NestedShape) {
    self.shape = shape
    let (nodes, all) = (shape.nodes.count, shape.nodes.count * Self.capacity)
    memory = Memory(
      words: (0..<3).map { _ in LaneStorage(repeating: 0, count: all) },
      bytes: (0..<2).map { _ in LaneStorage(repeating: 0, count: all) },
      sizes: LaneStorage(repeating: 0, count: all),
      nodes: (0..<3).map { _ in LaneStorage(repeating: 0, count: nodes) })
    (starts, lengths, rows) = (memory.words[0].lane, memory.words[1].lane, memory.words[2].lane)
    (status, escaped, sizes) = (memory.bytes[0].lane, memory.bytes[1].lane, memory.sizes.lane)
    (counts, handedRows, handedCounts) = (memory.nodes[0].lane, memory.nodes[1].lane, memory.nodes[2].lane)
  }

  /// Begins a batch: the values to come lie in the cells of `source`.
  func begin(_ source: ColumnBatch, _ sink: @escaping Sink) {
    self.source = source
    self.sink = sink
    for node in shape.nodes.indices {
      handedRows[node] = -1
      handedCounts[node] = 0
    }
  }

  /// Hands on what is left, and lets go of the batch.
  func finish() {
    for node in shape.nodes.indices where counts[node] > 0 { handOn(node) }
    source = nil
    sink = { _, _ in }
  }

  @inline(__always)
  func put(
    _ node: Int, row: Int, start: Int, length: Int, status: UInt8, escaped: UInt8 = 0, size: Int = 0
  ) {
    let count = counts[node]
    let index = node &* Self.capacity &+ count
    starts[index] = UInt32(truncatingIfNeeded: start)
    lengths[index] = UInt32(truncatingIfNeeded: length)
    rows[index] = UInt32(truncatingIfNeeded: row)
    self.status[index] = status
    self.escaped[index] = escaped
    sizes[index] = Int64(truncatingIfNeeded: size)
    counts[node] = count &+ 1
    if count &+ 1 == Self.capacity { handOn(node) }
  }

  @inline(never)
  private func handOn(_ node: Int) {
    guard let source else { return }
    let count = counts[node]
    let block = node * Self.capacity
    func part<Element>(_ lane: Lane<Element>) -> Lane<Element> { lane.part(from: block, count: Self.capacity) }
    let (status, rows) = (part(self.status), part(self.rows))
    var (nulls, invalid, escapes) = (0, 0, 0)
    for index in 0..<count {
      nulls &+= status[index] == CellStatus.null ? 1 : 0
      invalid &+= status[index] == CellStatus.invalid ? 1 : 0
      escapes &+= self.escaped[block &+ index] == 0 ? 0 : 1
    }
    let (starts, lengths) = (part(self.starts), part(self.lengths))
    let bytes = escapes > 0 ? unescape(block, count, starts, lengths, source.bytes) : source.bytes
    let (firstRow, carried) = (handedRows[node], handedCounts[node])
    column.take(
      ColumnBatch.Values(
        count: count, bytes: bytes, starts: starts, lengths: lengths, status: status, sizes: part(sizes),
        nulls: nulls, invalid: invalid, mayHaveNonASCII: escapes > 0 || source.mayHaveNonASCII,
        origin: ValueOrigin(rows: rows) { [shape] index in
          var first = index
          while first > 0 && rows[first - 1] == rows[index] { first -= 1 }
          let row = Int(rows[index])
          let number = index - first + (first == 0 && row == firstRow ? carried : 0)
          return NestedPath(shape, node).text(
            ofValue: number, in: source.bytes, Int(source.starts[row]), Int(source.lengths[row]))
        }),
      of: source)
    sink(node, column)
    noteHanded(node, rows, count)
    counts[node] = 0
  }

  private func noteHanded(_ node: Int, _ rows: Lane<UInt32>, _ count: Int) {
    let last = rows[count - 1]
    var first = count - 1
    while first > 0 && rows[first - 1] == last { first -= 1 }
    let before = first == 0 && Int(last) == handedRows[node] ? handedCounts[node] : 0
    handedRows[node] = Int(last)
    handedCounts[node] = before + count - first
  }

  /// Copies all values of a node, escapes undone, to memory of their own: they are decoded from one place.
  private func unescape(
    _ block: Int, _ count: Int, _ starts: Lane<UInt32>, _ lengths: Lane<UInt32>, _ bytes: Bytes
  ) -> Bytes {
    let total = (0..<count).reduce(0) { $0 + Int(lengths[$1]) }
    let out = arena.bytes(of: total)
    var position = 0
    for index in 0..<count {
      let (start, length) = (Int(starts[index]), Int(lengths[index]))
      starts[index] = UInt32(truncatingIfNeeded: position)
      if escaped[block + index] != 0 {
        lengths[index] = UInt32(
          truncatingIfNeeded: JSONText.unescape(bytes, start, length, to: out, at: position))
      } else {
        for offset in 0..<length { out[position + offset] = bytes[start + offset] }
      }
      position += Int(lengths[index])
    }
    return out
  }
}

/// Where the cells of a column come from that were found inside other cells.
struct ValueOrigin {
  /// The row of the batch that each value was found in, ascending.
  let rows: Lane<UInt32>
  /// Where in its cell a value stands, such as `[2].street`; slow, for samples.
  let path: (_ index: Int) -> [UInt8]
}
