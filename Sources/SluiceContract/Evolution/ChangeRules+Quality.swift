// Changes of quality rules, and what a comparison says about itself.

extension ChangeRule {
  static let qualityRules = [
    ruleAdded, ruleRemoved, ruleChanged, thresholdChanged, severityChanged, baselineChanged,
  ]

  /// Findings of a comparison that are no changes.
  static let reportRules = [versionBump, waiverExpired]

  static let ruleAdded = ChangeRule(
    "rule-added", "A quality rule is new.",
    direction: "tightens; undetermined where Sluice does not run it; a warning where it never blocks",
    why: "Batches that were fine may break it.",
    whatToDo: "add it with `severity: warning` first, and look at the next batches",
    .column("logicalType: integer", "logicalType: integer\nquality: [{metric: nullValues, mustBe: 0}]", .tightens))

  static let ruleRemoved = ChangeRule(
    "rule-removed", "A quality rule is gone.",
    direction: "loosens; undetermined where Sluice does not run it; a warning where it never blocked",
    why: "What it kept out may come now.", whatToDo: "keep it, or ask those who rely on it",
    .column("logicalType: integer\nquality: [{metric: nullValues, mustBe: 0}]", "logicalType: integer", .loosens))

  static let ruleChanged = ChangeRule(
    "rule-changed", "A quality rule asks something else: its arguments, its expression, its query.",
    direction: "by what the check declares of a larger argument (`sluice explain CHECK`); expressions, queries and"
      + " conditions: undetermined",
    why: "The same name is another promise.",
    whatToDo: "run both versions over the last batches and compare the counts",
    .column(
      "logicalType: string\nquality: [{metric: invalidValues, mustBe: 0, arguments: {validValues: [a]}}]",
      "logicalType: string\nquality: [{metric: invalidValues, mustBe: 0, arguments: {validValues: [a, b]}}]", .loosens))

  static let thresholdChanged = ChangeRule(
    "threshold-changed", "What a quality rule counts or measures is held against another threshold.",
    direction: "where fewer results pass it tightens, where more pass it loosens; rows against percent: undetermined",
    why: "The rule is the same, how much of it is tolerated is not.",
    whatToDo: "to tighten it, check the last batches; to loosen it, ask the consumers",
    .column(
      "logicalType: integer\nquality: [{metric: nullValues, mustBeLessThan: 5}]",
      "logicalType: integer\nquality: [{metric: nullValues, mustBeLessThan: 9}]", .loosens))

  static let severityChanged = ChangeRule(
    "severity-changed", "Whether a broken rule halts the pipeline is another thing.",
    direction: "to block tightens, to warn only loosens",
    why: "What only warns is loaded.", whatToDo: "agree on it with those whom it breaks",
    .column(
      "logicalType: integer\nquality: [{metric: nullValues, mustBe: 0, severity: error}]",
      "logicalType: integer\nquality: [{metric: nullValues, mustBe: 0, severity: warning}]", .loosens))

  static let baselineChanged = ChangeRule(
    "baseline-changed", "A rule compares with another baseline.", direction: "undetermined",
    why: "What has drifted from one baseline may be near to another.", whatToDo: "run the rule against both",
    .column(
      "logicalType: integer\nquality: [{type: custom, engine: sluice, implementation: {check: psi, against: may, "
        + "mustBeLessThan: 0.2}}]",
      "logicalType: integer\nquality: [{type: custom, engine: sluice, implementation: {check: psi, against: june, "
        + "mustBeLessThan: 0.2}}]", .undetermined))

  static let versionBump = ChangeRule(
    "version-bump", "The `version` does not say how much has changed.",
    direction: "none; an error where a change that is not waived needs a major version, else a warning",
    why: "Who pins a version decides by its number whether to look.",
    whatToDo: "raise `version`: major where somebody is broken, minor where something is new, patch for texts")

  static let waiverExpired = ChangeRule(
    "waiver-expired", "A waiver of a change has expired.", direction: "none; a warning",
    why: "What nobody renews or removes would excuse the next change, too, if it had no end.",
    whatToDo: "remove it where the change is published, renew it where it is not")
}
