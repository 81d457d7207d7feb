/// How the bytes of a batch are to be read: never sniffed by `validate`, always given or the default.
package struct Dialect: Sendable, Equatable {
  package var delimiter: UInt8
  package var quote: UInt8
  package var hasHeader: Bool
  /// Unquoted fields that mean null, byte for byte.
  package var nullTokens: [[UInt8]]
  package var trueTokens: [[UInt8]]
  package var falseTokens: [[UInt8]]
  /// `1.0` in an integer column is how this exporter writes integers beside nulls; no warning is due.
  package var writesIntegersAsFloats: Bool

  /// Comma, doubled quotes, a header, null = unquoted empty field.
  package static let standard = Dialect(
    delimiter: UInt8(ascii: ","), quote: UInt8(ascii: "\""), hasHeader: true, nullTokens: [[]],
    trueTokens: [Array("true".utf8), Array("True".utf8)],
    falseTokens: [Array("false".utf8), Array("False".utf8)],
    writesIntegersAsFloats: false)
}
