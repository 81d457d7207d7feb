/// Reads back what an earlier `sluice skew` wrote as JSON, which is YAML too: the features that differed, and how much.
package enum SkewReportReader {
  package struct Feature: Sendable {
    package var name: String
    /// `pass`, `warn`, `fail` or `notRun`.
    package var status: String
    /// Upper end of the interval of its mismatch rate, in 0...1; nil where there were no pairs.
    package var upperRate: Double?
  }

  /// nil where the bytes are no report of `sluice skew`.
  package static func features(_ bytes: [UInt8]) -> [Feature]? {
    guard let root = MachineJSON.read(bytes), root.text("command") == "skew", let features = root["features"]?.items
    else { return nil }
    return features.compactMap { feature in
      guard let name = feature.text("name"), let status = feature.text("status") else { return nil }
      let ends = feature.list("interval").compactMap { $0.decimal?.doubleValue }
      return Feature(name: name, status: status, upperRate: ends.count == 2 ? ends[1] : nil)
    }
  }
}
