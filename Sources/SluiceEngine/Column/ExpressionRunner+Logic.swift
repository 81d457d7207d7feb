internal import CSluiceKernels
internal import SluiceContract

// Comparisons, and logic with three values. A value that cannot be decided counts as unknown where another operand
// decides without it, and makes the result undecided everywhere else.

extension ExpressionRunner {
  func compare<I: ExactLane>(
    _ sign: ComparisonSign, _ left: ExpressionLanes, _ right: ExpressionLanes, _ out: ExpressionLanes,
    _ kind: ExpressionProgram.Kind, _: I.Type
  ) {
    meet(left, right, out)
    switch kind {
    case .exact: compare(sign, I.lane(left), I.lane(right), out.truths)
    case .truth: compare(sign, left.truths, right.truths, out.truths)
    case .number: compareNumbers(sign, left.numbers, right.numbers, out.truths)
    case .text: compareTexts(sign, left.texts, right.texts, out)
    }
  }

  private func compare<I: FixedWidthInteger & BitwiseCopyable>(
    _ sign: ComparisonSign, _ a: Lane<I>, _ b: Lane<I>, _ truths: Lane<UInt8>
  ) {
    switch sign {
    case .equal: for row in 0..<rows { truths[row] = a[row] == b[row] ? 1 : 0 }
    case .notEqual: for row in 0..<rows { truths[row] = a[row] != b[row] ? 1 : 0 }
    case .less: for row in 0..<rows { truths[row] = a[row] < b[row] ? 1 : 0 }
    case .lessOrEqual: for row in 0..<rows { truths[row] = a[row] <= b[row] ? 1 : 0 }
    case .greater: for row in 0..<rows { truths[row] = a[row] > b[row] ? 1 : 0 }
    case .greaterOrEqual: for row in 0..<rows { truths[row] = a[row] >= b[row] ? 1 : 0 }
    }
  }

  /// NaN satisfies none of them, `<>` neither.
  private func compareNumbers(_ sign: ComparisonSign, _ a: Lane<Double>, _ b: Lane<Double>, _ truths: Lane<UInt8>) {
    switch sign {
    case .equal: for row in 0..<rows { truths[row] = a[row] == b[row] ? 1 : 0 }
    case .notEqual: for row in 0..<rows { truths[row] = a[row] < b[row] || a[row] > b[row] ? 1 : 0 }
    case .less: for row in 0..<rows { truths[row] = a[row] < b[row] ? 1 : 0 }
    case .lessOrEqual: for row in 0..<rows { truths[row] = a[row] <= b[row] ? 1 : 0 }
    case .greater: for row in 0..<rows { truths[row] = a[row] > b[row] ? 1 : 0 }
    case .greaterOrEqual: for row in 0..<rows { truths[row] = a[row] >= b[row] ? 1 : 0 }
    }
  }

  private func compareTexts(_ sign: ComparisonSign, _ a: Lane<TextCell>, _ b: Lane<TextCell>, _ out: ExpressionLanes) {
    let (status, truths) = (out.status, out.truths)
    @inline(__always)
    func fill(_ body: (TextCell, TextCell) -> Bool) {
      for row in 0..<rows where status[row] == ValueStatus.known { truths[row] = body(a[row], b[row]) ? 1 : 0 }
    }
    switch sign {
    case .equal: fill { $0.isEqual(to: $1) }
    case .notEqual: fill { !$0.isEqual(to: $1) }
    case .less: fill { $0.order($1) < 0 }
    case .lessOrEqual: fill { $0.order($1) <= 0 }
    case .greater: fill { $0.order($1) > 0 }
    case .greaterOrEqual: fill { $0.order($1) >= 0 }
    }
  }

  // MARK: Logic

  func conjoin(_ left: ExpressionLanes, _ right: ExpressionLanes, _ out: ExpressionLanes) {
    join(left, right, out, deciding: 0)
  }

  func disjoin(_ left: ExpressionLanes, _ right: ExpressionLanes, _ out: ExpressionLanes) {
    join(left, right, out, deciding: 1)
  }

  /// The value `deciding` on either side decides alone.
  private func join(_ left: ExpressionLanes, _ right: ExpressionLanes, _ out: ExpressionLanes, deciding: UInt8) {
    let (a, b, truths) = (left.truths, right.truths, out.truths)
    if left.isKnown && right.isKnown {
      out.markKnown()
      if deciding == 0 {
        for row in 0..<rows { truths[row] = a[row] & b[row] }
      } else {
        for row in 0..<rows { truths[row] = a[row] | b[row] }
      }
      return
    }
    let (one, other, status) = (left.status, right.status, out.beginStatus())
    // SAFETY: all lanes have as many rows as the strip.
    unsafe sluice_join(
      a.base, one.base, b.base, other.base, deciding, rows, truths.base, status.base)
  }

  func negate(truth operand: ExpressionLanes, _ out: ExpressionLanes) {
    follow(operand, out)
    let (a, truths) = (operand.truths, out.truths)
    for row in 0..<rows { truths[row] = a[row] ^ 1 }
  }

  func isNull(_ operand: ExpressionLanes, _ out: ExpressionLanes) {
    let truths = out.truths
    if operand.isKnown {
      out.markKnown()
      for row in 0..<rows { truths[row] = 0 }
      return
    }
    let (a, status) = (operand.status, out.beginStatus())
    for row in 0..<rows {
      truths[row] = a[row] == ValueStatus.null ? 1 : 0
      status[row] = a[row] == ValueStatus.null ? ValueStatus.known : a[row]
    }
  }

  // MARK: Choices

  /// The first branch whose condition holds; unknown conditions do not hold.
  func choose<I: ExactLane>(
    _ operands: [ExpressionLanes], _ out: ExpressionLanes, _ kind: ExpressionProgram.Kind, _: I.Type
  ) {
    let status = out.beginStatus()
    take(operands[operands.count - 1], out, kind, I.self) { _ in true }
    // From the last to the first, so that the first has the last word.
    for position in stride(from: operands.count - 3, through: 0, by: -2) {
      let (conditions, states) = (operands[position].truths, operands[position].status)
      take(operands[position + 1], out, kind, I.self) { row in
        states[row] == ValueStatus.known && conditions[row] == 1
      }
      for row in 0..<rows where states[row] > ValueStatus.null { status[row] = states[row] }
    }
  }

  /// The first value that is not null.
  func coalesce<I: ExactLane>(
    _ operands: [ExpressionLanes], _ out: ExpressionLanes, _ kind: ExpressionProgram.Kind, _: I.Type
  ) {
    if operands[0].isKnown { return out.share(operands[0]) }
    _ = out.beginStatus()
    take(operands[operands.count - 1], out, kind, I.self) { _ in true }
    for operand in operands.dropLast().reversed() {
      let states = operand.status
      take(operand, out, kind, I.self) { states[$0] != ValueStatus.null }
    }
  }

  /// Copies the values and status of the rows that `isTaken` says.
  @inline(__always)
  private func take<I: ExactLane>(
    _ source: ExpressionLanes, _ out: ExpressionLanes, _ kind: ExpressionProgram.Kind, _: I.Type,
    _ isTaken: (Int) -> Bool
  ) {
    let (states, status) = (source.status, out.status)
    @inline(__always)
    func copy<Value>(_ values: Lane<Value>, _ target: Lane<Value>) {
      for row in 0..<rows where isTaken(row) {
        target[row] = values[row]
        status[row] = states[row]
      }
    }
    switch kind {
    case .truth: copy(source.truths, out.truths)
    case .exact: copy(I.lane(source), I.lane(out))
    case .number: copy(source.numbers, out.numbers)
    case .text: copy(source.texts, out.texts)
    }
  }

  /// The first value, or null where both are equal.
  func nullIf<I: ExactLane>(
    _ left: ExpressionLanes, _ right: ExpressionLanes, _ out: ExpressionLanes, _ kind: ExpressionProgram.Kind,
    _: I.Type
  ) {
    let (one, other, status) = (left.status, right.status, out.beginStatus())
    @inline(__always)
    func copy<Value>(_ a: Lane<Value>, _ b: Lane<Value>, _ target: Lane<Value>, _ isEqual: (Value, Value) -> Bool) {
      for row in 0..<rows {
        target[row] = a[row]
        status[row] = one[row]
        guard one[row] == ValueStatus.known else { continue }
        if other[row] > ValueStatus.null { status[row] = other[row] }
        if other[row] == ValueStatus.known, isEqual(a[row], b[row]) { status[row] = ValueStatus.null }
      }
    }
    switch kind {
    case .truth: copy(left.truths, right.truths, out.truths) { $0 == $1 }
    case .exact: copy(I.lane(left), I.lane(right), I.lane(out)) { $0 == $1 }
    case .number: copy(left.numbers, right.numbers, out.numbers) { $0 == $1 }
    case .text: copy(left.texts, right.texts, out.texts) { $0.isEqual(to: $1) }
    }
  }

  func isMember<I: ExactLane>(_ operand: ExpressionLanes, _ set: ExpressionSet?, _ out: ExpressionLanes, _: I.Type) {
    follow(operand, out)
    guard let set else { return }
    let (truths, status) = (out.truths, out.status)
    switch set.values {
    case .exact(let narrow, let wide):
      if I.isWidest {
        let values = operand.wide
        for row in 0..<rows { truths[row] = wide.contains(values[row]) ? 1 : 0 }
      } else if narrow.count <= 4 {
        let values = operand.narrow
        for row in 0..<rows { truths[row] = 0 }
        for value in narrow {
          for row in 0..<rows { truths[row] |= values[row] == value ? 1 : 0 }
        }
      } else {
        let values = operand.narrow
        for row in 0..<rows { truths[row] = narrow.contains(values[row]) ? 1 : 0 }
      }
    case .numbers(let list):
      let values = operand.numbers
      for row in 0..<rows { truths[row] = 0 }
      for value in list {
        for row in 0..<rows { truths[row] |= values[row] == value ? 1 : 0 }
      }
    case .texts(let texts):
      let values = operand.texts
      for row in 0..<rows where status[row] == ValueStatus.known {
        truths[row] = texts.contains(values[row].bytes, 0, values[row].count) ? 1 : 0
      }
    case .truths(let list):
      let values = operand.truths
      for row in 0..<rows { truths[row] = list.contains(values[row] == 1) ? 1 : 0 }
    case .pattern, .like: break
    }
  }
}
