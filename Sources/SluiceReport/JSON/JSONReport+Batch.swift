internal import SluiceContract
internal import SluiceEngine

/// What the reports say about the batch and the contract as such.
extension JSONReport {
  static func contract(_ contract: ContractSummary) -> JSON {
    .object([
      .init("id", .text(contract.id)),
      .init("version", .text(contract.version)),
      .init("path", .path(contract.path)),
      .init("sha256", .text(contract.sha256)),
      .init("owner", contract.owner.map(owner) ?? .null),
    ])
  }

  private static func owner(_ owner: ContractOwner) -> JSON {
    let channels = owner.channels.map { channel in
      JSON.object([
        .init("channel", .string(channel.name)), .init("tool", .text(channel.tool)), .init("url", .text(channel.url)),
      ])
    }
    return .object([
      .init("team", .text(owner.team)),
      .init("support", .array(channels)),
      .init(
        "alerts",
        .object([.init("error", .text(owner.errorAlert)), .init("warning", .text(owner.warningAlert))])),
    ])
  }

  /// What was read: of several objects all their files, and no one schema.
  static func batch(of results: [RunResult]) -> JSON {
    if results.isEmpty { return .null }
    return batch(
      schema: results.count == 1 ? results[0].object : nil, rows: results.reduce(0) { $0 + $1.rows },
      files: results.flatMap(\.files))
  }

  static func batch(schema: String?, rows: Int, files: [RunResult.FileSummary]) -> JSON {
    .object([
      .init("schema", .text(schema)),
      .init("rows", .number(rows)),
      .init(
        "files",
        .array(
          files.map { file in
            .object(
              [
                .init("path", .path(file.path)), .init("bytes", .number(file.bytes)),
                .init("rows", .number(file.rows)),
              ] + (PathText.exactBytes(file.path).map { [.init("pathHex", .string(Hex.text($0)))] } ?? [])
                + (file.commentLines > 0 ? [.init("commentLines", .number(file.commentLines))] : []))
          })),
    ])
  }

  static func dialect(_ dialect: Inspection.DetectedDialect) -> JSON {
    .object([
      .init("delimiter", .string(String(dialect.delimiter))),
      .init("header", .bool(dialect.hasHeader)),
      .init("lineEnding", .string(dialect.lineEnding)),
      .init("exporter", .text(dialect.exporter)),
      .init("evidence", .array(dialect.evidence.map(JSON.string))),
      .init("encoding", dialect.encoding.map(encoding) ?? .null),
      .init("sluiceCsv", .object(dialect.statements.map { .init($0.key, value($0.value)) })),
      .init("flags", .string(dialect.statements.map(\.flag).joined(separator: " "))),
    ])
  }

  private static func encoding(_ guess: EncodingGuess) -> JSON {
    .object([
      .init("looksLike", .text(guess.name)),
      .init("evidence", .array(guess.evidence.map(JSON.string))),
      .init("flags", .text(guess.name.map { "--encoding \($0)" })),
    ])
  }

  private static func value(_ value: Dialect.Statement.Value) -> JSON {
    switch value {
    case .text(let text): .string(text)
    case .boolean(let boolean): .bool(boolean)
    case .number(let number): .number(number)
    case .list(let texts): .array(texts.map(JSON.string))
    }
  }

  static func finding(_ finding: StructuralFinding, of schema: String?) -> JSON {
    .object([
      .init("schema", .text(schema)),
      .init("kind", .string(finding.kind)),
      .init("severity", .string(finding.severity.rawValue)),
      .init("file", .path(finding.file)),
      .init("row", .number(finding.row)),
      .init("line", .number(finding.line)),
      .init("byteOffset", .number(finding.byteOffset)),
      .init("message", .string(finding.message)),
      .init("count", .number(finding.count)),
      .init(
        "samples",
        .array(
          finding.samples.map { place in
            .object([
              .init("row", .number(place.row)),
              .init("line", .number(place.line)),
              .init("byteOffset", .number(place.byteOffset)),
              .init("message", .string(place.message)),
            ])
          })),
    ])
  }

  /// A masked column keeps its counts; its values, and the mean that could be one, are left out.
  static func column(_ column: ColumnSummary, of schema: String?) -> JSON {
    .object([
      .init("schema", .text(schema)),
      .init("name", .string(column.name)),
      .init("type", .string(column.type)),
      .init("rows", .number(column.rows)),
      .init("nulls", .number(column.nulls)),
      .init("invalid", .number(column.invalid)),
      .init("nan", .number(column.nan)),
      .init("min", column.isMasked ? .null : column.minimum.map(JSON.value) ?? .null),
      .init("max", column.isMasked ? .null : column.maximum.map(JSON.value) ?? .null),
      .init("mean", column.isMasked ? .null : column.mean.map(JSON.number) ?? .null),
      .init(
        "distinct",
        column.distinct.map {
          .object([.init("value", .number($0)), .init("method", "exact")])
        } ?? .null),
      .init("masked", .bool(column.isMasked)),
    ])
  }

  /// Seconds to the microsecond, bytes per second to the byte: more digits would be noise.
  static func timing(_ timing: RunResult.Timing) -> JSON {
    let rate = timing.seconds > 0 ? Double(timing.bytes) / timing.seconds : 0
    return .object([
      .init("seconds", .number((timing.seconds * 1e6).rounded() / 1e6)),
      .init("bytesPerSecond", .number(rate.rounded())),
      .init("threads", .number(timing.threads)),
    ])
  }

  static func diagnostics(_ diagnostics: [Diagnostic], in file: String?) -> [JSON] {
    diagnostics.map { diagnostic in
      var members: [JSON.Member] = [
        .init("code", .string(diagnostic.code)),
        .init("severity", .string(diagnostic.severity.rawValue)),
        .init("message", .string(diagnostic.message)),
      ]
      if let help = diagnostic.help { members.append(.init("help", .string(help))) }
      members += [
        .init("path", .string(diagnostic.path)),
        .init("location", location(diagnostic.mark, in: file)),
      ]
      if !diagnostic.notes.isEmpty {
        let notes = diagnostic.notes.map { note in
          JSON.object([
            .init("message", .string(note.message)), .init("location", location(note.mark, in: file)),
          ])
        }
        members.append(.init("notes", .array(notes)))
      }
      return .object(members)
    }
  }

  static func location(_ mark: Mark, in file: String?) -> JSON {
    .object([
      .init("file", .path(file)),
      .init("line", .number(mark.line)),
      .init("column", .number(mark.column)),
    ])
  }
}

extension JSON {
  static func value(_ value: ColumnSummary.Value) -> JSON {
    switch value {
    case .integer(let integer): .number(integer)
    case .number(let number): .number(number)
    case .text(let text): .string(text)
    }
  }
}
