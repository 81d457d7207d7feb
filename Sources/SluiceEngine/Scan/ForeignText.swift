/// Names text that is not CSV by how it begins: what a download, an export or a checkout leaves when it went wrong.
enum ForeignText {
  /// What it is and the way out; nil where it may be CSV.
  static func judge(_ first: [UInt8]) -> (name: String, way: String)? {
    let text = first.drop { isSpace($0) }.map(lowered)
    for (beginning, name, way) in beginnings where text.starts(with: beginning) { return (name, way) }
    return isJSON(text) ? ("JSON", "export it as CSV") : nil
  }

  private static let beginnings: [(beginning: [UInt8], name: String, way: String)] = [
    ("<!doctype html", "an HTML page", "a download was answered with a page; look at the address and the login"),
    ("<html", "an HTML page", "a download was answered with a page; look at the address and the login"),
    ("<?xml", "an XML document", "where a store answers with an error it is one; read it, or export as CSV"),
    ("<error>", "an XML error of an object store", "read it: the object is missing, or access is denied"),
    (
      "version https://git-lfs.github.com/spec/", "a Git LFS pointer, not the file itself", "fetch it: git lfs pull"
    ),
    ("%pdf-", "a PDF document", "export the table as CSV"),
    ("{\\rtf", "an RTF document", "save it as CSV"),
  ].map { (Array($0.0.utf8), $0.1, $0.2) }

  /// `{"`, `{}`, `[{`, `[[` or `["`, blanks aside: a header that begins so would be odd indeed.
  private static func isJSON(_ text: [UInt8]) -> Bool {
    guard let open = text.first, let next = text.dropFirst().first(where: { !isSpace($0) }) else { return false }
    return switch open {
    case UInt8(ascii: "{"): next == UInt8(ascii: "\"") || next == UInt8(ascii: "}")
    case UInt8(ascii: "["): Array("{[\"".utf8).contains(next)
    default: false
    }
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

  private static func lowered(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte + 32 : byte
  }
}
