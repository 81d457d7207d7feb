/// A place in a contract file: where something was written.
///
/// Lines and columns count from 1 (columns in Unicode scalars), offsets from 0 in bytes.
package struct Mark: Sendable, Hashable {
  package var line: Int
  package var column: Int
  package var offset: Int
  /// Bytes from the start to the end of what was written; a caret underlines the part on the first line.
  package var length: Int

  package init(line: Int, column: Int, offset: Int, length: Int) {
    self.line = line
    self.column = column
    self.offset = offset
    self.length = length
  }

  package static let start = Mark(line: 1, column: 1, offset: 0, length: 0)
}

/// A value of the contract together with the place where it was written.
package struct Marked<Value: Sendable>: Sendable {
  package var value: Value
  package var mark: Mark

  package init(_ value: Value, at mark: Mark) {
    self.value = value
    self.mark = mark
  }
}
