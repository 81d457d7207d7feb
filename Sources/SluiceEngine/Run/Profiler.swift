package import SluiceContract

/// Measures a batch, so that later ones can be compared with it: every column, exactly.
package enum Profiler {
  /// Columns and their types as a contract says them.
  package static func run(
    object: SchemaObject, batch: Batch, dialect: Dialect, options: RunOptions
  ) throws(SourceError) -> BatchProfile {
    let columns = object.properties.map { ColumnSpec($0) }
    let pass = try measure(columns, batch.files, dialect, options)
    let layouts = pass.reading.files.compactMap(\.layout)
    let present = columns.indices.filter { column in layouts.contains { $0.fields[column] != nil } }
    return BatchProfile(
      object: object.name, rows: pass.reading.rows,
      columns: present.map { index in
        let property = object.properties[index]
        let summary = ColumnReport.summary(
          name: property.name, kind: columns[index].kind, state: pass.columns[index], isMasked: property.isMasked)
        return BatchProfile.Column(summary, pass.aggregates[index], columns[index].kind, property.timeReading)
      },
      structure: StructureReport.findings(
        pass.reading, policies: object.settings.structure, hiding: DubiousHeaders(object, pass.reading)))
  }

  /// Columns as the files have them, with the types that every cell fits.
  ///
  /// `dialect`: nil to guess it.
  package static func run(
    batch: Batch, dialect: Dialect?, options: RunOptions
  ) throws(SourceError) -> BatchProfile {
    let read = if let dialect { dialect } else { DialectGuess(try FileHead.read(batch.files), given: nil).dialect }
    let inspection = try Inspector.run(batch: batch, dialect: read, options: options)
    let object = SchemaObject(
      name: "",
      properties: inspection.columns.map {
        Property(name: $0.name, logicalType: LogicalType($0.type, physicalType: nil))
      }
    )
    var profile = try run(object: object, batch: batch, dialect: read, options: options)
    profile.object = nil
    return profile
  }

  private static func measure(
    _ columns: [ColumnSpec], _ files: [BatchFile], _ dialect: Dialect, _ options: RunOptions
  ) throws(SourceError) -> ColumnPass.Result {
    let threads = max(1, options.threads ?? Processors.available)
    var spec = PassSpec(
      scan: ScanSpec(dialect: dialect, columns: columns.map(\.name), places: 1), columns: columns, keys: [], samples: 0)
    spec.keyBudget = options.keyBudget
    spec.aggregates = columns.enumerated().map { AggregateSpec(profiling: $0.offset, $0.element.kind) }
    return try ColumnPass.run(
      files, spec: spec, threads: threads, chunkBytes: options.chunkBytes(columns: columns.count),
      progress: options.progress)
  }
}

extension AggregateSpec {
  fileprivate static let deciles = (1...9).compactMap { ExactDecimal("0.\($0)") }

  /// Everything that a profile says of a column.
  fileprivate init(profiling column: Int, _ kind: ColumnKind) {
    self.init(column: column, condition: nil)
    if kind.isContainer { return }
    (talliesValues, listsValues) = (true, true)
    if kind.hasMoments { powers = 2 }
    if kind.mayHavePoint { quantiles = Self.deciles }
  }
}

extension ColumnKind {
  /// Numbers, and booleans as 0 and 1.
  fileprivate var hasMoments: Bool { mayHavePoint || self == .boolean }
}

extension BatchProfile.Column {
  fileprivate init(
    _ summary: ColumnSummary, _ result: AggregateResult, _ kind: ColumnKind, _ reading: TimeReading?
  ) {
    self.init(summary: summary, infinite: result.basics.numbers?.infinite, values: .leftOut(.nested))
    self.summary.distinct = result.counts?.distinct
    guard let counts = result.counts else { return }
    if summary.isMasked {
      values = .leftOut(.masked)
      return
    }
    if let kept = counts.kept { values = .listed(Self.listed(kept, kind)) } else { values = .leftOut(.tooMany) }
    let measured = AggregateMeasurement(result: result, part: 0, scope: nil)
    if kind.hasMoments {
      sum = BatchProfile.Figure(measured.figure(.sum, kind, reading))
      let deviation = measured.figure(.standardDeviation(ofPopulation: false), kind, reading)
      if case .number(let value) = deviation, value.isFinite { standardDeviation = value }
    }
    if kind.mayHavePoint {
      let figures = AggregateSpec.deciles.map { BatchProfile.Figure(measured.figure(.quantile($0), kind, reading)) }
      deciles = figures.contains(nil) ? [] : figures.compactMap(\.self)
    }
  }

  private static func listed(_ kept: [CountedValue: Int], _ kind: ColumnKind) -> [BatchProfile.Counted] {
    let ordered = kept.sorted { left, right in left.key < right.key }
    return ordered.map { entry in
      BatchProfile.Counted(text: AggregateFigure.text(entry.key, kind, longest: .max), count: entry.value)
    }
  }
}

extension BatchProfile.Figure {
  /// nil for what is no finite number.
  fileprivate init?(_ figure: AggregateFigure) {
    switch figure {
    case .exact(let value): self = .exact(value.description)
    case .number(let value) where value.isFinite: self = .number(value)
    default: return nil
    }
  }
}
