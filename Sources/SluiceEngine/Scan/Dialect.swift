/// How the bytes of a batch are to be read: never sniffed by `validate`, always given or the default.
package struct Dialect: Sendable, Equatable {
  package var delimiter: UInt8
  /// nil where nothing is quoted and a quote is data.
  package var quote: UInt8?
  /// How characters are written; nil for UTF-8.
  package var encoding: TextEncoding?
  /// What makes a quote inside quotes data, and itself too; nil where quotes are doubled instead. Outside quotes it is
  /// data, as is everything else that it stands before.
  package var escape: UInt8?
  package var hasHeader: Bool
  /// Unquoted fields that mean null, byte for byte.
  package var nullTokens: [[UInt8]]
  package var trueTokens: [[UInt8]]
  package var falseTokens: [[UInt8]]
  /// What stands before the fraction of a number: `.` or `,`.
  package var decimal: UInt8
  /// Physical lines before the header of each file that are no records, whatever they hold.
  package var skippedLines: Int
  /// What a line begins with that is no record; nil where every line is data.
  package var comment: UInt8?
  /// Whether spaces and tabs around a field are no part of it. Those inside quotes always are.
  package var trims: Bool
  /// `1.0` in an integer column is how this exporter writes integers beside nulls; no warning is due.
  package var writesIntegersAsFloats: Bool
  /// This exporter begins its files with a UTF-8 byte order mark; no warning is due.
  package var writesByteOrderMark: Bool

  /// Comma, doubled quotes, a header, null = unquoted empty field.
  package static let standard = Dialect(
    delimiter: UInt8(ascii: ","), quote: UInt8(ascii: "\""), encoding: nil, escape: nil, hasHeader: true,
    nullTokens: [[]],
    trueTokens: [Array("true".utf8), Array("True".utf8)],
    falseTokens: [Array("false".utf8), Array("False".utf8)], decimal: UInt8(ascii: "."), skippedLines: 0,
    comment: nil, trims: false, writesIntegersAsFloats: false, writesByteOrderMark: false)

  /// Whether an unquoted empty field is the one null.
  var onlyEmptyIsNull: Bool { nullTokens.count == 1 && nullTokens[0].isEmpty }

  /// A blank that `trims` takes off. A tab that delimits fields is none.
  func isBlank(_ byte: UInt8) -> Bool {
    (byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")) && byte != delimiter
  }
}
