internal import SluiceEngine

/// Sampled rows under each other: `row 10,233  line 10,240  trips-2.csv  amount = -3.50`.
enum SampleLines {
  static func render(_ samples: [Sample]) -> [String] {
    let rows = aligned(samples.map { "row " + Quantity.count($0.row) })
    let lines = aligned(samples.map { "line " + Quantity.count($0.line) })
    let files = aligned(samples.map { ShownText.whole($0.file) })
    return samples.indices.map { rows[$0] + lines[$0] + files[$0] + content(samples[$0]) }
  }

  /// Places of a structural finding, each with what was found there.
  static func render(_ places: [StructuralFinding.Place]) -> [String] {
    let rows = aligned(places.map { $0.row == 0 ? "header" : "row " + Quantity.count($0.row) })
    let lines = aligned(places.map { "line " + Quantity.count($0.line) })
    let bytes = aligned(places.map { "byte " + Quantity.count($0.byteOffset) })
    return places.indices.map { rows[$0] + lines[$0] + bytes[$0] + ShownText.sentence(places[$0].message) }
  }

  /// Texts under each other, each padded to the widest and two spaces more.
  private static func aligned(_ texts: [String]) -> [String] {
    let width = texts.lazy.map(\.unicodeScalars.count).max() ?? 0
    return texts.map { $0 + TextBlock.padding($0, to: width + 2) }
  }

  private static func content(_ sample: Sample) -> String {
    let column = sample.column.map(ShownText.name)
    guard sample.key.isEmpty else {
      let parts = sample.key.map { part in
        ShownText.name(part.column) + " = "
          + shown(part.value, of: part.valueBytes, isMasked: part.isMasked || sample.isMasked)
      }
      return "(" + parts.joined(separator: ", ") + ")"
    }
    let value = shown(sample.value, of: sample.valueBytes, isMasked: sample.isMasked)
    return column.map { $0 + " = " + value } ?? value
  }

  private static func shown(_ value: [UInt8]?, of bytes: Int?, isMasked: Bool) -> String {
    isMasked ? ShownText.masked : ShownText.value(value, of: bytes)
  }
}
