internal import CSQLite
internal import SluiceContract
package import SluiceEngine

/// Runs SQL rules in SQLite: batches are read-only virtual tables, read again for each query.
///
/// How it works: a query is prepared over virtual tables that read the batch as it is scanned. Where SQLite wants to scan
/// one of them a second time (joins, correlated queries), the tables are first copied to a private database, which goes
/// to a file without a name where it outgrows its cache, and the query runs over the copies, with SQLite's own indexes.
/// What to beware: SQLite holds numbers as 64-bit integers or doubles. Decimals of more than 15 digits are refused.
package struct SQLiteQueries: QueryEngine {
  package init() {}

  package func answer(
    _ query: String, over tables: [QueryTable], limits: QueryLimits
  ) throws(SourceError) -> QueryAnswer {
    let deadline = Database.deadline(limits)
    do throws(QueryFailure) {
      let attempt = try Database(tables, limits, until: deadline)
      return try attempt.answer(query)
    } catch {
      switch error {
      case .answer(let answer): return answer
      case .source(let error): throw error
      case .scannedTwice: break
      }
    }
    do throws(QueryFailure) {
      let copied = try Database(tables, limits, until: deadline)
      try copied.copyTables(for: query)
      return try copied.answer(query)
    } catch {
      switch error {
      case .answer(let answer): return answer
      case .source(let error): throw error
      case .scannedTwice: return .undecided("SQLite scans a copied table as a virtual one")
      }
    }
  }
}

/// Why a query gives no value.
enum QueryFailure: Error {
  case answer(QueryAnswer)
  case source(SourceError)
  /// A virtual table would be read more than once.
  case scannedTwice

  static func refused(_ reason: String) -> QueryFailure { .answer(.refused(reason)) }
  static func undecided(_ reason: String) -> QueryFailure { .answer(.undecided(reason)) }
}
