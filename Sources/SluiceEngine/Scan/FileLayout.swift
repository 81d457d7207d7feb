/// Which field of a file is which wanted column.
///
/// Shape: fields below `width` stand in every record; those from there on are what the folders of the file's path say,
/// the same for all of its records.
final class FileLayout: Sendable {
  let fileIndex: Int
  /// Fields that every record of the file must have.
  let width: Int
  /// For each wanted column, its field; nil where the file has none.
  let fields: [Int?]
  /// Whether the first record, and no header, says how many fields there are.
  let isByPosition: Bool
  /// What stands in the fields from `width` on.
  private let constants: [Partitions.Key]

  init(
    fileIndex: Int, width: Int, fields: [Int?], constants: [Partitions.Key] = [], isByPosition: Bool = false
  ) {
    self.isByPosition = isByPosition
    self.fileIndex = fileIndex
    self.width = width
    self.fields = fields
    self.constants = constants
  }

  /// The same for another file.
  convenience init(_ other: FileLayout, fileIndex: Int) {
    self.init(
      fileIndex: fileIndex, width: other.width, fields: other.fields, constants: other.constants,
      isByPosition: other.isByPosition)
  }

  /// Matches by name, byte for byte; of duplicates the first counts. What a file carries itself, its folders do not.
  convenience init(fileIndex: Int, header: Header, wanted: [[UInt8]], partitions: [Partitions.Key] = []) {
    var positions: [[UInt8]: Int] = [:]
    for (index, name) in header.names.enumerated() where positions[name] == nil { positions[name] = index }
    self.init(
      fileIndex: fileIndex, width: header.names.count, positions: positions, wanted: wanted, partitions: partitions,
      isByPosition: false)
  }

  /// Matches by position; `named` are the columns that the file itself should have.
  convenience init(
    fileIndex: Int, width: Int, named: [[UInt8]], wanted: [[UInt8]], partitions: [Partitions.Key]
  ) {
    let positions = Dictionary(zip(named.prefix(width), 0...), uniquingKeysWith: { first, _ in first })
    self.init(
      fileIndex: fileIndex, width: width, positions: positions, wanted: wanted,
      partitions: partitions.filter { !named.contains($0.name) }, isByPosition: true)
  }

  private convenience init(
    fileIndex: Int, width: Int, positions: [[UInt8]: Int], wanted: [[UInt8]], partitions: [Partitions.Key],
    isByPosition: Bool
  ) {
    let constants = partitions.filter { positions[$0.name] == nil && wanted.contains($0.name) }
    self.init(
      fileIndex: fileIndex, width: width,
      fields: wanted.map { name in
        positions[name] ?? constants.firstIndex { $0.name == name }.map { width + $0 }
      }, constants: constants, isByPosition: isByPosition)
  }

  /// Columns that the folders carry.
  var partitionNames: [[UInt8]] { constants.map(\.name) }

  /// Whether the file itself has any of the wanted columns.
  var hasNamedField: Bool { fields.contains { $0.map { $0 < width } ?? false } }

  /// What all records have in a field that the folders carry; nil where each has its own.
  func constant(ofField field: Int) -> Partitions.Key? { field < width ? nil : constants[field - width] }
}

/// A header that was read without a fault, with the bytes that it stands in: what the next file begins with is compared
/// before it is read.
struct KnownHeader {
  var bytes: [UInt8]
  var header: Header
  var layout: FileLayout
}
