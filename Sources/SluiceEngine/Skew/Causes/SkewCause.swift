/// Why the pairs of a feature differ, as far as the values tell.
package struct SkewCause: Sendable {
  /// `float32Rounding`, `unitScale`, …
  package var cause: String
  package var tier: Tier
  /// Lower bound of the share of differing pairs that it explains.
  package var confidence: Double
  /// Differing pairs that it explains, of those it was tried on.
  package var explained: Int
  package var of: Int
  package var parameters: [Parameter]

  package enum Tier: String, Sendable {
    case confirmed, likely, partial
  }

  package struct Parameter: Sendable {
    package enum Value: Sendable {
      case number(Double)
      case text(String)
      case list([Double])
    }
    package var name: String
    package var value: Value
  }
}
