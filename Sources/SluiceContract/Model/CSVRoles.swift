/// The characters and words of a CSV dialect by the part they play, and whether they can play it together.
///
/// Contracts are held to it when they are linted, and dialects when flags, contract and preset are put together.
package struct CSVRoles: Sendable {
  package var delimiter: [UInt8]?
  /// nil where nothing is quoted.
  package var quote: [UInt8]?
  /// nil where quotes are doubled.
  package var escape: [UInt8]?
  package var comment: [UInt8]?
  package var decimal: [UInt8]?
  package var nullTokens: [[UInt8]] = []
  package var trueTokens: [[UInt8]] = []
  package var falseTokens: [[UInt8]] = []
  package var trims = false

  package init() {}

  /// What no batch could be read by, lower case and without a full stop; nil where all agree.
  package var contradiction: String? {
    let roles = [("delimiter", delimiter), ("quote", quote), ("escape", escape), ("comment", comment)]
    for (index, role) in roles.enumerated() {
      for other in roles[..<index] where role.1 != nil && role.1 == other.1 {
        return "\(other.0) and \(role.0) are both \(shown(role.1))"
      }
    }
    if quote != nil && decimal == quote { return "quote and decimal are both \(shown(quote))" }
    if quote == nil && decimal == delimiter {
      return "delimiter and decimal are both \(shown(decimal)), and without quotes nothing tells them apart"
    }
    if let token = trueTokens.first(where: falseTokens.contains) {
      return "\(shown(token)) is listed both as true and as false"
    }
    if let token = nullTokens.first(where: { (trueTokens + falseTokens).contains($0) }) {
      return "\(shown(token)) is listed both as null and as a boolean"
    }
    if trims, let token = nullTokens.first(where: Self.hasEdgeBlanks) {
      return "the null token \(shown(token)) begins or ends with a blank, and trim takes blanks off"
    }
    return nil
  }

  private static func hasEdgeBlanks(_ token: [UInt8]) -> Bool {
    guard let first = token.first, let last = token.last else { return false }
    let blanks: [UInt8] = [UInt8(ascii: " "), UInt8(ascii: "\t")]
    return blanks.contains(first) || blanks.contains(last)
  }

  private func shown(_ bytes: [UInt8]?) -> String { Words.quoted(String(decoding: bytes ?? [], as: UTF8.self)) }
}
