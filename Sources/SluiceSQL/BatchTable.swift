internal import CSQLite
internal import SluiceContract
internal import SluiceEngine

/// A batch as a virtual table of SQLite: each scan reads it once, from its first row to its last.
///
/// Columns have the names of the contract; names of the batch that differ are hidden columns, which `*` leaves out.
/// Dates and times are text as SQLite's functions want it (`2024-02-29`, `2024-02-29 12:00:00`), in UTC; booleans are 0 and 1.
final class BatchTable {
  let table: QueryTable
  /// Whether it may be scanned again: while it is copied.
  private var scansLeft = 1
  private(set) var failure: QueryFailure?
  private(set) var unparsable = 0
  /// For each column of SQLite, the column of the batch.
  private let columns: [(name: String, index: Int, isHidden: Bool)]

  init(_ table: QueryTable) {
    self.table = table
    var columns: [(name: String, index: Int, isHidden: Bool)] = []
    var taken: Set<String> = []
    for (index, column) in table.columns.enumerated() where taken.insert(column.name.lowercased()).inserted {
      columns.append((column.name, index, false))
    }
    for (index, column) in table.columns.enumerated() {
      guard let name = column.physicalName, taken.insert(name.lowercased()).inserted else { continue }
      columns.append((name, index, true))
    }
    self.columns = columns
  }

  /// What the table is called in queries.
  var names: [String] {
    guard let other = table.physicalName, other.lowercased() != table.name.lowercased() else { return [table.name] }
    return [table.name, other]
  }

  func hasName(_ name: String) -> Bool { names.contains { $0.lowercased() == name.lowercased() } }

  /// Columns whose names stand in a query, of those that may be read.
  func columnNames(in query: String) -> [String] {
    let text = query.lowercased()
    return columns.map(\.name).filter { text.contains($0.lowercased()) && refusal(ofColumn: $0) == nil }
  }

  /// Whether one of the columns must not be shown.
  func isMasked(anyOf names: [String]) -> Bool {
    let folded = Set(names.map { $0.lowercased() })
    return columns.contains { folded.contains($0.name.lowercased()) && table.columns[$0.index].isMasked }
  }

  /// Why no query may read the column; nil where it may.
  func refusal(ofColumn name: String) -> String? {
    guard let found = columns.first(where: { $0.name.lowercased() == name.lowercased() }) else { return nil }
    let column = table.columns[found.index]
    if column.isMissing { return "column \"\(column.name)\" missing" }
    if case .decimal(let precision, let scale) = column.kind, precision > Self.exactDigits {
      return "SQLite holds \(Self.exactDigits) digits exactly, and \(column.name) is DECIMAL(\(precision),\(scale))"
    }
    return nil
  }

  private static let exactDigits = 15

  private var declaration: String {
    let list = columns.map { column in
      "\(Self.quoted(column.name)) \(Self.affinity(table.columns[column.index].kind))\(column.isHidden ? " HIDDEN" : "")"
    }
    return "CREATE TABLE x(\(list.joined(separator: ", ")))"
  }

  private static func affinity(_ kind: QueryTable.Kind) -> String {
    switch kind {
    case .integer, .boolean: "INTEGER"
    case .number, .decimal: "REAL"
    case .text, .date, .time, .timestamp: "TEXT"
    }
  }

  static func quoted(_ name: String) -> String {
    "\"\(name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\""))\""
  }

  // MARK: Scans

  func allowCopy() { scansLeft = .max }

  /// nil where the table was read already.
  fileprivate func makeRows() -> CapturedRows? {
    guard scansLeft > 0 else {
      failure = failure ?? .scannedTwice
      return nil
    }
    scansLeft -= 1
    return table.makeRows()
  }

  fileprivate func fail(_ failure: QueryFailure) { self.failure = self.failure ?? failure }
  fileprivate func add(unparsable count: Int) { unparsable += count }

  /// Hands a cell to SQLite.
  fileprivate func give(_ rows: CapturedRows, column: Int, to context: OpaquePointer?) {
    guard columns.indices.contains(column) else { return sqlite3_result_null(context) }
    let index = columns[column].index
    let kind = table.columns[index].kind
    switch rows.value(index) {
    case .null: sqlite3_result_null(context)
    case .number(let value): sqlite3_result_double(context, value)
    case .text(let text):
      text.withMemoryRebound(to: CChar.self) { text in
        sqlite3_result_text64(context, text.baseAddress, UInt64(text.count), Self.transient, UInt8(SQLITE_UTF8))
      }
    case .integer(let value): give(value, kind, to: context)
    case .wide:
      fail(.undecided("a value of \(table.columns[index].name) needs more than 64 bits"))
      sqlite3_result_error_code(context, SQLITE_TOOBIG)
    }
  }

  /// Copies what it is given.
  private static let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

  private func give(_ value: Int64, _ kind: QueryTable.Kind, to context: OpaquePointer?) {
    var text: String?
    switch kind {
    case .decimal(_, let scale):
      return sqlite3_result_double(context, Double("\(value)e-\(scale)") ?? .nan)
    case .date: text = CivilTime.format(days: value)
    case .time: text = CivilTime.format(nanosecondsOfDay: value)
    case .timestamp: text = CivilTime.format(nanoseconds: Int128(value) * 1_000).map(Self.plain)
    default: return sqlite3_result_int64(context, value)
    }
    guard let text else { return sqlite3_result_null(context) }
    sqlite3_result_text(context, text, -1, Self.transient)
  }

  /// `2024-02-29T12:00:00Z` as SQLite's own functions write it.
  private static func plain(_ text: String) -> String {
    String(text.map { $0 == "T" ? " " : $0 }.prefix { $0 != "Z" })
  }
}

// MARK: What SQLite calls

extension BatchTable {
  /// Makes the table known under a name; it must live as long as the connection.
  static func register(_ table: BatchTable, as name: String, in database: OpaquePointer) {
    sqlite3_create_module_v2(database, name, module, Unmanaged.passUnretained(table).toOpaque(), nil)
  }

  /// SQLite knows the first member alone.
  private struct Table {
    var base = sqlite3_vtab()
    var table: Unmanaged<BatchTable>
  }

  private struct Cursor {
    var base = sqlite3_vtab_cursor()
    var scan: Unmanaged<Scan>
  }

  private final class Scan {
    let table: BatchTable
    var rows: CapturedRows?
    var isAtEnd = false

    init(_ table: BatchTable) { self.table = table }

    deinit { table.add(unparsable: rows?.unparsable ?? 0) }

    func advance() -> CInt {
      do throws(SourceError) {
        isAtEnd = try !(rows?.advance() ?? false)
        return SQLITE_OK
      } catch {
        table.fail(.source(error))
        return SQLITE_IOERR
      }
    }
  }

  private static func scan(_ cursor: UnsafeMutablePointer<sqlite3_vtab_cursor>?) -> Scan? {
    cursor.map { UnsafeRawPointer($0).assumingMemoryBound(to: Cursor.self).pointee.scan.takeUnretainedValue() }
  }

  /// Made once, and never freed: SQLite keeps the address.
  private nonisolated(unsafe) static let module: UnsafeMutablePointer<sqlite3_module> = {
    let module = UnsafeMutablePointer<sqlite3_module>.allocate(capacity: 1)
    var methods = sqlite3_module()
    methods.xConnect = { database, context, _, _, out, _ in
      guard let context, let out else { return SQLITE_ERROR }
      let table = Unmanaged<BatchTable>.fromOpaque(context)
      let code = sqlite3_declare_vtab(database, table.takeUnretainedValue().declaration)
      if code != SQLITE_OK { return code }
      let made = UnsafeMutablePointer<Table>.allocate(capacity: 1)
      made.initialize(to: Table(table: table))
      out.pointee = UnsafeMutableRawPointer(made).assumingMemoryBound(to: sqlite3_vtab.self)
      return SQLITE_OK
    }
    methods.xDisconnect = { table in
      UnsafeMutableRawPointer(table)?.assumingMemoryBound(to: Table.self).deallocate()
      return SQLITE_OK
    }
    methods.xBestIndex = { _, info in
      info?.pointee.estimatedCost = 1e9
      info?.pointee.estimatedRows = 10_000_000
      return SQLITE_OK
    }
    methods.xOpen = { table, out in
      guard let table, let out else { return SQLITE_ERROR }
      let owner = UnsafeMutableRawPointer(table).assumingMemoryBound(to: Table.self).pointee.table
      let made = UnsafeMutablePointer<Cursor>.allocate(capacity: 1)
      made.initialize(to: Cursor(scan: Unmanaged.passRetained(Scan(owner.takeUnretainedValue()))))
      out.pointee = UnsafeMutableRawPointer(made).assumingMemoryBound(to: sqlite3_vtab_cursor.self)
      return SQLITE_OK
    }
    methods.xClose = { cursor in
      guard let cursor else { return SQLITE_OK }
      let made = UnsafeMutableRawPointer(cursor).assumingMemoryBound(to: Cursor.self)
      made.pointee.scan.release()
      made.deallocate()
      return SQLITE_OK
    }
    methods.xFilter = { cursor, _, _, _, _ in
      guard let scan = scan(cursor) else { return SQLITE_ERROR }
      guard let rows = scan.table.makeRows() else { return SQLITE_ABORT }
      scan.rows = rows
      return scan.advance()
    }
    methods.xNext = { cursor in scan(cursor)?.advance() ?? SQLITE_ERROR }
    methods.xEof = { cursor in scan(cursor)?.isAtEnd ?? true ? 1 : 0 }
    methods.xColumn = { cursor, context, column in
      guard let scan = scan(cursor), let rows = scan.rows else { return SQLITE_ERROR }
      scan.table.give(rows, column: Int(column), to: context)
      return SQLITE_OK
    }
    methods.xRowid = { cursor, out in
      out?.pointee = Int64(scan(cursor)?.rows?.ordinal ?? 0) + 1
      return SQLITE_OK
    }
    module.initialize(to: methods)
    return module
  }()
}
