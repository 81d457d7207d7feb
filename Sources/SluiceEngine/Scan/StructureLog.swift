/// Structural faults as a mergeable state: an exact count, and the first few places, per kind and file.
///
/// Law: `merge` is commutative and associative; the places kept are the first by byte, however work was split.
struct StructureLog: Sendable {
  struct Key: Hashable, Sendable {
    var file: Int
    var kind: StructureKind
  }

  struct Place: Sendable, Hashable {
    /// Record of the file from 1; 0 is the header.
    var row: Int
    var line: Int
    var byteOffset: Int
    var message: String
  }

  struct Entry: Sendable {
    var count = 0
    var places: [Place] = []
  }

  private(set) var entries: [Key: Entry] = [:]
  private let limit: Int

  /// `limit`: places kept per kind and file, at least 1.
  init(limit: Int) { self.limit = max(1, limit) }

  var isEmpty: Bool { entries.isEmpty }

  /// Counts one fault; `place` is only asked for while places are still wanted.
  ///
  /// Faults of one kind and file are added in the order of the file.
  mutating func add(_ kind: StructureKind, file: Int, place: () -> Place) {
    var entry = entries[Key(file: file, kind: kind)] ?? Entry()
    entry.count += 1
    if entry.places.count < limit { entry.places.append(place()) }
    entries[Key(file: file, kind: kind)] = entry
  }

  mutating func remove(_ kind: StructureKind, file: Int) -> Entry? {
    entries.removeValue(forKey: Key(file: file, kind: kind))
  }

  mutating func merge(_ other: StructureLog) {
    for (key, theirs) in other.entries {
      var ours = entries[key] ?? Entry()
      ours.count += theirs.count
      ours.places += theirs.places
      ours.places.sort { ($0.byteOffset, $0.message) < ($1.byteOffset, $1.message) }
      ours.places.removeLast(max(0, ours.places.count - limit))
      entries[key] = ours
    }
  }
}
