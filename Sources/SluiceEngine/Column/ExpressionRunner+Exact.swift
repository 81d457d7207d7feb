internal import SluiceContract

// Arithmetic. Exact values are wrong in no digit: what does not fit 64 bits stops the strip, what does not fit 128 makes
// the row an overflow.

extension ExpressionRunner {
  func arithmetic<I: ExactLane>(
    _ sign: ArithmeticSign, _ left: ExpressionLanes, _ right: ExpressionLanes, _ out: ExpressionLanes,
    _ kind: ExpressionProgram.Kind, _: I.Type
  ) -> Bool {
    guard kind == .exact else {
      numbers(sign, left, right, out)
      return true
    }
    meet(left, right, out, ownStatus: I.isWidest || sign == .modulo)
    switch sign {
    case .plus: return exact(left, right, out, I.self) { $0.addingReportingOverflow($1) }
    case .minus: return exact(left, right, out, I.self) { $0.subtractingReportingOverflow($1) }
    case .times: return exact(left, right, out, I.self) { $0.multipliedReportingOverflow(by: $1) }
    case .over: return true
    case .modulo:
      let (divisors, status) = (I.lane(right), out.status)
      for row in 0..<rows where divisors[row] == 0 { status[row] = max(status[row], ValueStatus.null) }
      // The smallest value has no remainder by -1 that the processor would compute.
      return exact(left, right, out, I.self) { value, divisor in
        (divisor == 0 || divisor == -1 ? 0 : value % divisor, false)
      }
    }
  }

  private func numbers(
    _ sign: ArithmeticSign, _ left: ExpressionLanes, _ right: ExpressionLanes, _ out: ExpressionLanes
  ) {
    let divides = sign == .over || sign == .modulo
    meet(left, right, out, ownStatus: divides)
    let (a, b, values) = (left.numbers, right.numbers, out.numbers)
    if divides {
      let status = out.status
      for row in 0..<rows where b[row] == 0 { status[row] = max(status[row], ValueStatus.null) }
    }
    switch sign {
    case .plus: for row in 0..<rows { values[row] = a[row] + b[row] }
    case .minus: for row in 0..<rows { values[row] = a[row] - b[row] }
    case .times: for row in 0..<rows { values[row] = a[row] * b[row] }
    case .over: for row in 0..<rows { values[row] = a[row] / b[row] }
    case .modulo: for row in 0..<rows { values[row] = a[row].truncatingRemainder(dividingBy: b[row]) }
    }
  }

  /// The status of what is made of two values. `ownStatus`: the step will write more into it.
  func meet(_ left: ExpressionLanes, _ right: ExpressionLanes, _ out: ExpressionLanes, ownStatus: Bool = false) {
    if !ownStatus {
      if left.isKnown && right.isKnown { return out.markKnown() }
      if left.isKnown { return out.share(statusOf: right) }
      if right.isKnown { return out.share(statusOf: left) }
    }
    let (a, b, status) = (left.status, right.status, out.beginStatus())
    for row in 0..<rows { status[row] = max(a[row], b[row]) }
  }

  /// The status of what is made of one value.
  func follow(_ operand: ExpressionLanes, _ out: ExpressionLanes, ownStatus: Bool = false) {
    if !ownStatus { return out.share(statusOf: operand) }
    let (a, status) = (operand.status, out.beginStatus())
    for row in 0..<rows { status[row] = a[row] }
  }

  @inline(__always)
  private func exact<I: ExactLane>(
    _ left: ExpressionLanes, _ right: ExpressionLanes, _ out: ExpressionLanes, _: I.Type,
    _ body: (I, I) -> (I, Bool)
  ) -> Bool {
    let (a, b, values, status) = (I.lane(left), I.lane(right), I.lane(out), out.status)
    if !I.isWidest && out.isKnown {
      var isOver = false
      for row in 0..<rows {
        let (value, overflow) = body(a[row], b[row])
        values[row] = value
        isOver = isOver || overflow
      }
      return !isOver
    }
    var isOver = false
    for row in 0..<rows {
      let (value, overflow) = body(a[row], b[row])
      values[row] = value
      guard overflow && status[row] == ValueStatus.known else { continue }
      if I.isWidest { status[row] = ValueStatus.overflow } else { isOver = true }
    }
    return !isOver
  }

  @inline(__always)
  private func exact<I: ExactLane>(
    _ operand: ExpressionLanes, _ out: ExpressionLanes, _: I.Type, _ body: (I) -> (I, Bool)
  ) -> Bool {
    follow(operand, out, ownStatus: I.isWidest)
    let (a, values, status) = (I.lane(operand), I.lane(out), out.status)
    var isOver = false
    for row in 0..<rows {
      let (value, overflow) = body(a[row])
      values[row] = value
      guard overflow && status[row] == ValueStatus.known else { continue }
      if I.isWidest { status[row] = ValueStatus.overflow } else { isOver = true }
    }
    return !isOver
  }

  // MARK: One operand

  func rescale<I: ExactLane>(_ operand: ExpressionLanes, _ power: Int, _ out: ExpressionLanes, _: I.Type) -> Bool {
    guard let factor = ExpressionTyper.power(power).flatMap({ I(exactly: $0) }) else { return false }
    return exact(operand, out, I.self) { $0.multipliedReportingOverflow(by: factor) }
  }

  func toInstant<I: ExactLane>(_ operand: ExpressionLanes, _ out: ExpressionLanes, _: I.Type) -> Bool {
    let ticks = 86_400 * I.ticksPerSecond
    return exact(operand, out, I.self) { $0.multipliedReportingOverflow(by: ticks) }
  }

  func toNumber<I: ExactLane>(_ operand: ExpressionLanes, _ scale: Int, _ out: ExpressionLanes, _: I.Type) {
    follow(operand, out)
    let (a, values, status) = (I.lane(operand), out.numbers, operand.status)
    if scale == 0 {
      for row in 0..<rows { values[row] = Double(a[row]) }
      return
    }
    // Up to 22 digits a power of ten is a double, so one division rounds once.
    let divisor = scale <= 22 ? ExpressionTyper.power(scale).map { Double($0) } : nil
    for row in 0..<rows {
      if let divisor, a[row].magnitude <= 1 << 53 {
        values[row] = Double(a[row]) / divisor
      } else if status[row] == ValueStatus.known {
        values[row] = ExactDecimal("\(a[row])e-\(scale)")?.doubleValue ?? 0
      }
    }
  }

  func negate<I: ExactLane>(
    _ operand: ExpressionLanes, _ out: ExpressionLanes, _ kind: ExpressionProgram.Kind, _: I.Type
  ) -> Bool {
    if kind == .exact { return exact(operand, out, I.self) { (0 as I).subtractingReportingOverflow($0) } }
    mapNumbers(operand, out) { -$0 }
    return true
  }

  func absolute<I: ExactLane>(
    _ operand: ExpressionLanes, _ out: ExpressionLanes, _ kind: ExpressionProgram.Kind, _: I.Type
  ) -> Bool {
    if kind == .exact {
      return exact(operand, out, I.self) { $0 < 0 ? (0 as I).subtractingReportingOverflow($0) : ($0, false) }
    }
    mapNumbers(operand, out) { $0.magnitude }
    return true
  }

  func floor<I: ExactLane>(
    _ operand: ExpressionLanes, _ digits: Int, _ out: ExpressionLanes, _ kind: ExpressionProgram.Kind, _: I.Type
  ) -> Bool {
    guard kind == .exact else {
      mapNumbers(operand, out) { $0.rounded(.down) }
      return true
    }
    guard let factor = ExpressionTyper.power(digits).flatMap({ I(exactly: $0) }) else { return false }
    return exact(operand, out, I.self) { value in
      let (quotient, rest) = value.quotientAndRemainder(dividingBy: factor)
      return (rest < 0 ? quotient - 1 : quotient, false)
    }
  }

  /// Half away from zero.
  func round<I: ExactLane>(
    _ operand: ExpressionLanes, _ digits: Int, _ out: ExpressionLanes, _ kind: ExpressionProgram.Kind, _: I.Type
  ) -> Bool {
    guard kind == .exact else {
      let factor = ExpressionTyper.power(digits).map { Double($0) } ?? 1
      mapNumbers(operand, out) { value in
        let scaled = value * factor
        return scaled.isFinite ? scaled.rounded(.toNearestOrAwayFromZero) / factor : value
      }
      return true
    }
    guard let factor = ExpressionTyper.power(digits).flatMap({ I(exactly: $0) }) else { return false }
    return exact(operand, out, I.self) { value in
      let (quotient, rest) = value.quotientAndRemainder(dividingBy: factor)
      let isUp = rest.magnitude >= factor.magnitude - rest.magnitude
      return (isUp ? quotient + (value < 0 ? -1 : 1) : quotient, false)
    }
  }

  @inline(__always)
  private func mapNumbers(_ operand: ExpressionLanes, _ out: ExpressionLanes, _ body: (Double) -> Double) {
    follow(operand, out)
    let (a, values) = (operand.numbers, out.numbers)
    for row in 0..<rows { values[row] = body(a[row]) }
  }
}
