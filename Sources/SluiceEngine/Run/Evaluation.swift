internal import SluiceContract

/// Turns what was measured into results, rule by rule.
struct Evaluation {
  let plan: Plan
  let pass: ColumnPass.Result
  /// Nanoseconds since 1970: what the run takes for now.
  private let asOf: Int128
  private let baseline: Baseline?
  private let missing: Set<Int>
  private let headerNames: [[UInt8]]
  private var renames: [Int: RenameFinder.Pair] = [:]
  /// Whether the names of the header must not be shown.
  private let hidesNames: Bool
  /// Columns of the contract by their names.
  private let indices: [[UInt8]: Int]
  private var header = HeaderFacts()

  /// What rules about the header are told, which is the same for all of them.
  private struct HeaderFacts {
    var extraColumns: [String] = []
    var order: [String] = []
    /// Blank lines at the ends of files.
    var blankLines = 0
  }

  init(plan: Plan, pass: ColumnPass.Result, asOf: Int128, baseline: Baseline? = nil) {
    self.plan = plan
    self.pass = pass
    self.asOf = asOf
    self.baseline = baseline
    let layouts = pass.reading.files.compactMap(\.layout)
    missing = Set(
      plan.pass.columns.indices.filter { column in
        layouts.allSatisfy { $0.fields[column] == nil }
      })
    hidesNames = DubiousHeaders(plan.object, pass.reading).holdNames
    headerNames = pass.reading.files.compactMap(\.header).first?.names ?? []
    indices = plan.object.indicesByName
    header = headerFacts()
  }

  mutating func findRenames() throws(SourceError) {
    if hidesNames { return }
    let finder = RenameFinder(plan: plan, reading: pass.reading)
    for pair in try finder.find(missing: missing.sorted()) { renames[pair.property] = pair }
    header = headerFacts()
  }

  func evaluate(_ planned: Plan.PlannedRule) throws(SourceError) -> CheckResult {
    let rule = planned.rule
    if case .notRun(let reason) = planned.source {
      return result(planned, CheckOutcome(.notRun, reason: reason))
    }
    guard let kind = CheckKinds.kind(of: rule.check) else { return result(planned, CheckOutcome(.error)) }
    if let reason = cannotRun(planned) { return result(planned, CheckOutcome(.notRun, reason: reason)) }
    var outcome = kind.evaluate(rule, planned.target, try measurement(planned))
    if !outcome.rows.isEmpty {
      let rows = Array(outcome.rows.prefix(plan.pass.samples))
      outcome.samples += try samples(rows, KeySpec(columns: planned.columns))
    }
    return result(planned, outcome)
  }

  /// Why a rule about cells has nothing to say (rulings 7 and 11).
  private func cannotRun(_ planned: Plan.PlannedRule) -> String? {
    if isForeign && planned.rule.check == ColumnPresentCheck.id { return Self.foreign }
    guard !planned.columns.isEmpty else { return nil }
    let needed = planned.columns + planned.conditionColumns
    if let column = needed.first(where: missing.contains) {
      if isForeign { return Self.foreign }
      let name = plan.object.properties[column].columnName
      return Set(needed).count == 1 ? "column missing" : "column \"\(name)\" missing"
    }
    guard needed.contains(where: { pass.columns[$0].rows == 0 }) else { return nil }
    return pass.reading.rows == 0 ? "0 rows" : "no record could be read"
  }

  private static let foreign = "no file could be read as CSV"

  /// Whether nothing is known of the columns, since every file is of another format or encoding.
  private var isForeign: Bool {
    pass.reading.files.allSatisfy { $0.layout == nil }
      && pass.reading.structure.entries.contains { [.notCSV, .utf16].contains($0.key.kind) }
  }

  private func measurement(_ planned: Plan.PlannedRule) throws(SourceError) -> Measurement {
    switch planned.source {
    case .batchFacts, .notRun: return .batchFacts(facts(planned))
    case .test(let column, let index):
      return .cells(pass.columns[column].findings[index], pass.columns[column])
    case .nestedTest(let column, let node, let index):
      guard let nested = pass.columns[column].nested, let spec = plan.pass.columns[column].nested else {
        return .batchFacts(facts(planned))
      }
      let state = nested.column(node, spec)
      return .cells(state.findings[index], state)
    case .key(let index):
      let key = plan.pass.keys[index]
      return .key(pass.keys[index], samples: try samples(pass.keys[index].firstRows, key))
    case .reference(let index):
      let (key, standing) = (plan.references[index].key, pass.references[index])
      guard case .counted(let counts) = standing else { return .reference(standing, samples: [], rows: 0) }
      return .reference(
        standing, samples: try samples(counts.firstRows, key), rows: pass.columns[key.columns[0]].rows)
    case .change(let index):
      return .change(
        ChangeMeasurement(
          baseline: baseline, rows: pass.reading.rows,
          column: index.map { AggregateMeasurement(result: pass.aggregates[$0], part: 0, scope: nil) }))
    case .query(let index): return .query(pass.queries[index])
    case .times(let index): return .times(times(index), asOf: asOf)
    case .rows(let index): return .rows(pass.rowTests[index])
    case .outliers(let index):
      return .outliers(OutlierMeasurement(bounds: pass.outliers[index].bounds, state: pass.outliers[index].state))
    case .order(let index, let scope):
      return .order(
        pass.orders[index], pass.columns[plan.pass.orders[index].column], scope: scope.map { pass.rowTests[$0] })
    case .aggregate(let index, let part, let scope):
      return .aggregate(
        AggregateMeasurement(
          result: pass.aggregates[index], part: part, scope: scope.map { pass.rowTests[$0] }))
    }
  }

  private func times(_ index: Int) -> TimeMeasurement {
    switch (plan.pass.times[index], pass.times[index]) {
    case (.largestGap, _): .gap(pass.gaps[index])
    case (_, .difference(let difference)): .difference(difference)
    case (_, .extremes(let extremes)): .extremes(extremes)
    }
  }

  // MARK: Facts

  private func headerFacts() -> HeaderFacts {
    let renamed = Set(renames.values.map(\.newName))
    let claimed = Set(plan.pass.columns.map(\.name))
    var seen: Set<[UInt8]> = []
    let order = headerNames.filter { claimed.contains($0) && seen.insert($0).inserted }
    let extra = headerNames.filter { !claimed.contains($0) && !renamed.contains($0) && !$0.isEmpty }
    let blank = pass.reading.structure.entries.reduce(0) { sum, entry in
      entry.key.kind == .trailingBlankLine ? sum + entry.value.count : sum
    }
    return HeaderFacts(
      extraColumns: extra.map { hidesNames ? MaskedValue.text : Self.text($0) }, order: order.map(Self.text),
      blankLines: blank)
  }

  private func facts(_ planned: Plan.PlannedRule) -> BatchFacts {
    let column = planned.rule.column.flatMap { indices[Array($0.utf8)] }
    return BatchFacts(
      rows: pass.reading.rows, files: pass.reading.files.count,
      bytes: pass.reading.files.reduce(0) { $0 + $1.file.bytes },
      fileColumns: pass.reading.files.compactMap { $0.layout?.width }.max(),
      filledRows: pass.reading.rows - header.blankLines,
      isPresent: column.map { !missing.contains($0) } ?? true,
      extraColumns: header.extraColumns, order: header.order,
      rename: column.flatMap { renames[$0] }.map { pair in
        BatchFacts.Rename(
          newName: Self.text(pair.newName), evidence: pair.evidence,
          extraPolicy: plan.object.settings.extraColumns ?? .warn)
      })
  }

  private static func text(_ name: [UInt8]) -> String { String(decoding: name, as: UTF8.self) }

  // MARK: Samples

  private func samples(_ rows: [Int], _ key: KeySpec) throws(SourceError) -> [Sample] {
    let locator = RowLocator(spec: plan.pass, reading: pass.reading)
    return try locator.locate(rows, key: key).map { located in
      let isMasked = plan.object.properties[key.columns[0]].isMasked
      var sample = sample(located.place, column: key.columns[0], isMasked: isMasked)
      if key.columns.count > 1 {
        sample.column = nil
        (sample.value, sample.valueBytes) = (nil, nil)
        sample.isMasked = false
        sample.key = keyParts(key.columns, located.parts)
      }
      return sample
    }
  }

  /// A row that breaks a rule about several of its cells, or about none.
  private func sample(_ finding: RowFinding, columns: [Int]) -> Sample {
    let first = columns[0]
    var sample = sample(finding, column: first, isMasked: plan.object.properties[first].isMasked)
    guard columns.count > 1 else { return sample }
    (sample.column, sample.value, sample.valueBytes) = (nil, nil, nil)
    (sample.isMasked, sample.isKey) = (false, false)
    sample.key = keyParts(columns, finding.parts)
    return sample
  }

  private func keyParts(_ columns: [Int], _ values: [SampledText?]) -> [Sample.KeyPart] {
    zip(columns, values).map { column, value in
      let property = plan.object.properties[column]
      return Sample.KeyPart(
        column: property.name, value: property.isMasked ? nil : value?.bytes,
        valueBytes: property.isMasked ? nil : value?.cutFrom, isMasked: property.isMasked)
    }
  }

  private func sample(_ finding: RowFinding, column: Int, isMasked: Bool) -> Sample {
    let name = plan.object.properties[column].name
    return Sample(
      file: pass.reading.files[finding.file].file.path, row: finding.row, line: finding.line,
      byteOffset: finding.byteOffset,
      column: finding.path.isEmpty ? name : name + String(decoding: finding.path, as: UTF8.self),
      value: isMasked ? nil : finding.value?.bytes, valueBytes: isMasked ? nil : finding.value?.cutFrom,
      isMasked: isMasked && finding.value != nil, key: [])
  }

  private func result(_ planned: Plan.PlannedRule, _ outcome: CheckOutcome) -> CheckResult {
    let rule = planned.rule
    let samples =
      planned.columns.first.map { column in
        outcome.findings.map { finding -> Sample in
          if case .rows = planned.source { return sample(finding, columns: planned.columns) }
          return sample(finding, column: column, isMasked: planned.isMasked)
        }
      } ?? []
    return CheckResult(
      id: outcome.check.map { "\(rule.object).\(rule.column ?? "").\($0)" } ?? rule.id,
      check: outcome.check ?? rule.check, column: rule.column, ruleID: rule.authoredID,
      isBlocking: rule.severity == .error, status: outcome.status, reason: outcome.reason,
      observed: outcome.observed, unit: outcome.unit, failing: outcome.failing,
      population: outcome.population,
      expected: outcome.expected, threshold: outcome.threshold ?? rule.threshold?.summary, location: rule.mark,
      samples: outcome.samples + samples, details: outcome.details)
  }
}
