/// Writes `docs/breaking.md` and the text of `sluice explain ID` from the table of kinds of changes.
package enum ChangeReference {
  package static func markdown() -> String {
    var text = introduction + "\n## Types\n\n" + types + "\n## Classifications\n\n" + classifications
    text += "\n## Kinds of changes\n\n| id | has happened | direction |\n|---|---|---|\n"
    for rule in ChangeRule.all {
      text += "| [\(rule.id)](#\(rule.id)) | \(rule.summary) | \(rule.direction) |\n"
    }
    for rule in ChangeRule.all { text += "\n" + section(rule) }
    return text
  }

  /// One kind for a terminal; nil where there is no such kind.
  package static func explain(_ id: String) -> String? {
    guard let rule = ChangeRule.named(id) else { return nil }
    var text = """
      \(rule.id): \(rule.summary)

      direction: \(rule.direction)
      why: \(rule.why)
      what to do: \(rule.whatToDo)

      """
    if let example = rule.example {
      text += "\nbefore:\n\n\(indented(shown(example.old, of: example)))\n\nafter (\(words(example.direction))):\n\n"
      text += indented(shown(example.new, of: example)) + "\n"
    }
    return text
  }

  private static func section(_ rule: ChangeRule) -> String {
    var text = """
      ### \(rule.id)

      **\(rule.summary)** \(rule.why)

      Direction: \(rule.direction). What to do: \(rule.whatToDo).

      """
    guard let example = rule.example else { return text }
    text += "\n```yaml\n\(shown(example.old, of: example))\n```\n\nbecomes (\(words(example.direction)))\n\n"
    return text + "```yaml\n\(shown(example.new, of: example))\n```\n"
  }

  /// What the examples of changes of the head itself cannot show by their lines.
  private static func shown(_ lines: String, of example: ChangeRule.Example) -> String {
    switch example.place {
    case .whole, .root: lines
    case .object: "# an object\n" + lines
    case .column: "# a column\n" + lines
    }
  }

  private static func words(_ direction: ChangeDirection) -> String {
    let broken = direction.breaks.map { "\($0.rawValue)s" }.joined(separator: " and ")
    return broken.isEmpty ? direction.rawValue : "\(direction.rawValue): breaks \(broken)"
  }

  private static func indented(_ text: String) -> String {
    text.split(separator: "\n").map { "  \($0)" }.joined(separator: "\n")
  }

  private static var types: String {
    var text = """
      The type of a column is its `logicalType`, with `format` where that says how many bits a number may take, and with
      `physicalType` where that is an exact number such as `DECIMAL(18,2)`. A type that holds every value of another loosens
      the promise, the other way round it tightens; any other pair does both.

      | before | after | direction | the other way round |
      |---|---|---|---|

      """
    for pair in TypeEvolution.published {
      text += "| \(pair.old) | \(pair.new) | \(pair.direction.rawValue) | \(pair.direction.opposite.rawValue) |\n"
    }
    return text
  }

  private static var classifications: String {
    var text = """
      The standard leaves the words of `classification` open. These have an order, in any case of letters; a column without one
      is on the first level, and the tag `pii` is a word, too. Any other word: undetermined.

      | level | words |
      |---|---|

      """
    for (level, words) in Classification.levels.enumerated() {
      text += "| \(level) | \(words.map { "`\($0)`" }.joined(separator: ", ")) |\n"
    }
    return text
  }

  private static let introduction = """
    # Breaking changes

    Generated from the table in `Sources/SluiceContract/Evolution/`; a test compares.

    `sluice breaking OLD NEW` says what a new version of a contract breaks, for whom, why, and what to do; `sluice diff OLD NEW`
    is the plain list of everything that has changed. With `--against` the old version is a file, a directory or a revision
    of git:

    ```
    sluice breaking orders-1.4.odcs.yaml orders.odcs.yaml
    sluice breaking --against origin/main contracts/orders.odcs.yaml
    sluice breaking --against origin/main contracts/ --format github
    ```

    Both versions must be without errors, as `sluice lint` sees them; else the exit code is 3. Two directories are compared
    contract by contract, matched by `id`, else by their path; a contract that only one of them has is an added or a removed
    one. Of a revision, `git` is asked for the file of the same path; `REV:path` names another one.

    ## Directions

    | a change | does | breaks |
    |---|---|---|
    | loosens | what was promised may not come any more | consumers |
    | tightens | what was fine is refused now | producers |
    | both | both | both |
    | undetermined | what cannot be decided from two contracts | nobody for certain: a warning |
    | none | nothing to a promise | nobody |

    Elements are matched by name (objects, columns), else by `id`; rules by `id`, else by check and arguments, else by check.
    An element with the same `id` and another name is renamed. Thresholds are compared by the results that they admit:
    `mustBeLessThan: 1` and `mustBe: 0` are the same for a count of rows. What a larger argument of a check does is declared with
    the check: see [checks.md](checks.md).

    ## What is an error, what a warning

    A change that breaks somebody is an error, and the exit code is 1. `--perspective consumer` minds consumers alone, `producer`
    producers alone; without the flag, `sluiceCompatibility` of the **old** version says whom it protects, and without that, both
    (`full`). With `none` nothing is breaking. `--fail-on` moves the line: `warning` counts warnings too, `never` reports only.

    These are warnings: what is undetermined, a change to a rule that halts no pipeline in either version (`severity: warning`
    and its like), a breaking change that is waived, and a version that does not go up far enough.

    Nothing is broken where

    - the old version has `status: draft`: nothing was promised yet;
    - what is gone was marked with `deprecated: true` in the old version, itself or its object; a whole contract by its
      `status: deprecated` or `retired`. Deprecate in one version, remove in a later one.

    ## Waivers

    `sluiceWaivers` of the new version turn a breaking change into a warning until their day has passed (`--as-of`, else today,
    UTC). `rule` is an id of the table below, `path` an object, `object.column`, or the path that the JSON report shows; without
    it every such change is meant. A waiver of a change that has expired is a warning.

    ```yaml
    customProperties:
      - property: sluiceWaivers
        value:
          - {rule: column-removed, path: orders.note, until: 2026-12-31, reason: nobody reads it}
    ```

    ## The version

    | what has changed | `version` must go up by |
    |---|---|
    | something that breaks somebody from the perspective in force, waived or not | major |
    | anything else that is more than words: additions, deprecations, the other side's breaks | minor |
    | words, tags, order, metadata | patch |

    The report says `"bump": {"required", "actual", "enough"}`. A version that is not enough is an error where breaking changes
    that are not waived need a major one, else a warning. A major version excuses no breaking change: it announces it. To
    publish one on purpose, waive it. `1.4` and `v2` are versions; a version of other letters cannot be judged, and is a
    warning where the changes need a new one. `0.x` is a version like any other: what is not promised yet has `status: draft`.

    """
}
