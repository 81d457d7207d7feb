internal import SluiceContract

/// Which columns of the two logs are what: names resolved to roles, before types are known.
struct SkewColumns: Sendable {
  /// A column of both logs.
  struct Entry: Sendable {
    var name: [UInt8]
    var servingName: [UInt8]
    var column: SkewColumn
    var role: Role
  }

  enum Role: Sendable, Equatable {
    case key, asOf, time, feature, prediction
  }

  /// Keys first, then the times that pairing and reports need, then features in the order of the training log.
  private(set) var entries: [Entry] = []
  private(set) var findings: [SkewFinding] = []

  /// `train`, `serve`: the names in the headers.
  init(_ spec: SkewSpec, train: [[UInt8]], serve: [[UInt8]]) {
    let known = Dictionary(spec.columns.map { (Array($0.name.utf8), $0) }, uniquingKeysWith: { first, _ in first })
    let (left, right) = (Set(train), Set(serve))
    let servingNames = Set(spec.columns.map { Array(($0.servingName ?? $0.name).utf8) })

    func column(_ name: [UInt8]) -> SkewColumn {
      known[name] ?? SkewColumn(name: String(decoding: name, as: UTF8.self))
    }
    func entry(_ name: [UInt8], _ role: Role) -> Entry {
      let column = column(name)
      return Entry(
        name: name, servingName: column.servingName.map { Array($0.utf8) } ?? name, column: column, role: role)
    }
    func missing(_ entry: Entry) -> SkewSide?? {
      switch (left.contains(entry.name), right.contains(entry.servingName)) {
      case (true, true): .none
      case (false, true): .some(.train)
      case (true, false): .some(.serve)
      case (false, false): .some(nil)
      }
    }
    func words(_ entry: Entry, _ side: SkewSide?) -> String {
      let log =
        switch side {
        case .train: "the training log has no column \"\(entry.column.name)\""
        case .serve: "the serving log has no column \"\(String(decoding: entry.servingName, as: UTF8.self))\""
        case nil: "neither log has a column \"\(entry.column.name)\""
        }
      return log
    }

    var taken: Set<[UInt8]> = []
    for key in spec.keys {
      let entry = entry(Array(key.utf8), .key)
      taken.insert(entry.name)
      if case .some(let side) = missing(entry) {
        findings.append(
          SkewFinding(
            kind: .keyMissing, status: .fail, column: key, side: side, count: nil,
            message: words(entry, side) + "; it is a key, so that nothing can be paired"))
      }
      entries.append(entry)
    }
    let roles: [(String?, Role)] = [(spec.asOf?.column, .asOf), (spec.time, .time)]
    for case (let name?, let role) in roles {
      let entry = entry(Array(name.utf8), role)
      guard taken.insert(entry.name).inserted else { continue }
      if case .some(let side) = missing(entry) {
        // Only serving rows are asked when they are from.
        if role == .time && side == .train {
          entries.append(entry)
          continue
        }
        findings.append(
          SkewFinding(
            kind: .roleMissing, status: role == .asOf ? .fail : .warn, column: name, side: side, count: nil,
            message: words(entry, side)
              + (role == .asOf ? "; rows are to be paired by it" : "; mismatches are not placed in time")))
        if role == .time { continue }
      }
      entries.append(entry)
    }
    for case let name? in [spec.label, spec.entity] { taken.insert(Array(name.utf8)) }
    let prediction = spec.prediction.map { Array($0.utf8) }

    var named: [[UInt8]] = train
    for column in spec.columns where !left.contains(Array(column.name.utf8)) { named.append(Array(column.name.utf8)) }
    var onlyServe = serve.filter { !servingNames.contains($0) && !left.contains($0) }
    for name in named where taken.insert(name).inserted && name != prediction {
      let entry = entry(name, .feature)
      let isListed = known[name] != nil
      if !isListed && !spec.comparesUnlisted { continue }
      switch entry.column.presence {
      case .train, .serve, .ignored: continue
      case .both, .optional: break
      }
      guard case .some(let side) = missing(entry) else {
        entries.append(entry)
        continue
      }
      if entry.column.presence == .optional { continue }
      findings.append(
        SkewFinding(
          kind: .featureMissing, status: isListed ? .fail : .warn, column: entry.column.name, side: side, count: nil,
          message: words(entry, side) + ", so that it is not compared"))
    }
    if !spec.comparesUnlisted { onlyServe = [] }
    for name in onlyServe where !taken.contains(name) {
      let text = String(decoding: name, as: UTF8.self)
      findings.append(
        SkewFinding(
          kind: .featureMissing, status: .warn, column: text, side: .train, count: nil,
          message: "the training log has no column \"\(text)\", so that it is not compared"))
    }
    if let prediction {
      let entry = entry(prediction, .prediction)
      if case .some(let side) = missing(entry) {
        findings.append(
          SkewFinding(
            kind: .roleMissing, status: .fail, column: entry.column.name, side: side, count: nil,
            message: words(entry, side) + ", which was named as the prediction"))
      } else {
        entries.append(entry)
      }
    }
    if !entries.contains(where: { $0.role == .feature || $0.role == .prediction }) {
      findings.append(
        SkewFinding(
          kind: .noFeatures, status: .fail, column: nil, side: nil, count: nil,
          message: "the logs have no column in common but keys and times, so that nothing is compared"))
    }
  }

  /// Whether rows can be paired at all.
  var canPair: Bool {
    !findings.contains { $0.kind == .keyMissing || ($0.kind == .roleMissing && $0.status == .fail && isAsOf($0)) }
      && entries.contains { $0.role == .key }
  }

  private func isAsOf(_ finding: SkewFinding) -> Bool {
    entries.contains { $0.role == .asOf && $0.column.name.utf8.elementsEqual((finding.column ?? "").utf8) }
  }
}
