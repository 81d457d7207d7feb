/// Numbers the rows of a log from 0 without gaps, in their order; ordinals have gaps between files.
struct RowNumbers: Sendable {
  /// Rows of the files before each.
  private let firsts: [Int]
  let count: Int

  init(_ reading: BatchReader.Outcome) {
    var firsts: [Int] = []
    var next = 0
    for file in reading.files {
      firsts.append(next)
      next += file.rows
    }
    self.firsts = firsts
    count = next
  }

  func number(of ordinal: Int) -> Int {
    let file = Ordinals.file(of: ordinal)
    return firsts[file] + ordinal - Ordinals.first(ofFile: file)
  }
}
