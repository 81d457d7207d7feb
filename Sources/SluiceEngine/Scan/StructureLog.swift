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

  /// Counts one fault, and `repeats` more of no known place; `place` is only asked for while places are still wanted.
  ///
  /// Faults of one kind and file are added in the order of the file.
  mutating func add(_ kind: StructureKind, file: Int, repeats: Int = 0, place: () -> Place) {
    let key = Key(file: file, kind: kind)
    if entries[key, default: Entry()].places.count < limit { entries[key, default: Entry()].places.append(place()) }
    entries[key, default: Entry()].count += 1 + repeats
  }

  /// Counts faults whose places nobody wants.
  mutating func add(_ kind: StructureKind, file: Int, count: Int) {
    if count > 0 { entries[Key(file: file, kind: kind), default: Entry()].count += count }
  }

  /// Places that are still kept of a kind.
  func wanted(_ kind: StructureKind, file: Int) -> Int {
    limit - (entries[Key(file: file, kind: kind)]?.places.count ?? 0)
  }

  /// Moves the blank lines at the very end of a file to a kind of their own, which only warns.
  mutating func setTrailingBlankLines(_ count: Int, file: Int) {
    let key = Key(file: file, kind: .blankLine)
    guard count > 0, var blank = entries[key] else { return }
    let trailing = min(count, blank.count)
    blank.count -= trailing
    // The places are the first ones, so those within the file come first.
    let within = min(blank.count, blank.places.count)
    let places = Array(blank.places[within...])
    blank.places.removeSubrange(within...)
    entries[key] = blank.count > 0 ? blank : nil
    entries[Key(file: file, kind: .trailingBlankLine)] = Entry(count: trailing, places: places)
  }

  mutating func merge(_ other: StructureLog) {
    for (key, theirs) in other.entries {
      var ours = entries[key] ?? Entry()
      ours.count += theirs.count
      ours.places += theirs.places
      // No two faults of a kind stand at one byte, but in a header; those are of one log, in their order.
      ours.places.sort { $0.byteOffset < $1.byteOffset }
      ours.places.removeLast(max(0, ours.places.count - limit))
      entries[key] = ours
    }
  }
}
