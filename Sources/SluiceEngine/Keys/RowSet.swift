/// Rows of a batch, such as those whose key is not unique: complete, however many there are.
///
/// Shape: a bit for each row, in pages of 4,096 rows; a page without a row takes nothing. So it is one bit for each
/// row of the batch at most, and for sparse rows half a kilobyte each at most. Rows are ordinals of the batch, of
/// which nothing is known but that they ascend.
struct RowSet: Sendable {
  fileprivate static let pageBits = 12
  fileprivate static let pageWords = 1 << (pageBits - 6)

  /// Numbers of the pages that hold a row, ascending.
  private let pages: [Int]
  /// For each of `pages`, where its bits are.
  private let places: [Int]
  private let bits: RowBits
  let count: Int

  /// No row.
  init() { self.init(RowSetBuilder()) }

  fileprivate init(_ builder: RowSetBuilder) {
    let sorted = builder.places.sorted { $0.key < $1.key }
    pages = sorted.map(\.key)
    places = sorted.map(\.value)
    bits = builder.bits
    count = builder.count
  }

  var isEmpty: Bool { count == 0 }

  /// Complexity: logarithm of the pages.
  func contains(_ row: Int) -> Bool {
    let index = firstPage(from: row >> Self.pageBits)
    guard index < pages.count, pages[index] == row >> Self.pageBits else { return false }
    return bits[places[index], row >> 6 & (Self.pageWords - 1)] >> UInt64(row & 63) & 1 == 1
  }

  /// Whether any row of the range is one of them.
  func intersects(_ rows: Range<Int>) -> Bool {
    var found = false
    forEach(in: rows) { _ in
      found = true
      return false
    }
    return found
  }

  /// Calls `body` for the rows of the set in `range`, ascending, until it returns false.
  func forEach(in range: Range<Int>, _ body: (Int) -> Bool) {
    guard !range.isEmpty else { return }
    var index = firstPage(from: range.lowerBound >> Self.pageBits)
    while index < pages.count, pages[index] <= (range.upperBound - 1) >> Self.pageBits {
      let first = pages[index] << Self.pageBits
      let end = min(range.upperBound - first, 1 << Self.pageBits)
      let words = max(range.lowerBound - first, 0) >> 6..<(end + 63) >> 6
      for word in words {
        var rest = bits[places[index], word]
        while rest != 0 {
          let row = first + word << 6 + rest.trailingZeroBitCount
          rest &= rest - 1
          if range.contains(row), !body(row) { return }
        }
      }
      index += 1
    }
  }

  /// Index of the first page whose number is `page` or more.
  private func firstPage(from page: Int) -> Int {
    var (low, high) = (0, pages.count)
    while low < high {
      let middle = (low + high) / 2
      if pages[middle] < page { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

/// Gathers rows in any order.
struct RowSetBuilder: Sendable {
  fileprivate var places: [Int: Int] = [:]
  fileprivate var bits = RowBits()
  fileprivate var count = 0

  init() {}

  mutating func insert(_ row: Int) {
    let page = row >> RowSet.pageBits
    let place: Int
    if let known = places[page] {
      place = known
    } else {
      place = bits.addPage()
      places[page] = place
    }
    let (word, bit) = (row >> 6 & (RowSet.pageWords - 1), UInt64(1) << UInt64(row & 63))
    if bits[place, word] & bit == 0 {
      bits[place, word] |= bit
      count += 1
    }
  }

  func finished() -> RowSet { RowSet(self) }
}

/// Pages of bits that never move: a set of all rows of a huge batch is not copied while it grows.
private struct RowBits: Sendable {
  private static let pagesOfSlab = 1024
  private var slabs: [[UInt64]] = []
  private var pages = 0

  mutating func addPage() -> Int {
    if pages % Self.pagesOfSlab == 0 { slabs.append([]) }
    slabs[pages / Self.pagesOfSlab].append(contentsOf: repeatElement(0, count: RowSet.pageWords))
    pages += 1
    return pages - 1
  }

  subscript(page: Int, word: Int) -> UInt64 {
    get { slabs[page / Self.pagesOfSlab][page % Self.pagesOfSlab * RowSet.pageWords + word] }
    set { slabs[page / Self.pagesOfSlab][page % Self.pagesOfSlab * RowSet.pageWords + word] = newValue }
  }
}
