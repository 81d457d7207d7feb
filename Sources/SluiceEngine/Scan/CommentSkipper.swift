/// Finds where records begin when lines of comment stand before them: one walk over both, in the order of the bytes.
struct CommentSkipper {
  private var rest: ArraySlice<Range<Int>>

  /// `comments`: neighbours joined, ascending.
  init(_ comments: [Range<Int>]) { rest = comments[...] }

  /// Where the record begins whose predecessor ends at `position`; positions ascend from call to call.
  mutating func recordStart(_ position: Int) -> Int {
    while let next = rest.first, next.lowerBound < position { rest.removeFirst() }
    guard let next = rest.first, next.lowerBound == position else { return position }
    return next.upperBound
  }

  /// Whether a byte is part of a comment.
  static func holds(_ position: Int, in comments: [Range<Int>]) -> Bool {
    var (low, high) = (0, comments.count)
    while low < high {
      let middle = (low + high) / 2
      if comments[middle].lowerBound <= position { low = middle + 1 } else { high = middle }
    }
    return low > 0 && comments[low - 1].contains(position)
  }
}
