/// The structural faults of a batch, by the names that reports use.
package enum StructureKind: String, Sendable, CaseIterable {
  case notCSV, utf16, byteOrderMark, emptyFile
  case headerMismatch, duplicateHeader, emptyHeader
  case fieldCount, blankLine, trailingBlankLine, unterminatedQuote, textAfterQuote, bareQuote
  case loneCarriageReturn, mixedLineEndings, nulByte, invalidUTF8, undecodable, fieldTooLong, recordTooLong

  /// Whether the fault leaves a record whose fields cannot be told apart; its cells are then not checked.
  var breaksRecord: Bool {
    switch self {
    case .fieldCount, .blankLine, .trailingBlankLine, .unterminatedQuote, .textAfterQuote, .invalidUTF8, .undecodable,
      .fieldTooLong, .recordTooLong:
      true
    default: false
    }
  }

  /// Whether the rest of the record was dropped up to the end of a line.
  var isOverlong: Bool { self == .fieldTooLong || self == .recordTooLong }

  package var isWarning: Bool {
    self == .byteOrderMark || self == .mixedLineEndings || self == .trailingBlankLine
  }

  /// The name in reports: blank lines at the end of a file are blank lines that only warn.
  package var reportName: String { self == .trailingBlankLine ? StructureKind.blankLine.rawValue : rawValue }
}
