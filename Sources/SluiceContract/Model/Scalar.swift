/// A YAML scalar as the position in the schema lets it be read: never guessed by a resolver.
package enum Scalar: Sendable, Hashable {
  case text(String)
  case number(ExactDecimal)
  case boolean(Bool)
  case null
}
