/// The two logs, with their dialects settled.
struct SkewLogs: Sendable {
  var train: SkewLog
  var serve: SkewLog
}

struct SkewLog: Sendable {
  var files: [BatchFile]
  var dialect: Dialect
  /// Names of its columns, from the first file that has any bytes.
  var names: [[UInt8]]

  init(_ side: SkewSpec.Side) throws(SourceError) {
    files = side.batch.files
    let head = try FileHead.read(files)
    let guess = DialectGuess(head, given: side.dialect)
    dialect = guess.dialect
    names = guess.columnNames(head)
  }
}
