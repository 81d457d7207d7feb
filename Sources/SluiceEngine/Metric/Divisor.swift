internal import SluiceContract

/// The step of `multipleOf`, in the units of a column: exact, whatever the sizes of step and value.
///
/// How it works: integers and decimals are whole numbers of units, 10^-scale each. Units divided by the step's are
/// whole exactly where the units are a multiple of `step / gcd(step, 10^k)`, so one remainder of integers decides.
/// Doubles are judged by their decimal text: 0.3 is three times 0.1, though no double is.
struct Divisor: Sendable {
  let step: ExactDecimal
  /// Whether the values of the lane decide; else the text of the cells does.
  let isOnLane: Bool
  /// In units of the lane; nil where the step is wider, so that of the lane's values only 0 is a multiple.
  let lane: Int64?
  /// nil where it is wider still.
  private let wide: Int128?
  /// For texts: the step as a whole number of 10^-scale; nil where that is too wide.
  private let textStep: (scale: Int, units: Int128)?

  init(_ step: ExactDecimal, _ kind: ColumnKind) {
    self.step = step
    switch kind {
    case .integer: (isOnLane, wide) = (true, Self.units(step, scale: 0))
    case .decimal(_, let scale): (isOnLane, wide) = (true, Self.units(step, scale: scale))
    default: (isOnLane, wide) = (false, nil)
    }
    lane = wide.flatMap { Int64(exactly: $0) }
    let scale = max(0, -step.exponent)
    textStep = step.scaledDown(toScale: scale).map { (scale, $0) }
  }

  /// The smallest number of units that is a multiple of the step: digits × 10^(exponent + scale), without the
  /// 2s and 5s that stand below the point. nil where it is wider than 128 bits.
  private static func units(_ step: ExactDecimal, scale: Int) -> Int128? {
    let places = step.exponent + scale
    guard places < 0 else { return step.scaledDown(toScale: scale) }
    guard var units = ExactDecimal(isNegative: false, digits: step.digits, exponent: 0)?.scaledDown(toScale: 0) else {
      return nil
    }
    for factor: Int128 in [2, 5] {
      for _ in 0..<(-places) where units % factor == 0 { units /= factor }
    }
    return units
  }

  func divides(_ value: Int128) -> Bool { wide.map { value % $0 == 0 } ?? (value == 0) }

  /// Of a number as it is written; NaN and infinities are multiples of nothing.
  @inline(never)
  func divides(_ bytes: Bytes, _ start: Int, _ length: Int) -> Bool {
    guard let number = NumberText(bytes, start, length) else { return false }
    if let textStep {
      if let units = number.scaled(by: textStep.scale) { return units % textStep.units == 0 }
      if !number.isIntegral(scaledBy: textStep.scale) { return false }
    }
    return ExactDecimal(bytes: bytes.copy(start, length)).map { $0.isMultiple(of: step) } ?? false
  }
}
