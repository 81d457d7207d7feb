/// What one thread does with pairs and with rows that are in none, block by block.
protocol PairVisitor: AnyObject {
  /// The rows of pairs, training and serving, side by side.
  func visit(pairs count: Int, train: Lane<PackedRow>, serve: Lane<PackedRow>) throws(ScratchError)
  /// Rows of one side that no pair has.
  func visit(others count: Int, _ rows: Lane<PackedRow>, isServe: Bool) throws(ScratchError)
  /// How much older the training row of a pair is, in nanoseconds.
  func visit(age: Int128)
}

/// Gathers pairs and other rows of one thread to blocks.
final class PairBlock {
  static let rows = 256
  private let visitor: any PairVisitor
  private let train = PackedRow.lane(of: rows)
  private let serve = PackedRow.lane(of: rows)
  private let others = [PackedRow.lane(of: rows), PackedRow.lane(of: rows)]
  private var pairs = 0
  private var otherCounts = [0, 0]

  init(_ visitor: any PairVisitor) { self.visitor = visitor }

  func add(_ left: PackedRow, _ right: PackedRow) throws(ScratchError) {
    train.lane[pairs] = left
    serve.lane[pairs] = right
    pairs += 1
    if pairs == Self.rows { try flushPairs() }
  }

  func addOther(_ row: PackedRow, isServe: Bool) throws(ScratchError) {
    let side = isServe ? 1 : 0
    others[side].lane[otherCounts[side]] = row
    otherCounts[side] += 1
    if otherCounts[side] == Self.rows { try flushOthers(side) }
  }

  func addAge(_ age: Int128) { visitor.visit(age: age) }

  /// Must be called before the rows go away.
  func flush() throws(ScratchError) {
    try flushPairs()
    for side in 0..<2 { try flushOthers(side) }
  }

  private func flushPairs() throws(ScratchError) {
    if pairs > 0 { try visitor.visit(pairs: pairs, train: train.lane, serve: serve.lane) }
    pairs = 0
  }

  private func flushOthers(_ side: Int) throws(ScratchError) {
    if otherCounts[side] > 0 {
      try visitor.visit(others: otherCounts[side], others[side].lane, isServe: side == 1)
    }
    otherCounts[side] = 0
  }
}

extension PackedRow {
  /// Memory for rows of a block.
  static func lane(of count: Int) -> LaneStorage<PackedRow> {
    // SAFETY: never read before a row is put there.
    LaneStorage(repeating: unsafe PackedRow(base: UnsafeMutablePointer(bitPattern: 8).unsafelyUnwrapped), count: count)
  }
}
