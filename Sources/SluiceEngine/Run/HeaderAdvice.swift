/// Says, where nothing in a file is what the contract promises, how `inspect` would read it.
///
/// A guess, so it changes words and never what is read; made from the file and not from a chunk, so that it is the same
/// however the batch was cut.
enum HeaderAdvice {
  static func add(
    to findings: inout [StructuralFinding], _ reading: BatchReader.Outcome, dialect: Dialect
  ) throws(SourceError) {
    for index in findings.indices where findings[index].kind == StructureKind.headerMismatch.rawValue {
      guard let file = reading.files.first(where: { $0.file.path == findings[index].file }), let layout = file.layout,
        layout.isByPosition || layout.fields.allSatisfy({ $0 == nil })
      else { continue }
      let head = try FileHead.read([file.file])
      let statements = DialectGuess(head, given: nil).dialect.statements(over: dialect).filter {
        Dialect.structuralKeys.contains($0.key)
      }
      let flags = statements.map(\.flag).joined(separator: " ")
      let advice = flags.isEmpty ? "; sluice inspect shows what is there" : "; sluice inspect reads it with \(flags)"
      findings[index].message += advice
      for sample in findings[index].samples.indices.prefix(1) { findings[index].samples[sample].message += advice }
    }
  }
}
