/// Holds the headers of all files against each other, once all are read: parts of a batch have the same columns.
///
/// They may order them as they like, but must have the same ones; those that folders carry count.
struct HeaderComparison {
  private let wanted: [[UInt8]]
  private var first: Columns?

  private struct Columns: Equatable {
    var header: [[UInt8]]
    var folders: [[UInt8]]
    var all: [[UInt8]] { header + folders }
  }

  /// `wanted`: the columns of the contract.
  init(wanted: [[UInt8]]) { self.wanted = wanted }

  /// What is wrong with the header of the next file, in the order of files; nil where nothing is.
  mutating func fault(_ header: Header, _ layout: FileLayout) -> String? {
    let columns = Columns(header: header.names, folders: layout.partitionNames)
    if let first { return columns == first ? nil : difference(columns, first) }
    first = columns
    return wanted.isEmpty || layout.hasNamedField ? nil : unlike(header)
  }

  private func difference(_ columns: Columns, _ first: Columns) -> String? {
    let (ours, theirs) = (Set(columns.all), Set(first.all))
    if ours == theirs { return nil }
    let missing = first.all.filter { !ours.contains($0) }.map(Self.quoted)
    let extra = columns.all.filter { !theirs.contains($0) }.map(Self.quoted)
    var parts: [String] = []
    if !missing.isEmpty { parts.append("lacks \(missing.joined(separator: ", "))") }
    if !extra.isEmpty { parts.append("adds \(extra.joined(separator: ", "))") }
    return "this part \(parts.joined(separator: " and ")), against the columns of the first part"
  }

  private func unlike(_ header: Header) -> String {
    let found = header.names.prefix(5).map(Self.quoted).joined(separator: ", ")
    return "no column of the contract is in the header, which says \(found)"
  }

  static func quoted(_ name: [UInt8]) -> String { "\"" + String(decoding: name, as: UTF8.self) + "\"" }
}
