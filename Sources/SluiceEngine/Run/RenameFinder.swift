internal import SluiceContract

/// Pairs columns that are missing with columns that are extra: a rename is the most frequent break of all.
///
/// How it works: for each pair, the extra column's cells at the beginning of the batch are decoded and tested as if
/// they were the missing one's. How much is read does not depend on how the batch was cut into chunks. A pair needs cells that fit, and a second sign: the same position, a similar name, or values
/// that a text test (pattern, enum) singles out. The best pairs are taken, each column once.
struct RenameFinder {
  let plan: Plan
  let reading: BatchReader.Outcome

  struct Pair {
    /// Index of the missing property.
    var property: Int
    var newName: [UInt8]
    var evidence: [String]
  }

  private struct Candidate {
    var property: Int
    var header: Int
    var score: Double
    var evidence: [String]
  }

  /// Share of an extra column's cells that must fit.
  private static let neededFit = 0.99
  private static let neededSimilarity = 0.6
  private static let sampledBytes = 256 * 1024

  func find(missing: [Int]) throws(SourceError) -> [Pair] {
    guard let file = reading.files.first(where: { $0.header != nil }), let header = file.header,
      var place = reading.places.first(where: { $0.layout === file.layout })
    else { return [] }
    place.count = Self.sampledBytes
    let claimed = Set(plan.pass.columns.map(\.name))
    let extra = header.names.indices.filter {
      !claimed.contains(header.names[$0]) && !header.names[$0].isEmpty
    }
    if missing.isEmpty || extra.isEmpty || missing.count * extra.count > 10_000 { return [] }

    var candidates: [Candidate] = []
    for property in missing {
      for index in extra {
        if let candidate = try judge(property, index, header, place) { candidates.append(candidate) }
      }
    }
    // Best first; document order decides ties, so that the result is the same every time.
    candidates.sort { ($1.score, $0.property, $0.header) < ($0.score, $1.property, $1.header) }
    var pairs: [Pair] = []
    var used: (properties: Set<Int>, headers: Set<Int>) = ([], [])
    for candidate in candidates
    where !used.properties.contains(candidate.property) && !used.headers.contains(candidate.header) {
      used.properties.insert(candidate.property)
      used.headers.insert(candidate.header)
      pairs.append(
        Pair(
          property: candidate.property, newName: header.names[candidate.header], evidence: candidate.evidence)
      )
    }
    return pairs
  }

  private func judge(
    _ property: Int, _ index: Int, _ header: Header, _ place: SpanPlace
  ) throws(SourceError) -> Candidate? {
    var column = plan.pass.columns[property]
    column.name = header.names[index]
    column.tests = column.tests.filter(\.isAboutValues)
    // Of the column alone: what else the pass measures reads others, too.
    let spec = PassSpec(scan: plan.pass.scan, columns: [column], keys: [], samples: plan.pass.samples)
    let layout = FileLayout(fileIndex: place.file, width: header.names.count, fields: [index])
    let reader = SpanReader(scan: plan.pass.scan, files: reading.files)
    guard let batch = try reader.read(place, layout: layout) else { return nil }
    let worker = ColumnWorker(spec)
    try worker.add(batch)
    let state = worker.finishedStates()[0]
    let cells = state.rows - state.nulls
    guard cells > 0 else { return nil }
    let worst = state.findings.map(\.count).max() ?? 0
    let fit = Double(cells - state.invalid - worst) / Double(cells)
    guard fit >= Self.neededFit else { return nil }

    let kind = spec.columns[0].kind
    var evidence = ["\(cells - state.invalid - worst) of the first \(cells) values fit \(words(kind, state))"]
    let isSingledOut = kind != .text || !state.findings.isEmpty
    let samePlace = property == index
    if samePlace { evidence.append("the same position, \(index + 1)") }
    let similarity = NameSimilarity.of(plan.pass.columns[property].name, header.names[index])
    if similarity >= Self.neededSimilarity { evidence.append("a similar name") }
    guard samePlace || similarity >= Self.neededSimilarity || (isSingledOut && kind == .text) else {
      return nil
    }
    // The name tells most: the same one, spelt otherwise, outweighs a place between two that are alike.
    let score = 2 * similarity + (samePlace ? 0.5 : 0) + (isSingledOut ? 0.25 : 0)
    return Candidate(property: property, header: index, score: score, evidence: evidence)
  }

  private func words(_ kind: ColumnKind, _ state: ColumnState) -> String {
    state.findings.isEmpty ? "its type, \(kind.name)" : "its type, \(kind.name), and its rules"
  }
}

extension CellTest {
  /// Whether the test says something about what values look like.
  fileprivate var isAboutValues: Bool {
    switch self {
    case .present, .parses, .notMissing: false
    default: true
    }
  }
}

/// How alike two column names are.
enum NameSimilarity {
  /// 1 less the edit distance over the longer length, case and separators aside; 0...1.
  static func of(_ a: [UInt8], _ b: [UInt8]) -> Double {
    let (left, right) = (folded(a), folded(b))
    let longest = max(left.count, right.count)
    if longest == 0 { return 0 }
    return 1 - Double(distance(left, right)) / Double(longest)
  }

  private static func folded(_ name: [UInt8]) -> [UInt8] {
    name.filter { $0 != UInt8(ascii: "_") && $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: " ") }
      .map { $0 >= UInt8(ascii: "A") && $0 <= UInt8(ascii: "Z") ? $0 + 32 : $0 }
  }

  private static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
    var row = Array(0...b.count)
    for (i, x) in a.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, y) in b.enumerated() {
        let replaced = diagonal + (x == y ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(replaced, row[j] + 1, row[j + 1] + 1)
      }
    }
    return row[b.count]
  }
}
