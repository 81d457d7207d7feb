internal import SluiceContract

/// Structural faults as reports show them.
enum StructureReport {
  /// One entry per file and kind, in the order of files, then of first places.
  ///
  /// - Parameters:
  ///   - policies: kinds that warn or fail against their default (`sluiceStructure`).
  ///   - hides: files whose first line must not be shown.
  static func findings(
    _ reading: BatchReader.Outcome, policies: [String: ColumnPolicy] = [:], hiding hides: DubiousHeaders = .none
  ) -> [StructuralFinding] {
    let entries = reading.structure.entries.sorted { left, right in
      let (a, b) = (left.value.places.first?.byteOffset ?? 0, right.value.places.first?.byteOffset ?? 0)
      return (left.key.file, a, left.key.kind.rawValue) < (right.key.file, b, right.key.kind.rawValue)
    }
    return entries.map { key, entry in
      let first = entry.places.first ?? StructureLog.Place(row: 0, line: 1, byteOffset: 0, message: "")
      let words = hides.words(key.kind, file: key.file)
      return StructuralFinding(
        kind: key.kind.reportName, severity: severity(key.kind, policies),
        file: reading.files[key.file].file.path, row: first.row, line: first.line,
        byteOffset: first.byteOffset,
        message: words ?? first.message, count: entry.count,
        samples: entry.places.map {
          StructuralFinding.Place(
            row: $0.row, line: $0.line, byteOffset: $0.byteOffset, message: words ?? $0.message)
        })
    }
  }

  static func severity(
    _ kind: StructureKind, _ policies: [String: ColumnPolicy]
  ) -> StructuralFinding.Severity {
    let isWarning = policies[kind.reportName].map { $0 != .fail } ?? kind.isWarning
    return isWarning ? .warning : .error
  }
}
