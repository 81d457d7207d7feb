/// What a step looks values up in, or searches them for, ready for one worker.
final class ExpressionSet {
  enum Values {
    /// In the units of 64 and of 128 bits.
    case exact(narrow: Set<Int64>, wide: Set<Int128>)
    case numbers([Double])
    case texts(TextSet)
    case truths([Bool])
    case like(LikePattern)
    case pattern(Pattern.Matcher)
  }

  let values: Values

  /// nil for steps that need none.
  init?(_ operation: ExpressionOperation) {
    switch operation {
    case .isInExact(let list): values = .exact(narrow: Set(list.compactMap { Int64(exactly: $0) }), wide: Set(list))
    case .isInInstants(let list):
      let narrow = list.compactMap { $0 % 1000 == 0 ? Int64(exactly: $0 / 1000) : nil }
      values = .exact(narrow: Set(narrow), wide: Set(list))
    case .isInNumbers(let list): values = .numbers(list.map { Double(bitPattern: $0) })
    case .isInTexts(let list): values = .texts(TextSet(list))
    case .isInTruths(let list): values = .truths(list)
    case .like(let pattern): values = .like(LikePattern(pattern))
    case .matches(let pattern):
      guard let pattern = Pattern(pattern) else { return nil }
      values = .pattern(Pattern.Matcher(pattern))
    default: return nil
    }
  }
}
