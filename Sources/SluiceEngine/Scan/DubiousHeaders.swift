internal import SluiceContract

/// Headers that may be data: first lines without a single column of the contract.
///
/// A file that was exported without a header has its first row where names are due. Messages quote names, so where the
/// contract classifies any column, such a line is not quoted: it may hold what must not be shown.
struct DubiousHeaders {
  private let files: Set<Int>
  /// Whether the header that the batch's columns are taken from is one of them.
  let holdNames: Bool

  static let none = DubiousHeaders(files: [], holdNames: false)

  private init(files: Set<Int>, holdNames: Bool) {
    self.files = files
    self.holdNames = holdNames
  }

  init(_ object: SchemaObject, _ reading: BatchReader.Outcome) {
    guard object.properties.contains(where: \.isMasked) else {
      self = .none
      return
    }
    let headed = reading.files.indices.filter { reading.files[$0].header != nil }
    let dubious = headed.filter { !(reading.files[$0].layout?.hasNamedField ?? false) }
    self.init(files: Set(dubious), holdNames: headed.first.map { dubious.contains($0) } ?? false)
  }

  /// What to say in place of a message that quotes names of the file; nil where it may be said.
  func words(_ kind: StructureKind, file: Int) -> String? {
    guard files.contains(file) else { return nil }
    switch kind {
    case .headerMismatch:
      return "no column of the contract is in the first line, which is not shown: it may be data,"
        + " and some columns are classified"
    case .duplicateHeader: return "a name stands twice in the first line, which may be data and is not shown"
    default: return nil
    }
  }
}
