/// Says, where nothing in a file is what the contract promises, how `inspect` would read it.
///
/// A guess, so it changes words and never what is read; made from the file and not from a chunk, so that it is the same
/// however the batch was cut.
enum HeaderAdvice {
  /// Of many such files the first is looked at: what is wrong with one export is wrong with all of its parts.
  static func add(
    to findings: inout [StructuralFinding], _ reading: BatchReader.Outcome, dialect: Dialect
  ) throws(SourceError) {
    let strange = Dictionary(
      reading.files.filter { $0.layout.map(Self.isStrange) ?? false }.map { ($0.file.path, $0.file) },
      uniquingKeysWith: { first, _ in first })
    let mismatch = findings.firstIndex {
      $0.kind == StructureKind.headerMismatch.rawValue && strange[$0.file] != nil
    }
    guard let index = mismatch, let file = strange[findings[index].file] else { return }
    let guess = DialectGuess(try FileHead.read([file]), given: nil).dialect
    let statements = guess.statements(over: dialect).filter { Dialect.structuralKeys.contains($0.key) }
    let flags = statements.map(\.flag).joined(separator: " ")
    let advice = flags.isEmpty ? "; sluice inspect shows what is there" : "; sluice inspect reads it with \(flags)"
    findings[index].message += advice
    if !findings[index].samples.isEmpty { findings[index].samples[0].message += advice }
  }

  /// Whether no column of the contract was found by name, or columns go by position.
  private static func isStrange(_ layout: FileLayout) -> Bool {
    layout.isByPosition || !layout.hasNamedField
  }
}
