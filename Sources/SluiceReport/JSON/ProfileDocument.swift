internal import SluiceContract
package import SluiceEngine

/// What `sluice profile` writes, and `--baseline` reads: the same bytes for the same rows, whoever reads them and how.
///
/// So it names no file, no time and no machine. `docs/profiles.md` describes it.
package enum ProfileDocument {
  package static func render(_ profiles: [BatchProfile]) -> [UInt8] {
    JSONWriter.write(
      .object([
        .init("profileVersion", .number(BaselineReader.profileVersion)),
        .init("objects", .array(profiles.map(object))),
      ]))
  }

  private static func object(_ profile: BatchProfile) -> JSON {
    .object([
      .init("name", .text(profile.object)),
      .init("rows", .number(profile.rows)),
      .init("columns", .array(profile.columns.map(column))),
    ])
  }

  private static func column(_ column: BatchProfile.Column) -> JSON {
    let summary = column.summary
    var members: [JSON.Member] = [
      .init("name", .string(summary.name)),
      .init("type", .string(summary.type)),
      .init("rows", .number(summary.rows)),
      .init("nulls", .number(summary.nulls)),
      .init("invalid", .number(summary.invalid)),
      .init("nan", .number(summary.nan)),
      .init("infinite", .number(column.infinite)),
      .init("masked", .bool(summary.isMasked)),
      .init("min", summary.isMasked ? .null : summary.minimum.map(JSON.value) ?? .null),
      .init("max", summary.isMasked ? .null : summary.maximum.map(JSON.value) ?? .null),
      .init("sum", column.sum.map(figure) ?? .null),
      .init("mean", summary.isMasked ? .null : summary.mean.map(JSON.number) ?? .null),
      .init("stddev", column.standardDeviation.map(JSON.number) ?? .null),
      .init("deciles", .array(column.deciles.map(figure))),
      .init("distinct", .number(summary.distinct)),
    ]
    switch column.values {
    case .listed(let values):
      members += [
        .init("values", .array(values.map { .string($0.text) })),
        .init("counts", .array(values.map { .number($0.count) })),
        .init("valuesLeftOut", .null),
      ]
    case .leftOut(let reason):
      members += [
        .init("values", .null), .init("counts", .null), .init("valuesLeftOut", .string(reason.rawValue)),
      ]
    }
    return .object(members)
  }

  private static func figure(_ figure: BatchProfile.Figure) -> JSON {
    switch figure {
    case .exact(let text): .exact(text)
    case .number(let value): .number(value)
    }
  }
}
