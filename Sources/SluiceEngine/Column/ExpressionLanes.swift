/// What became of one value of an expression; the larger of two wins where values meet.
enum ValueStatus {
  static let known: UInt8 = 0
  static let null: UInt8 = 1
  /// Beyond 128 bits: the rule cannot be decided.
  static let overflow: UInt8 = 2
  /// A pattern needed too many steps.
  static let undecided: UInt8 = 3
}

/// A text that lies in the chunk, in a program, or in the memory of a step.
@safe struct TextCell: BitwiseCopyable {
  // SAFETY: the memory is that of the batch, the program or a step of the runner, and all of them outlive the strip.
  var base: UnsafeMutablePointer<UInt8>
  var count: Int

  static var empty: TextCell { unsafe TextCell(base: Bytes.none.base, count: 0) }

  @inline(__always)
  var bytes: Bytes { unsafe Bytes(base: base, count: count) }

  @inline(__always)
  subscript(index: Int) -> UInt8 {
    assert(index >= 0 && index < count)
    return unsafe base[index]
  }
}

/// Integers in which exact values are computed: 64 bits, and 128 for strips in which those are too few.
protocol ExactLane: FixedWidthInteger, SignedInteger, BitwiseCopyable {
  static func lane(_ lanes: ExpressionLanes) -> Lane<Self>
  /// Whether a value beyond this width makes the row an error, and not the strip one to be computed again.
  static var isWidest: Bool { get }
  /// Of an instant.
  static var ticksPerSecond: Self { get }
}

extension Int64: ExactLane {
  static func lane(_ lanes: ExpressionLanes) -> Lane<Int64> { lanes.narrow }
  static var isWidest: Bool { false }
  static var ticksPerSecond: Int64 { 1_000_000 }
}

extension Int128: ExactLane {
  static func lane(_ lanes: ExpressionLanes) -> Lane<Int128> { lanes.wide }
  static var isWidest: Bool { true }
  static var ticksPerSecond: Int128 { 1_000_000_000 }
}

/// The lanes of one step for one strip of rows.
///
/// Lanes of a column that is loaded as it is are those of its batch; all others are the step's own memory, which is as
/// long as a strip.
final class ExpressionLanes {
  var status: Lane<UInt8>
  /// Whether every value is known, so that nobody need look at `status`.
  var isKnown = true
  var truths: Lane<UInt8>
  var narrow: Lane<Int64>
  var wide: Lane<Int128>
  var numbers: Lane<Double>
  var texts: Lane<TextCell>

  private let kind: ExpressionProgram.Kind
  private let statusStorage = LaneStorage<UInt8>(repeating: 0, count: ExpressionRunner.strip)
  private let truthStorage: LaneStorage<UInt8>
  private let narrowStorage: LaneStorage<Int64>
  private let wideStorage = LaneStorage<Int128>(repeating: 0)
  private let numberStorage: LaneStorage<Double>
  private let textStorage: LaneStorage<TextCell>
  private let byteStorage = LaneStorage<UInt8>(repeating: 0)

  init(_ kind: ExpressionProgram.Kind) {
    self.kind = kind
    let count = { (wanted: ExpressionProgram.Kind) in kind == wanted ? ExpressionRunner.strip : 0 }
    truthStorage = LaneStorage(repeating: 0, count: count(.truth))
    narrowStorage = LaneStorage(repeating: 0, count: count(.exact))
    numberStorage = LaneStorage(repeating: 0, count: count(.number))
    textStorage = LaneStorage(repeating: .empty, count: count(.text))
    status = statusStorage.lane
    truths = truthStorage.lane
    narrow = narrowStorage.lane
    wide = wideStorage.lane
    numbers = numberStorage.lane
    texts = textStorage.lane
  }

  /// The step's own lanes, whatever was shared before.
  func reset(isWide: Bool) {
    status = statusStorage.lane
    truths = truthStorage.lane
    narrow = narrowStorage.lane
    numbers = numberStorage.lane
    texts = textStorage.lane
    if isWide && kind == .exact { wide = wideStorage.lane(of: ExpressionRunner.strip) }
  }

  /// Takes another step's status as it is.
  func share(statusOf other: ExpressionLanes) {
    status = other.status
    isKnown = other.isKnown
  }

  /// Takes another step's values and status as they are.
  func share(_ other: ExpressionLanes) {
    share(statusOf: other)
    truths = other.truths
    narrow = other.narrow
    wide = other.wide
    numbers = other.numbers
    texts = other.texts
  }

  /// Says that every value is known.
  func markKnown() {
    status = statusStorage.lane
    isKnown = true
    if isCleared { return }
    for row in 0..<ExpressionRunner.strip { status[row] = ValueStatus.known }
    isCleared = true
  }

  /// Says that the step writes its own status.
  func beginStatus() -> Lane<UInt8> {
    status = statusStorage.lane
    isKnown = false
    isCleared = false
    return status
  }

  /// Whether the step's own status is all zeroes.
  private var isCleared = true

  /// Memory for texts that the step makes, with room for words behind the last one.
  func bytes(_ count: Int) -> Lane<UInt8> { byteStorage.lane(of: count + Bytes.padding) }

  /// For constants, whose lanes are filled once; `narrow` is the same value in the unit of 64 bits.
  func fill(wide value: Int128, narrow: Int64) {
    let (wideLane, narrowLane) = (wideStorage.lane(of: ExpressionRunner.strip), narrowStorage.lane)
    for row in 0..<ExpressionRunner.strip {
      narrowLane[row] = narrow
      wideLane[row] = value
    }
    wide = wideLane
  }
}
