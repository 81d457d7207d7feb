internal import SluiceEngine

/// What a kind of finding about two feature logs means: printed by `sluice explain KIND`.
package struct SkewFindingWords: Sendable {
  package var id: String
  package var what: String
  var why: String
  var whatToDo: String

  /// What `sluice explain` prints.
  package func explanation(style: Style = .plain) -> String {
    """
    \(style.strong(id)): \(what)

    Why it matters
        \(why)

    What to do
        \(whatToDo)

    """
  }

  /// The check itself, then every kind of finding.
  package static let all: [SkewFindingWords] =
    [
      SkewFindingWords(
        id: "skew", what: "the value of a feature is not the same in the training log and in the serving log",
        why: "a model decays silently where it is served other features than it was trained on.",
        whatToDo: "look at the rows and at when and where it differs; docs/skew.md says what each figure is")
    ] + SkewFinding.Kind.allCases.map(of)

  static func of(_ kind: SkewFinding.Kind) -> SkewFindingWords {
    let (what, why, whatToDo) = words(kind)
    return SkewFindingWords(id: kind.rawValue, what: what, why: why, whatToDo: whatToDo)
  }

  private static func words(_ kind: SkewFinding.Kind) -> (String, String, String) {
    switch kind {
    case .duplicateKeys:
      (
        "several rows of one log have the same key",
        "which of them is the one to compare cannot be known; a join would multiply them.",
        "add the column that tells them apart to --keys, or say which one counts: --duplicates first|last|allEqual|drop"
      )
    case .keyMissing:
      (
        "a column of the key is not in one of the logs", "without it no row can be paired.",
        "correct --keys, or map the serving log's name: --map SERVE=TRAIN"
      )
    case .featureMissing:
      (
        "a feature is in one of the logs only", "the model is trained on it, or served it, but not both.",
        "map the name (--map SERVE=TRAIN, sluiceServingColumn), or say that it lives in one log: sluiceEnvironments, --ignore"
      )
    case .roleMissing:
      (
        "a column that was named for a role, such as --time, is not in a log", "what was asked for cannot be computed.",
        "correct the name of the column"
      )
    case .nothingPaired:
      (
        "no row of one log has its pair in the other", "nothing was compared, which must not look like a pass.",
        "look at the keys of both logs: their types, their spelling, the days that they are from"
      )
    case .unmatchedRows:
      (
        "rows of one log have no pair in the other",
        "they were not compared; many of them mean that the logs do not fit.",
        "compare logs of the same requests, or of the same days"
      )
    case .nullKeys:
      (
        "rows have a key that is null", "null is equal to nothing: such rows are never joined.",
        "log the key always, or leave these rows out of the export"
      )
    case .invalidKeys:
      (
        "rows have a key that does not parse as its type", "such rows are never joined.",
        "look at the key's values with sluice inspect, or state its type in a contract"
      )
    case .futureOnly:
      (
        "serving rows meet only training rows that are later than they are",
        "a feature from the future is leakage: the model was trained on what it cannot know when it serves.",
        "write into the training log what was known at the time of the row"
      )
    case .noFeatures:
      (
        "the logs have no feature in common", "nothing was compared, which must not look like a pass.",
        "map names with --map SERVE=TRAIN, or look at --features and --ignore"
      )
    }
  }
}
