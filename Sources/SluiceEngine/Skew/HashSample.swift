/// The few of many items that have the smallest hashes: a sample that no order of items changes.
///
/// Law: merging samples is sampling all of their items. Complexity: an item that is not among them costs a comparison.
struct HashSample<Item: Sendable>: MetricState, Sendable {
  struct Entry: Sendable {
    var hash: UInt64
    /// Tells items of equal hash apart.
    var order: Int
    var item: Item
  }

  private let limit: Int
  private var kept: [Entry] = []
  /// Hashes beyond this one are not among the smallest.
  private(set) var bound = UInt64.max
  /// Items that were offered.
  private(set) var offered = 0

  init(limit: Int) { self.limit = limit }

  @inline(__always)
  mutating func add(_ hash: UInt64, order: Int, _ item: @autoclosure () -> Item) {
    offered &+= 1
    if hash <= bound { keep(Entry(hash: hash, order: order, item: item())) }
  }

  @inline(never)
  private mutating func keep(_ entry: Entry) {
    kept.append(entry)
    if kept.count >= 2 * limit + 16 { shrink() }
  }

  private mutating func shrink() {
    kept.sort { ($0.hash, $0.order) < ($1.hash, $1.order) }
    guard kept.count > limit else { return }
    kept.removeLast(kept.count - limit)
    bound = kept.last?.hash ?? 0
  }

  /// Ascending by hash.
  var entries: [Entry] {
    var copy = self
    copy.shrink()
    return copy.kept
  }

  mutating func merge(_ other: HashSample) {
    offered += other.offered
    kept += other.kept
    shrink()
  }
}
