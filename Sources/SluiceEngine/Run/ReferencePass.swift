internal import SluiceContract

/// Holds keys of a batch against those of another: later passes over both, in as many shares as memory asks for.
///
/// Law: the counts are the same for any number of threads, any chunks and any memory.
struct ReferencePass {
  private let spec: ReferenceSpec
  private let source: ReferenceSource
  private let pass: PassSpec
  private let files: [BatchFile]
  private let threads: Int
  private let chunkBytes: Int
  private let rows: DuplicateRows.Gathering?

  /// `files`: as the first pass has found them; `rows`: gathers every row with a missing key.
  init(
    _ spec: ReferenceSpec, in source: ReferenceSource, _ pass: PassSpec, files: [BatchFile], threads: Int,
    chunkBytes: Int, rows: DuplicateRows.Gathering?
  ) {
    self.spec = spec
    self.source = source
    self.pass = pass
    self.files = files
    self.threads = threads
    self.chunkBytes = chunkBytes
    self.rows = rows
  }

  /// `itself`: the batch that refers, which is looked up too where it refers to its own object.
  static func standing(
    _ spec: ReferenceSpec, _ itself: ReferenceSource, _ options: RunOptions, _ pass: PassSpec, files: [BatchFile],
    threads: Int, chunkBytes: Int, rows: DuplicateRows.Gathering?
  ) throws(SourceError) -> ReferenceStanding {
    let name = spec.target.object
    let isOwn = itself.object?.name.utf8.elementsEqual(name.utf8) ?? false
    guard let source = options.references[Array(name.utf8)] ?? (isOwn ? itself : nil) else { return .absent }
    return try ReferencePass(
      spec, in: source, pass, files: files, threads: threads, chunkBytes: chunkBytes, rows: rows
    ).run()
  }

  func run() throws(SourceError) -> ReferenceStanding {
    let dialect = try source.knownDialect()
    var names = spec.target.columns.enumerated().map { columnName($0.element, part: $0.offset) }
    var counts = ReferenceCounts()
    var share: KeyShare? = .all
    while let current = share {
      let (tables, reading) = try readReference(current, names, dialect)
      if let fault = fault(of: reading, names) {
        // A file that is a plain list has one column, whatever it is called.
        guard let only = onlyColumn(reading), !names.contains(only) else { return .unusable(fault) }
        names = [only]
        continue
      }
      guard let reference = joined(tables), let found = try lookUp(in: reference.table, current) else {
        share = current.quarter
        continue
      }
      counts.addDisjoint(found, rowLimit: pass.samples)
      counts.referenceKeys += reference.table.count
      counts.referenceRows = reading.rows
      counts.brokenRecords = reading.structure.entries.reduce(0) {
        $0 + ($1.key.kind.breaksRecord ? $1.value.count : 0)
      }
      share = current.next
    }
    return .counted(counts)
  }

  // MARK: The reference

  /// The name in the header of the reference.
  private func columnName(_ name: String, part: Int) -> [UInt8] {
    if name.isEmpty { return pass.columns[spec.key.columns[part]].name }
    return Array((source.object?.property(named: name)?.columnName ?? name).utf8)
  }

  /// Values are read as those of the batch: what does not parse as such is equal to none of them.
  private func readReference(
    _ share: KeyShare, _ names: [[UInt8]], _ dialect: Dialect
  ) throws(SourceError) -> ([AntiJoin.Reference], BatchReader.Outcome) {
    let columns = spec.key.columns.enumerated().map { part, index -> ColumnSpec in
      var column = ColumnSpec(
        name: names[part], kind: pass.columns[index].kind, tests: [], reading: pass.columns[index].reading)
      let name = spec.target.columns[part]
      if let property = source.object?.property(named: name), ColumnKind(property.valueType) == column.kind {
        column.reading = property.timeReading
      }
      return column
    }
    let distinct = Self.distinct(names)
    let places = names.map { name in distinct.firstIndex { names[$0] == name } ?? 0 }
    var keys = PassSpec(
      scan: ScanSpec(dialect: dialect, columns: distinct.map { columns[$0].name }, places: 1),
      columns: distinct.map { columns[$0] }, keys: [], samples: 0)
    keys.hashMask = pass.hashMask
    let tables = (0..<threads).map { _ in AntiJoin.Reference(share, limit: limit) }
    let workers = tables.map { [keys] table in
      KeyWorker(KeySpec(columns: places), keys) { table.visit($0) }
    }
    return (
      tables, try BatchReader.run(source.batch.files, scan: keys.scan, chunkBytes: chunkBytes, workers: workers)
    )
  }

  /// Where each name stands first: a field is decoded once, whatever refers to it.
  private static func distinct(_ names: [[UInt8]]) -> [Int] {
    names.indices.filter { names.firstIndex(of: names[$0]) == $0 }
  }

  /// Why the reference cannot be used: a file without one of the columns.
  private func fault(of reading: BatchReader.Outcome, _ names: [[UInt8]]) -> String? {
    for file in reading.files {
      guard let layout = file.layout else {
        // A file of nothing holds no key.
        if file.header == nil && reading.files.count > 1 { continue }
        return "\(file.file.path) could not be read as CSV"
      }
      for (index, name) in Self.distinct(names).map({ names[$0] }).enumerated() where layout.fields[index] == nil {
        return "\(file.file.path) has no column \"\(String(decoding: name, as: UTF8.self))\""
      }
    }
    return nil
  }

  private func onlyColumn(_ reading: BatchReader.Outcome) -> [UInt8]? {
    guard spec.target.columns == [""] else { return nil }
    let headers = reading.files.compactMap { $0.header?.names }
    guard let first = headers.first, first.count == 1, headers.allSatisfy({ $0 == first }) else { return nil }
    return first[0]
  }

  /// nil where the share does not fit in memory.
  private func joined(_ tables: [AntiJoin.Reference]) -> AntiJoin.Reference? {
    guard let first = tables.first, !tables.contains(where: \.isOver) else { return nil }
    for other in tables.dropFirst() { first.merge(other) }
    return first
  }

  // MARK: The batch

  /// nil where the missing keys do not fit in memory.
  private func lookUp(in reference: RecordTable, _ share: KeyShare) throws(SourceError) -> ReferenceCounts? {
    let ignored = spec.ignored.isEmpty ? nil : TextSet(spec.ignored)
    let lookups = (0..<threads).map { _ in
      AntiJoin.Batch(reference, share, limit: limit, ignored: ignored, rows: rows.map { RowBuffer($0) })
    }
    _ = try BatchReader.run(
      files, scan: pass.scan, chunkBytes: chunkBytes,
      workers: lookups.map { lookup in KeyWorker(spec.key, pass) { lookup.visit($0) } })
    for lookup in lookups { lookup.flush() }
    guard let first = lookups.first, !lookups.contains(where: \.isOver) else { return nil }
    for other in lookups.dropFirst() { first.merge(other) }
    first.finish(limit: pass.samples)
    return first.counts
  }

  /// Bytes of each table.
  private var limit: Int { pass.keyBudget.counting(threads: threads) / 2 }
}
