package import SluiceContract

/// How one rule ended.
package struct CheckResult: Sendable {
  package enum Status: String, Sendable {
    case pass, warn, fail, error, notRun
  }

  /// The rule's own id, else `object.column.check[.n]`.
  package var id: String
  package var check: String
  package var column: String?
  package var ruleID: String?
  package var isBlocking: Bool
  package var status: Status
  /// Why, in a sentence: for every status but `pass`.
  package var reason: String?
  /// What was measured, as text that loses no digit; nil where nothing was.
  package var observed: String?
  /// `rows`, `percent` or `value`.
  package var unit: String?
  /// Rows (or groups) that break the rule.
  package var failing: Int?
  /// What `failing` is a share of.
  package var population: Int?
  /// What was expected, such as `0 <= amount <= 100000`.
  package var expected: String?
  package var threshold: ThresholdSummary?
  package var location: Mark?
  package var samples: [Sample]
  /// Check-specific figures, in print order; numbers and texts only.
  package var details: [Detail]

  package struct ThresholdSummary: Sendable {
    package var comparison: String
    /// One operand, or two for `mustBeBetween` and `mustNotBeBetween`; exact decimal text.
    package var operands: [String]
    package var unit: String
  }

  package struct Detail: Sendable {
    package enum Value: Sendable {
      case integer(Int)
      case text(String)
      case list([String])
    }
    package var name: String
    package var value: Value
  }
}
