/// Which fields of a grid of records begin with a quote, column by column.
///
/// Most columns of most chunks have none, and then nobody looks at their first bytes for one.
/// How it works: while separators are flattened, a quote right behind a separator gives the ordinal of its field;
/// ordinals are then grouped by column in one pass, since they ascend.
/// What to beware: where a quarter of all fields is quoted the list is given up (`isKnown` is false) and every cell
/// must be looked at.
final class QuotedFields {
  private(set) var isKnown = false
  private var count = 0
  private var limit = 0
  private var ordinals: Lane<UInt32>
  private var rows: Lane<UInt32>
  private var firsts: Lane<UInt32>
  private let ordinalStorage = LaneStorage<UInt32>(repeating: 0)
  private let rowStorage = LaneStorage<UInt32>(repeating: 0)
  private let firstStorage = LaneStorage<UInt32>(repeating: 0)

  init() {
    ordinals = ordinalStorage.lane
    rows = rowStorage.lane
    firsts = firstStorage.lane
  }

  /// Starts a chunk of `fields` fields; `isWanted` is false where nothing is quoted, or nothing can be known.
  func begin(fields: Int, isWanted: Bool) {
    isKnown = isWanted
    count = 0
    limit = fields / 4
    ordinals = ordinalStorage.lane(of: limit + 64)
  }

  /// Takes the quotes of one word: `starts` has a bit for each quote behind a separator, `separators` one for each
  /// separator, the first of which has the ordinal `first`.
  @inline(__always)
  func add(starts: UInt64, separators: UInt64, first: Int) {
    if starts == 0 || !isKnown { return }
    var bits = starts
    while bits != 0 {
      let below = (bits & (0 &- bits)) &- 1
      ordinals[count] = UInt32(truncatingIfNeeded: first &+ (separators & below).nonzeroBitCount)
      count &+= 1
      bits &= bits &- 1
    }
    if count > limit { isKnown = false }
  }

  func giveUp() { isKnown = false }

  /// Groups what was found by column, for a grid of `width` columns.
  func group(width: Int) {
    guard isKnown else { return }
    firsts = firstStorage.lane(of: width + 1)
    rows = rowStorage.lane(of: count)
    for column in 0...width { firsts[column] = 0 }
    forEach(width: width) { column, _ in firsts[column &+ 1] &+= 1 }
    for column in 0..<width { firsts[column + 1] += firsts[column] }
    forEach(width: width) { column, row in
      rows[Int(firsts[column])] = row
      firsts[column] &+= 1
    }
    // Each entry has moved on to where the next column begins.
    for column in stride(from: width, to: 0, by: -1) { firsts[column] = firsts[column - 1] }
    firsts[0] = 0
  }

  /// Calls `body` with column and row of each quoted field, rows ascending.
  @inline(__always)
  private func forEach(width: Int, _ body: (Int, UInt32) -> Void) {
    var (row, rowEnd) = (UInt32(0), width)
    for index in 0..<count {
      let ordinal = Int(ordinals[index])
      while ordinal >= rowEnd {
        row &+= 1
        rowEnd &+= width
      }
      body(ordinal &- (rowEnd &- width), row)
    }
  }

  /// The rows in which `column` is quoted, ascending.
  @inline(__always)
  func forEachRow(of column: Int, _ body: (Int) -> Void) {
    for index in Int(firsts[column])..<Int(firsts[column + 1]) { body(Int(rows[index])) }
  }
}
