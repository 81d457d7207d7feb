/// A kind of change between two versions of a contract as data: what it says, whom it breaks, why, what to do.
///
/// From it come `sluice explain ID`, `docs/breaking.md`, the words of `sluice breaking`, and a test that runs every
/// example. Ids are stable: never renamed, never reused; waivers name them.
package struct ChangeRule: Sendable {
  /// `column-removed`
  package var id: String
  /// What has happened, in one sentence.
  package var summary: String
  /// How the direction comes about.
  package var direction: String
  /// Why it matters.
  package var why: String
  /// What to do about it, lower case and without a full stop.
  package var whatToDo: String
  /// What the version must at least go up by where the change breaks nobody and its direction is `none`.
  package var level: VersionBump.Level
  /// nil where two contracts side by side cannot show it.
  package var example: Example?

  package struct Example: Sendable {
    enum Place: Sendable {
      case whole, root, object, column
    }

    let place: Place
    /// Lines of the two contracts, at the place.
    package let old: String
    package let new: String
    /// What the change does, here.
    package let direction: ChangeDirection

    /// Whole contracts.
    package var contracts: (old: String, new: String) { (contract(old), contract(new)) }

    private func contract(_ lines: String) -> String {
      switch place {
      case .whole: lines + "\n"
      case .root: ExampleContract.root(lines)
      case .object: ExampleContract.object(lines)
      case .column: ExampleContract.column(lines)
      }
    }
  }

  init(
    _ id: String, _ summary: String, direction: String, why: String, whatToDo: String,
    level: VersionBump.Level = .minor, _ example: Example? = nil
  ) {
    self.id = id
    self.summary = summary
    self.direction = direction
    self.why = why
    self.whatToDo = whatToDo
    self.level = level
    self.example = example
  }

  /// Every kind of change, in the order of the documentation.
  package static let all: [ChangeRule] =
    contractRules + placeRules + objectRules + columnRules + valueRules + qualityRules
    + reportRules

  package static func named(_ id: String) -> ChangeRule? { all.first { $0.id.utf8.elementsEqual(id.utf8) } }
}

extension ChangeRule.Example {
  /// Lines of the head itself, which stand in place of its own.
  static func head(_ old: String, _ new: String, _ direction: ChangeDirection) -> Self {
    func with(_ line: String) -> String {
      let key = line.prefix { $0 != ":" } + ":"
      let lines = ExampleContract.head().split(separator: "\n").map { $0.hasPrefix(key) ? Substring(line) : $0 }
      return lines.joined(separator: "\n")
    }
    return Self(place: .whole, old: with(old), new: with(new), direction: direction)
  }

  static func root(_ old: String, _ new: String, _ direction: ChangeDirection) -> Self {
    Self(place: .root, old: old, new: new, direction: direction)
  }

  static func object(_ old: String, _ new: String, _ direction: ChangeDirection) -> Self {
    Self(place: .object, old: old, new: new, direction: direction)
  }

  static func column(_ old: String, _ new: String, _ direction: ChangeDirection) -> Self {
    Self(place: .column, old: old, new: new, direction: direction)
  }
}
