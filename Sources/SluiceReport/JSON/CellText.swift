/// A cell's bytes as text that JSON can carry, with the exact bytes beside it where the text cannot say them.
struct CellText {
  /// The cell with every ill-formed sequence replaced by U+FFFD.
  var text: String
  /// All bytes of the cell in hexadecimal, where they are not valid UTF-8.
  var hex: String?

  init(_ bytes: [UInt8]) {
    if let exact = String(validating: bytes, as: UTF8.self) {
      text = exact
    } else {
      text = String(decoding: bytes, as: UTF8.self)
      hex = Hex.text(bytes)
    }
  }
}
