// Changes of quality rules: library metrics, SQL, other engines, and those of `engine: sluice`.

import SluiceContract

extension EvolutionCase {
  private static func step(
    _ name: String, _ old: String, _ new: String, _ expected: String..., type: String = "integer"
  ) -> EvolutionCase {
    func column(_ rule: String) -> String {
      "logicalType: \(type)" + (rule.isEmpty ? "" : "\nquality:\n  - {\(rule)}")
    }
    var step = Self(name, .column, column(old), column(new))
    step.expected = expected
    return step
  }

  private static func ours(
    _ old: String, _ new: String, _ expected: String..., type: String = "integer"
  ) -> EvolutionCase {
    func rule(_ text: String) -> String { "type: custom, engine: sluice, implementation: {\(text)}" }
    var step = step("{\(old)} to {\(new)}", rule(old), rule(new), type: type)
    step.expected = expected
    return step
  }

  static let rules: [EvolutionCase] = [
    step("rule added", "", "metric: nullValues, mustBe: 0", "rule-added tightens"),
    step("rule that warns added", "", "metric: nullValues, mustBe: 0, severity: warning", "rule-added tightens?"),
    step("rule removed", "metric: nullValues, mustBe: 0", "", "rule-removed loosens"),
    step("text rule added", "", "type: text, description: looks right", "rule-added undetermined"),
    step(
      "rule of another engine added", "", "type: custom, engine: soda, implementation: x", "rule-added undetermined"),
    step(
      "rule of another engine changed", "type: custom, engine: soda, implementation: x",
      "type: custom, engine: soda, implementation: y", "rule-changed undetermined"),
    step(
      "threshold up", "metric: nullValues, mustBeLessThan: 5", "metric: nullValues, mustBeLessThan: 9",
      "threshold-changed loosens"),
    step(
      "threshold down", "metric: nullValues, mustBeLessOrEqualTo: 5", "metric: nullValues, mustBe: 0",
      "threshold-changed tightens"),
    step(
      "lower bound up", "metric: duplicateValues, mustBeGreaterThan: 5",
      "metric: duplicateValues, mustBeGreaterThan: 9",
      "threshold-changed tightens"),
    step(
      "range moves", "metric: nullValues, mustBeBetween: [1, 5]", "metric: nullValues, mustBeBetween: [2, 6]",
      "threshold-changed both"),
    step(
      "range inside", "metric: nullValues, mustBeBetween: [1, 5]", "metric: nullValues, mustBeBetween: [2, 4]",
      "threshold-changed tightens"),
    step(
      "hole widens", "metric: nullValues, mustNotBeBetween: [2, 4]", "metric: nullValues, mustNotBeBetween: [1, 5]",
      "threshold-changed tightens"),
    step(
      "below one row is none", "metric: nullValues, mustBeLessThan: 1", "metric: nullValues, mustBe: 0",
      "text-changed none"),
    step(
      "no row is no percent", "metric: nullValues, mustBe: 0", "metric: nullValues, mustBe: 0, unit: percent",
      "text-changed none"),
    step(
      "rows to percent", "metric: nullValues, mustBeLessThan: 5",
      "metric: nullValues, mustBeLessThan: 5, unit: percent",
      "threshold-changed undetermined"),
    step(
      "every percent", "metric: nullValues, mustBeLessOrEqualTo: 100, unit: percent",
      "metric: nullValues, mustBeLessThan: 100, unit: percent", "threshold-changed tightens"),
    step(
      "blocks no more", "metric: nullValues, mustBe: 0", "metric: nullValues, mustBe: 0, severity: low",
      "severity-changed loosens"),
    step(
      "blocks now", "metric: nullValues, mustBe: 0, severity: warning", "metric: nullValues, mustBe: 0, severity: high",
      "severity-changed tightens"),
    step(
      "another word for blocking", "metric: nullValues, mustBe: 0, severity: error",
      "metric: nullValues, mustBe: 0, severity: critical", "text-changed none"),
    step(
      "threshold of a warning", "metric: nullValues, mustBe: 0, severity: warning",
      "metric: nullValues, mustBeLessThan: 9, severity: warning", "threshold-changed loosens?"),
    step(
      "more missing tokens", "metric: missingValues, mustBe: 0, arguments: {missingValues: [NA]}",
      "metric: missingValues, mustBe: 0, arguments: {missingValues: [NA, x]}", "rule-changed tightens", type: "string"),
    step(
      "more missing tokens are asked for",
      "metric: missingValues, mustBeGreaterThan: 3, arguments: {missingValues: [NA]}",
      "metric: missingValues, mustBeGreaterThan: 3, arguments: {missingValues: [NA, x]}", "rule-changed loosens",
      type: "string"),
    step(
      "more missing tokens of a range",
      "metric: missingValues, mustBeBetween: [1, 3], arguments: {missingValues: [NA]}",
      "metric: missingValues, mustBeBetween: [1, 3], arguments: {missingValues: [NA, x]}", "rule-changed undetermined",
      type: "string"),
    step(
      "fewer valid values", "metric: invalidValues, mustBe: 0, arguments: {validValues: [a, b]}",
      "metric: invalidValues, mustBe: 0, arguments: {validValues: [a]}", "rule-changed tightens", type: "string"),
    step(
      "other valid values", "metric: invalidValues, mustBe: 0, arguments: {validValues: [a, b]}",
      "metric: invalidValues, mustBe: 0, arguments: {validValues: [a, c]}", "rule-changed both", type: "string"),
    step(
      "valid values in another order", "metric: invalidValues, mustBe: 0, arguments: {validValues: [a, b]}",
      "metric: invalidValues, mustBe: 0, arguments: {validValues: [b, a]}", "text-changed none", type: "string"),
    step(
      "a pattern beside valid values", "metric: invalidValues, mustBe: 0, arguments: {validValues: [a, b]}",
      "metric: invalidValues, mustBe: 0, arguments: {validValues: [a, b], pattern: '^a'}", "rule-changed tightens",
      type: "string"),
    step(
      "another pattern", "metric: invalidValues, mustBe: 0, arguments: {pattern: '^a'}",
      "metric: invalidValues, mustBe: 0, arguments: {pattern: '^b'}", "rule-changed undetermined", type: "string"),
    step(
      "values from a file", "metric: invalidValues, mustBe: 0, arguments: {validValues: {reference: a}}",
      "metric: invalidValues, mustBe: 0, arguments: {validValues: {reference: b}}", "rule-changed undetermined",
      type: "string"),
    step(
      "query", "type: sql, query: SELECT 1, mustBe: 0", "type: sql, query: SELECT 2, mustBe: 0",
      "rule-changed undetermined"),
    step(
      "threshold of a query", "type: sql, query: SELECT 1, mustBeLessThan: 5",
      "type: sql, query: SELECT 1, mustBeLessThan: 6",
      "threshold-changed loosens"),
    step(
      "another metric under the same id", "id: r, metric: nullValues, mustBe: 0",
      "id: r, metric: duplicateValues, mustBe: 0",
      "rule-changed both"),
    step(
      "explained", "metric: nullValues, mustBe: 0, description: a", "metric: nullValues, mustBe: 0, description: b",
      "text-changed none"),
    Self(
      "rows", .object, "quality: [{metric: rowCount, mustBeGreaterThan: 10}]",
      "quality: [{metric: rowCount, mustBeGreaterThan: 20}]", "threshold-changed tightens"),
    Self(
      "columns that repeat together", .object,
      "properties: [{name: a}, {name: b}, {name: c}]\nquality: [{metric: duplicateValues, mustBe: 0, arguments: {properties: [a, b]}}]",
      "properties: [{name: a}, {name: b}, {name: c}]\nquality: [{metric: duplicateValues, mustBe: 0, arguments: {properties: [a, b, c]}}]",
      "rule-changed loosens"),
    Self(
      "two rules of one metric", .column,
      "logicalType: integer\nquality: [{metric: nullValues, mustBeLessThan: 5}, {metric: nullValues, mustBe: 0, severity: warning}]",
      "logicalType: integer\nquality: [{metric: nullValues, mustBe: 0, severity: warning}, {metric: nullValues, mustBeLessThan: 5}]"
    ),
  ]

  static let engine: [EvolutionCase] = [
    ours("check: rowRule, expr: price > 0", "check: rowRule, expr: price > 1", "rule-changed undetermined"),
    ours("check: rowRule, expr: price > 0", "check: rowRule, expr: 'price  >  0'"),
    ours(
      "check: rowRule, expr: price > 0", "check: rowRule, expr: price > 0, mustBeLessThan: 5",
      "threshold-changed loosens"),
    ours(
      "check: rowRule, expr: price > 0, where: price < 9", "check: rowRule, expr: price > 0",
      "rule-changed undetermined"),
    ours("check: outliers, k: 2", "check: outliers, k: 3", "rule-changed loosens"),
    ours("check: outliers", "check: outliers, k: 1", "rule-changed tightens"),
    ours("check: outliers", "check: outliers, k: 1.5"),
    ours("check: outliers", "check: outliers, side: low", "rule-changed loosens"),
    ours("check: outliers, k: 2", "check: outliers, k: 2, method: zscore", "rule-changed undetermined"),
    ours("check: increasing", "check: increasing, strict: true", "rule-changed tightens"),
    ours("check: increasing", "check: increasing, strict: false"),
    ours("check: increasing", "check: decreasing", "rule-added tightens", "rule-removed loosens"),
    ours(
      "check: invalid, validValues: [1]", "check: invalid, validValues: [1, 2]", "rule-changed loosens"),
    ours("check: nulls", "check: nulls, mustBeLessThan: 5, unit: percent", "threshold-changed undetermined"),
    ours(
      "check: quantile, q: 0.5, mustBeLessThan: 5", "check: quantile, q: 0.9, mustBeLessThan: 5",
      "rule-changed tightens"),
    ours(
      "check: quantile, q: 0.5, mustBeGreaterThan: 5", "check: quantile, q: 0.9, mustBeGreaterThan: 5",
      "rule-changed loosens"),
    ours("check: mean, mustBeLessThan: 5", "check: mean, mustBeLessThan: 5.5", "threshold-changed loosens"),
    ours(
      "check: meanShift, mustBeBetween: [-0.5, 0.5]", "check: meanShift, mustBeBetween: [-0.9, 0.9]",
      "threshold-changed loosens"),
    ours(
      "check: meanShift, mustBeBetween: [-20, 20], unit: percent",
      "check: meanShift, mustBeBetween: [-50, 200], unit: percent", "threshold-changed loosens"),
    ours(
      "check: nullRateDelta, mustBeLessThan: 0.5", "check: nullRateDelta, mustBeLessThan: 0.4",
      "threshold-changed tightens"),
    ours(
      "check: nullRateDelta, mustBeLessThan: 5, unit: percent", "check: nullRateDelta, mustBeLessThan: 5",
      "threshold-changed undetermined"),
    ours(
      "check: newCategories, mustBeLessThan: 5", "check: newCategories, mustBeLessOrEqualTo: 4", "text-changed none"),
    ours(
      "check: newCategories, mustBe: 0", "check: newCategories, mustBeLessThan: 3", "threshold-changed loosens"),
    ours(
      "check: stddev, mustBeLessThan: 5", "check: stddev, mustBeLessThan: 5, population: true",
      "rule-changed undetermined"),
    ours(
      "check: entropy, mustBeLessThan: 5", "check: entropy, mustBeLessThan: 5, base: 2", "rule-changed undetermined"),
    ours(
      "check: zeroRate, mustBeLessThan: 0.5", "check: zeroRate, mustBeLessThan: 50, unit: percent", "text-changed none"),
    ours(
      "check: zeroRate, mustBeLessThan: 0.5", "check: zeroRate, mustBeLessThan: 60, unit: percent",
      "threshold-changed loosens"),
    ours(
      "check: containsValues, values: [1]", "check: containsValues, values: [1, 2]", "rule-changed tightens"),
    ours("check: mostCommon, mustBe: 1", "check: mostCommon, mustBe: [1, 2]", "threshold-changed loosens"),
    ours("check: mostCommon, mustNotBe: 1", "check: mostCommon, mustNotBe: [1, 2]", "threshold-changed tightens"),
    ours(
      "check: min, mustBeGreaterOrEqualTo: 2024-01-01", "check: min, mustBeGreaterOrEqualTo: 2023-01-01",
      "threshold-changed loosens", type: "date"),
    ours(
      "check: min, mustBeGreaterThan: b", "check: min, mustBeGreaterThan: c", "threshold-changed tightens",
      type: "string"),
    ours(
      "check: psi, against: may, mustBeLessThan: 0.2", "check: psi, against: june, mustBeLessThan: 0.2",
      "baseline-changed undetermined"),
    ours(
      "check: psi, against: may, mustBeLessThan: 0.2", "check: psi, against: may, mustBeLessThan: 0.3",
      "threshold-changed loosens"),
    ours(
      "check: psi, against: may, mustBeLessThan: 0.2", "check: psi, against: may, mustBeLessThan: 0.2, bins: 20",
      "rule-changed undetermined"),
    ours("check: skew, tolerance: {relative: 0.1}", "check: skew, tolerance: {relative: 0.2}", "rule-changed loosens"),
    ours(
      "check: skew, tolerance: {relative: 0.1}", "check: skew, tolerance: {absolute: 0.2}", "rule-changed both"),
    ours("check: skew", "check: skew, maxMismatchRate: 0.1", "threshold-changed loosens"),
    ours(
      "check: skew, maxMismatchRate: 0.1", "check: skew, mustBeLessOrEqualTo: 10, unit: percent", "text-changed none"),
    Self(
      "written as text", .column,
      "logicalType: integer\nquality: [{type: custom, engine: sluice, implementation: '{check: nulls, mustBeLessThan: 5}'}]",
      "logicalType: integer\nquality: [{type: custom, engine: sluice, implementation: {check: nulls, mustBeLessThan: 5}}]"
    ),
    Self(
      "distinct across more columns", .object,
      "properties: [{name: a}, {name: b}, {name: c}]\nquality: [{type: custom, engine: sluice, implementation: "
        + "{check: distinctAcross, properties: [a, b]}}]",
      "properties: [{name: a}, {name: b}, {name: c}]\nquality: [{type: custom, engine: sluice, implementation: "
        + "{check: distinctAcross, properties: [a, b, c]}}]", "rule-changed tightens"),
    Self(
      "no combination of more columns twice", .object,
      "properties: [{name: a}, {name: b}]\nquality: [{type: custom, engine: sluice, implementation: "
        + "{check: duplicates, properties: [a]}}]",
      "properties: [{name: a}, {name: b}]\nquality: [{type: custom, engine: sluice, implementation: "
        + "{check: duplicates, properties: [a, b]}}]", "rule-changed loosens"),
    Self(
      "rows for which it holds", .object,
      "properties: [{name: a, logicalType: integer}]\nquality: [{type: custom, engine: sluice, implementation: "
        + "{check: rowCount, where: a > 1, mustBeGreaterThan: 5}}]",
      "properties: [{name: a, logicalType: integer}]\nquality: [{type: custom, engine: sluice, implementation: "
        + "{check: rowCount, where: a > 2, mustBeGreaterThan: 5}}]", "rule-changed undetermined"),
  ]
}
