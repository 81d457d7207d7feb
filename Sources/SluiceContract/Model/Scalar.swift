/// A YAML scalar as the position in the schema lets it be read: never guessed by a resolver.
package enum Scalar: Sendable, Hashable {
  case text(String)
  case number(ExactDecimal)
  case boolean(Bool)
  case null

  /// Texts are equal when their UTF-8 is: Swift's own `==` would take é and e + accent for one value.
  package static func == (left: Self, right: Self) -> Bool {
    switch (left, right) {
    case (.text(let left), .text(let right)): left.utf8.elementsEqual(right.utf8)
    case (.number(let left), .number(let right)): left == right
    case (.boolean(let left), .boolean(let right)): left == right
    case (.null, .null): true
    default: false
    }
  }

  package func hash(into hasher: inout Hasher) {
    switch self {
    case .text(let text): for byte in text.utf8 { hasher.combine(byte) }
    case .number(let number): hasher.combine(number)
    case .boolean(let value): hasher.combine(value)
    case .null: hasher.combine(0)
    }
  }
}
