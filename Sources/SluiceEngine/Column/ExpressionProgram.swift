/// Expressions of all rules of a pass, compiled into one list of steps over column vectors.
///
/// How it works: every part of every expression is one step, whose operands are earlier steps; equal parts are one step,
/// whichever rules they stand in, and a column is loaded once. What a rule needs is the steps below its root.
/// Immutable, shared by all workers; `ExpressionRunner` runs it.
struct ExpressionProgram: Sendable {
  /// What the lanes of a step hold.
  enum Kind: Sendable, Hashable {
    case truth
    /// Integers, decimals in units of their scale, days, times of the day, instants.
    case exact
    case number
    case text
  }

  struct Step: Sendable, Hashable {
    var operation: ExpressionOperation
    /// Indices of earlier steps.
    var operands: [Int]
    var kind: Kind
  }

  private(set) var steps: [Step] = []
  private var known: [Step: Int] = [:]

  /// The index of a step, which is added unless it is there already.
  mutating func add(_ step: Step) -> Int {
    if let index = known[step] { return index }
    steps.append(step)
    known[step] = steps.count - 1
    return steps.count - 1
  }

  /// The steps that must run for `roots`, in order.
  func steps(for roots: [Int]) -> [Int] {
    var isNeeded = [Bool](repeating: false, count: steps.count)
    for root in roots { isNeeded[root] = true }
    for index in steps.indices.reversed() where isNeeded[index] {
      for operand in steps[index].operands { isNeeded[operand] = true }
    }
    return steps.indices.filter { isNeeded[$0] }
  }

  /// Columns of the pass that `roots` read, ascending.
  func columns(for roots: [Int]) -> [Int] {
    let columns = steps(for: roots).compactMap { index -> Int? in
      if case .column(let column, _) = steps[index].operation { column } else { nil }
    }
    return columns.sorted()
  }
}
