internal import SluiceContract

/// The types of columns: what a contract promises, else what the cells of both logs are.
///
/// How it works: types are first told from the beginning of both logs. Where the two agree, and comparing then meets no
/// cell that contradicts them, they are what all cells say, since narrower ones are out already; else all cells are
/// looked at, in a pass over each log.
struct SkewTypes: Sendable {
  /// By entry of `SkewColumns`.
  private(set) var kinds: [ColumnKind] = []
  private(set) var trainKinds: [ColumnKind] = []
  private(set) var serveKinds: [ColumnKind] = []
  private(set) var readings: [TimeReading?] = []
  /// Whether the type is the contract's.
  private(set) var isPromised: [Bool] = []

  /// `train`, `serve`: what each log's cells are, nil where nothing is known.
  init(_ columns: SkewColumns, train: [ColumnKind?], serve: [ColumnKind?]) {
    for (index, entry) in columns.entries.enumerated() {
      if let property = entry.column.property {
        let kind = ColumnKind(property.valueType)
        append(kind, kind, kind, property.timeReading, isPromised: true)
        continue
      }
      let (left, right) = (train[index] ?? serve[index] ?? .text, serve[index] ?? train[index] ?? .text)
      let kind = Self.common(left, right, isKey: entry.role == .key)
      append(kind, left, right, nil, isPromised: false)
    }
  }

  private mutating func append(
    _ kind: ColumnKind, _ left: ColumnKind, _ right: ColumnKind, _ reading: TimeReading?, isPromised: Bool
  ) {
    kinds.append(kind)
    trainKinds.append(left)
    serveKinds.append(right)
    readings.append(reading)
    self.isPromised.append(isPromised)
  }

  /// The type that two columns are compared as; the same for either order.
  ///
  /// Cells that are not of it are compared as text, as changes of type; of keys, that would leave rows without one.
  static func common(_ left: ColumnKind, _ right: ColumnKind, isKey: Bool) -> ColumnKind {
    if left == right { return left }
    let both: Set<ColumnKind> = [left, right]
    if both == [.integer, .number] { return .number }
    if both == [.date, .timestamp] { return .timestamp }
    if isKey { return .text }
    if left == .text { return right }
    if right == .text { return left }
    let order = InferenceState.candidates
    return (order.firstIndex(of: left) ?? 0) > (order.firstIndex(of: right) ?? 0) ? left : right
  }

  /// Types as the beginnings of both logs show them; nil where only all cells can tell.
  static func guess(_ columns: SkewColumns, _ logs: SkewLogs) throws(SourceError) -> SkewTypes? {
    if columns.entries.allSatisfy({ $0.column.property != nil }) {
      let none: [ColumnKind?] = columns.entries.map { _ in nil }
      return SkewTypes(columns, train: none, serve: none)
    }
    let train = try TypeWorker.head(logs.train, columns.entries.map(\.name))
    let serve = try TypeWorker.head(logs.serve, columns.entries.map(\.servingName))
    for (index, entry) in columns.entries.enumerated() where entry.column.property == nil {
      guard let left = train[index], let right = serve[index], left == right else { return nil }
    }
    return SkewTypes(columns, train: train, serve: serve)
  }

  /// Types as all cells show them.
  static func infer(
    _ columns: SkewColumns, _ logs: SkewLogs, threads: Int, chunkBytes: Int
  ) throws(SourceError) -> SkewTypes {
    SkewTypes(
      columns,
      train: try TypeWorker.all(logs.train, columns.entries.map(\.name), threads: threads, chunkBytes: chunkBytes),
      serve: try TypeWorker.all(
        logs.serve, columns.entries.map(\.servingName), threads: threads, chunkBytes: chunkBytes))
  }

  /// Whether cells that were met contradict a guess.
  func isContradicted(invalid: [Int], integralFloats: [Int]) -> Bool {
    kinds.indices.contains { index in
      !isPromised[index] && (invalid[index] > 0 || (kinds[index] == .integer && integralFloats[index] > 0))
    }
  }
}
