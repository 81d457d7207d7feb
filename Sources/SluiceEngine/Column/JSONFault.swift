/// Why a cell is not the JSON that its column promises.
///
/// Causes are counted per column, so that a finding can say what most of its cells are instead of "not JSON".
enum JSONFault: UInt8, CaseIterable, Sendable {
  /// Well-formed JSON, but not of the promised kind.
  case otherKind
  case empty
  case truncated
  case syntax
  case badNumber
  case notANumber
  case badEscape
  case loneSurrogate
  case controlCharacter
  case trailing
  case duplicateName
  case tooDeep
  case tooManyNames
  // What exporters write instead of JSON.
  case duckDB
  case python
  case numpy
  case clickHouse
  case postgres
  case spark
  case singleQuotes

  /// As in the details of a report.
  var name: String {
    switch self {
    case .otherKind: "otherKind"
    case .empty: "emptyText"
    case .truncated: "truncatedJSON"
    case .syntax: "notJSON"
    case .badNumber: "badNumber"
    case .notANumber: "bareNaN"
    case .badEscape: "badEscape"
    case .loneSurrogate: "loneSurrogate"
    case .controlCharacter: "controlCharacter"
    case .trailing: "trailingText"
    case .duplicateName: "duplicateName"
    case .tooDeep: "tooDeep"
    case .tooManyNames: "tooManyNames"
    case .duckDB: "duckdbLiteral"
    case .python: "pythonLiteral"
    case .numpy: "numpyLiteral"
    case .clickHouse: "clickhouseLiteral"
    case .postgres: "postgresLiteral"
    case .spark: "sparkLiteral"
    case .singleQuotes: "singleQuotes"
    }
  }

  /// What such a cell is, and what to do about it.
  func words(promised: ColumnKind.Container) -> String {
    switch self {
    case .otherKind: "JSON, but not an \(promised.jsonName)"
    case .empty: "an empty text, which is no JSON; write null as an empty field without quotes"
    case .truncated: "JSON that ends too early; was the text cut to a column's length?"
    case .syntax: "not JSON (RFC 8259)"
    case .badNumber: "JSON but for a number that JSON does not know, such as 01, +1, .5 or 1."
    case .notANumber: "JSON but for a bare NaN or Infinity; write null, or use json.dumps(…, allow_nan=False)"
    case .badEscape: "JSON but for an escape that JSON does not know"
    case .loneSurrogate: "JSON but for half a surrogate pair, which no UTF-8 can hold"
    case .controlCharacter: "JSON but for a control character inside a text; escape it, such as \\n"
    case .trailing: "JSON with something behind it"
    case .duplicateName: "JSON with one name twice in an object, which readers take differently"
    case .tooDeep: "JSON nested more than \(JSONScanner.depthLimit) levels deep"
    case .tooManyNames: "JSON with more than \(JSONNames.most) names in one object and those around it"
    case .duckDB: "a DuckDB literal; export with to_json(…)"
    case .python: "a Python literal, as pandas writes; convert with json.dumps before to_csv"
    case .numpy: "a NumPy literal, as pandas writes; convert with json.dumps(value.tolist()) before to_csv"
    case .clickHouse: "a ClickHouse literal; export with toJSONString(…)"
    case .postgres: "a PostgreSQL literal; export with to_json(…)"
    case .spark: "a Spark literal; export with to_json(…)"
    case .singleQuotes: "a literal in single quotes, as Python and DuckDB write; export JSON: json.dumps or to_json(…)"
    }
  }
}

/// How often each fault was found: a mergeable part of a state.
struct JSONFaultCounts: Sendable {
  private var counts = [Int](repeating: 0, count: JSONFault.allCases.count)

  subscript(fault: JSONFault) -> Int { counts[Int(fault.rawValue)] }

  mutating func add(_ fault: JSONFault) { counts[Int(fault.rawValue)] += 1 }

  mutating func merge(_ other: JSONFaultCounts) {
    for index in counts.indices { counts[index] += other.counts[index] }
  }

  /// The faults that were found, the most frequent first; ties in the order of the declaration.
  var ranked: [(fault: JSONFault, count: Int)] {
    JSONFault.allCases.map { ($0, self[$0]) }.filter { $0.1 > 0 }
      .sorted { ($1.1, $0.0.rawValue) < ($0.1, $1.0.rawValue) }
  }
}
