internal import CSQLite
internal import Glibc
internal import SluiceContract
internal import SluiceEngine

/// One connection to a private database in which batches are tables; nothing but SELECT is allowed.
final class Database {
  private let handle: OpaquePointer
  private let tables: [BatchTable]
  private let limits: QueryLimits
  private let watch: Watch

  /// What is looked at while a statement runs.
  private final class Watch {
    let deadline: timespec
    /// Set while tables are copied, which no query may do.
    var mayWrite = false
    /// Columns that the last statement reads, each behind its table; of a table that is only counted, nothing.
    var reads: [(table: String, column: String)] = []

    init(deadline: timespec) { self.deadline = deadline }

    var isOver: Bool {
      var now = timespec()
      clock_gettime(CLOCK_MONOTONIC, &now)
      return (now.tv_sec, now.tv_nsec) >= (deadline.tv_sec, deadline.tv_nsec)
    }
  }

  /// The limit on memory that the process had before: it is one of the process, and is given back.
  private let outerLimit: Int64

  /// The time until which a query may run that begins now.
  static func deadline(_ limits: QueryLimits) -> timespec {
    var deadline = timespec()
    clock_gettime(CLOCK_MONOTONIC, &deadline)
    deadline.tv_sec += Int(limits.seconds)
    return deadline
  }

  init(_ tables: [QueryTable], _ limits: QueryLimits, until deadline: timespec) throws(QueryFailure) {
    self.limits = limits
    watch = Watch(deadline: deadline)
    self.tables = tables.map { BatchTable($0) }
    var opened: OpaquePointer?
    setenv("SQLITE_TMPDIR", limits.directory, 1)
    outerLimit = sqlite3_hard_heap_limit64(Int64(clamping: limits.bytes))
    // No name: a database of its own, in memory until its cache is full, then in a file that nobody else sees.
    let code = sqlite3_open_v2("", &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nil)
    guard code == SQLITE_OK, let opened else {
      sqlite3_close_v2(opened)
      sqlite3_hard_heap_limit64(outerLimit)
      throw .undecided("SQLite: \(String(cString: sqlite3_errstr(code)))")
    }
    handle = opened
    for setting in ["temp_store=FILE", "journal_mode=OFF", "synchronous=OFF", "cache_size=-16384"] {
      sqlite3_exec(handle, "PRAGMA \(setting)", nil, nil, nil)
    }
    sqlite3_limit(handle, SQLITE_LIMIT_ATTACHED, 0)
    sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, 32 << 20)
    sqlite3_progress_handler(
      handle, 10_000,
      { context in
        guard let context else { return 0 }
        return Unmanaged<Watch>.fromOpaque(context).takeUnretainedValue().isOver ? 1 : 0
      }, Unmanaged.passUnretained(watch).toOpaque())
    for table in self.tables {
      for name in table.names {
        BatchTable.register(table, as: name, in: handle)
        // Declares its columns while everything is allowed.
        var statement: OpaquePointer?
        sqlite3_prepare_v2(handle, "SELECT 1 FROM \(BatchTable.quoted(name))", -1, &statement, nil)
        sqlite3_finalize(statement)
      }
    }
    sqlite3_set_authorizer(
      handle,
      { context, action, first, second, _, _ in
        guard let context else { return SQLITE_DENY }
        let watch = Unmanaged<Watch>.fromOpaque(context).takeUnretainedValue()
        switch action {
        case SQLITE_READ:
          watch.reads.append((first.map { String(cString: $0) } ?? "", second.map { String(cString: $0) } ?? ""))
          return SQLITE_OK
        case SQLITE_SELECT, SQLITE_FUNCTION, SQLITE_RECURSIVE: return SQLITE_OK
        default: return watch.mayWrite ? SQLITE_OK : SQLITE_DENY
        }
      }, Unmanaged.passUnretained(watch).toOpaque())
  }

  deinit {
    sqlite3_close_v2(handle)
    sqlite3_hard_heap_limit64(outerLimit)
  }

  /// The one value that the query gives.
  func answer(_ query: String) throws(QueryFailure) -> QueryAnswer {
    let statement = try prepare(query)
    defer { sqlite3_finalize(statement) }
    for read in watch.reads {
      guard let table = tables.first(where: { $0.hasName(read.table) }),
        let reason = table.refusal(ofColumn: read.column)
      else { continue }
      throw .refused(reason)
    }
    if sqlite3_column_count(statement) != 1 {
      throw .refused("the query gives \(sqlite3_column_count(statement)) columns, and one value is wanted")
    }
    guard try step(statement) else { throw .undecided("the query gives no row") }
    let value = try value(statement)
    if try step(statement) { throw .undecided("the query gives more than one row, and one value is wanted") }
    let readsMasked = tables.contains { $0.isMasked(anyOf: columns(of: $0, in: query)) }
    return .value(
      value, QueryFacts(unparsable: tables.reduce(0) { $0 + $1.unparsable }, readsMasked: readsMasked))
  }

  private func prepare(_ query: String) throws(QueryFailure) -> OpaquePointer? {
    watch.reads = []
    var statement: OpaquePointer?
    var isWhole = true
    let code = query.withCString { text in
      var rest: UnsafePointer<CChar>?
      let code = sqlite3_prepare_v2(handle, text, -1, &statement, &rest)
      while let next = rest, next.pointee != 0, isWhole {
        isWhole = [0x20, 0x0A, 0x0D, 0x09, 0x3B].contains(UInt8(bitPattern: next.pointee))
        rest = next + 1
      }
      return code
    }
    guard code == SQLITE_OK else {
      let words = code == SQLITE_AUTH ? "only SELECT is run" : "SQLite: \(String(cString: sqlite3_errmsg(handle)))"
      throw .refused(words)
    }
    guard let statement else { throw .refused("there is no query") }
    guard isWhole else {
      sqlite3_finalize(statement)
      throw .refused("there is more than one statement")
    }
    return statement
  }

  /// False behind the last row.
  private func step(_ statement: OpaquePointer?) throws(QueryFailure) -> Bool {
    let code = sqlite3_step(statement)
    for table in tables {
      if let failure = table.failure { throw failure }
    }
    switch code {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    case SQLITE_INTERRUPT: throw .undecided("the query takes more than \(Int(limits.seconds)) s")
    case SQLITE_NOMEM: throw .undecided("the query needs more than \(limits.bytes >> 20) MiB of memory")
    case SQLITE_FULL, SQLITE_IOERR:
      throw .undecided("SQLite: \(String(cString: sqlite3_errmsg(handle))) in \(limits.directory)")
    default: throw .undecided("SQLite: \(String(cString: sqlite3_errmsg(handle)))")
    }
  }

  private func value(_ statement: OpaquePointer?) throws(QueryFailure) -> ExactDecimal {
    switch sqlite3_column_type(statement, 0) {
    case SQLITE_INTEGER: return ExactDecimal(Int(sqlite3_column_int64(statement, 0)))
    case SQLITE_FLOAT:
      // The shortest digits that mean this double: 0.1 is 0.1.
      let value = sqlite3_column_double(statement, 0)
      guard let exact = ExactDecimal("\(value)") else { throw .undecided("the query gives \(value)") }
      return exact
    case SQLITE_NULL:
      if tables[0].table.rows == 0 { throw .refused("0 rows") }
      throw .undecided("the query gives null")
    default:
      // Text is not shown: it may be a value that is to be masked.
      throw .undecided("the query gives text, and a number is wanted")
    }
  }

  /// The columns that the last statement reads of a table.
  ///
  /// What `USING` names is read without a word of it, so that every name counts that stands in the query.
  private func columns(of table: BatchTable, in query: String) -> [String] {
    let read = watch.reads.filter { table.hasName($0.table) && !$0.column.isEmpty }
    return Set(read.map(\.column) + table.columnNames(in: query)).sorted()
  }

  /// Copies what the query reads, so that it may be scanned again, and by SQLite's own indexes.
  func copyTables(for query: String) throws(QueryFailure) {
    sqlite3_finalize(try prepare(query))
    let text = query.lowercased()
    let wanted = tables.map { columns(of: $0, in: query) }
    watch.mayWrite = true
    defer { watch.mayWrite = false }
    for (table, columns) in zip(tables, wanted) {
      let list = columns.isEmpty ? "1 AS row" : columns.map(BatchTable.quoted).joined(separator: ", ")
      for name in table.names where text.contains(name.lowercased()) {
        table.allowCopy()
        let quoted = BatchTable.quoted(name)
        let statement = try prepare("CREATE TABLE main.\(quoted) AS SELECT \(list) FROM \(quoted)")
        defer { sqlite3_finalize(statement) }
        _ = try step(statement)
      }
    }
  }
}
