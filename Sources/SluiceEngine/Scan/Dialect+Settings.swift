package import SluiceContract

extension Dialect {
  /// The dialect that settings describe: their preset, else the standard one, with the single settings on top.
  package init(_ settings: CSVSettings) throws(DialectError) {
    self = settings.dialect.flatMap(Dialect.preset) ?? .standard
    try apply(settings)
  }
}
