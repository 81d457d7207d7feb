/// What the scan has to know: the dialect, the columns that are wanted, and its limits.
struct ScanSpec: Sendable {
  var dialect: Dialect
  /// Names of the columns to be decoded, as bytes, each once: decoding undoes doubled quotes in place. Their order is the
  /// order of `FileLayout.fields`.
  var columns: [[UInt8]]
  /// Bytes that one field may have.
  var fieldLimit = 16 * 1024 * 1024
  /// Bytes from the beginning of a record within which its last field must begin.
  var recordLimit = 16 * 1024 * 1024
  /// Bytes in which no field and no record can be too long.
  var ordinaryBytes: Int { min(fieldLimit, recordLimit) }
  /// Bytes that the beginning of a record may have in memory while another file's has more: see `LongRecordTurn`.
  var longRecordBytes = 4 * 1024 * 1024
  /// Places kept per structural fault and file.
  var places = 5
}

/// Numbers of all records of a batch, in the order of files and rows: what findings and keys are sorted by.
///
/// Shape: the file's index above 40 bits for its rows. So the records of a file are numbered before anybody knows how
/// many the files before it have.
enum Ordinals {
  private static let rowBits = 40

  static func first(ofFile index: Int) -> Int { index << rowBits }
  static func file(of ordinal: Int) -> Int { ordinal >> rowBits }
}

/// Where the records of one chunk lie in their file; enough to read them again alone.
///
/// `count` reaches to the end of the chunk, beyond its last whole record: what stands there may decide how a stray
/// quote before it was read.
struct SpanPlace: Sendable {
  var file: Int
  var byteOffset: Int
  var count: Int
  /// Ordinal of the first record, its row in the file, from 1, and its physical line, from 1.
  var firstOrdinal: Int
  var firstRow: Int
  var firstLine: Int
  var layout: FileLayout
}

/// The complete records of one chunk: what a worker decodes once it left the turnstile.
struct RecordSpan {
  var layout: FileLayout
  /// Bytes of the buffer.
  var start: Int
  var end: Int
  var records: Int
  /// Number of the first record in its file, from 1, and what tells it from all others: see `Ordinals`.
  var firstRow: Int
  var firstOrdinal: Int
  /// Physical line of the first record, from 1.
  var firstLine: Int
  /// Byte of the file at which `start` stands.
  var byteOffset: Int
  var hasQuotes: Bool
  var hasDoubledQuotes: Bool
  var hasReturns: Bool
  /// Whether line feeds inside quotes make lines and records differ.
  var hasQuotedLineFeeds: Bool
  var mayHaveNonASCII: Bool
  var mayHaveNUL: Bool
  /// What the text was before it was converted to UTF-8.
  var encoding: TextEncoding?
  /// Records whose fields cannot be told apart, from 0, ascending.
  var broken: [Int]
  /// Of these, the ones with a field beyond the limit, whose rest may lie in later chunks and is dropped unread.
  var overlong: [Int]
  /// Bytes of the buffer that are lines of comment, ascending.
  var comments: [Range<Int>] = []
  /// All faults that cutting the records found, in the order of the bytes.
  var faults: [RecordFault] = []
}

/// A structural fault and the record that has it.
struct RecordFault: Sendable {
  var kind: StructureKind
  /// Record of the span, from 0.
  var record: Int
}
