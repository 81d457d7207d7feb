internal import SluiceContract

/// Runs the steps of a program over the decoded columns of a batch, strip by strip, for one worker.
///
/// How it works: a strip is as many rows as stay in the cache with the lanes of all steps. Each step is one loop over
/// lanes, without dispatch per cell and without allocation. Exact values are computed in 64 bits first; where one does
/// not fit, the whole strip is computed again in 128, so the result is always that of 128 bits.
/// What to beware: lanes hold anything where the status is not `known`; loops may compute with it and must not trap.
final class ExpressionRunner {
  /// Rows of a strip: the lanes of a dozen steps take 100 KiB.
  static let strip = 1024

  let program: ExpressionProgram
  /// Nanoseconds since 1970.
  private let now: Int128
  private let lanes: [ExpressionLanes]
  let sets: [ExpressionSet?]
  /// Whether the last strip needed 128 bits: the next one then begins with them.
  private var wasWide = false
  private(set) var rows = 0

  init(_ program: ExpressionProgram, now: Int128) {
    self.program = program
    self.now = now
    lanes = program.steps.map { ExpressionLanes($0.kind) }
    sets = program.steps.map { ExpressionSet($0.operation) }
    for (step, lanes) in zip(program.steps, lanes) { Self.fill(lanes, step.operation, now: now) }
  }

  /// Runs steps over the rows from `first` on; `columns` are those of the pass, decoded.
  func run(_ steps: [Int], _ columns: [ColumnBatch?], from first: Int, count: Int) {
    rows = count
    if wasWide || !runAll(steps, columns, first, Int64.self) {
      wasWide = false
      _ = runAll(steps, columns, first, Int128.self)
      wasWide = usesWide(steps)
    }
  }

  /// The values of a step that is true or false, and their status; of the strip that was run last.
  func truths(of step: Int) -> (values: Lane<UInt8>, status: Lane<UInt8>, isKnown: Bool) {
    (lanes[step].truths, lanes[step].status, lanes[step].isKnown)
  }

  /// Whether some value of the strip does not fit 64 bits: one that once was needed may be needed again.
  private func usesWide(_ steps: [Int]) -> Bool {
    for index in steps where program.steps[index].kind == .exact {
      let (wide, status) = (lanes[index].wide, lanes[index].status)
      for row in 0..<rows where status[row] == ValueStatus.overflow { return true }
      for row in 0..<rows where status[row] == ValueStatus.known {
        if Int64(exactly: wide[row]) == nil { return true }
      }
    }
    return false
  }

  /// false where 64 bits were not enough.
  private func runAll<I: ExactLane>(_ steps: [Int], _ columns: [ColumnBatch?], _ first: Int, _: I.Type) -> Bool {
    for index in steps where !run(index, columns, first, I.self) { return false }
    return true
  }

  private func run<I: ExactLane>(_ index: Int, _ columns: [ColumnBatch?], _ first: Int, _: I.Type) -> Bool {
    let step = program.steps[index]
    let out = lanes[index]
    let operand = { (position: Int) in self.lanes[step.operands[position]] }
    switch step.operation {
    case .column(let column, let isInstant):
      return load(columns[column], isInstant, first, step.kind, out, I.self)
    case .truth, .number, .text, .null: return true
    case .now: return I.isWidest || now % 1000 == 0
    case .exact(let value): return I.isWidest || Int64(exactly: value) != nil
    case .instant(let value): return I.isWidest || value % 1000 == 0 && Int64(exactly: value / 1000) != nil
    default: out.reset(isWide: I.isWidest)
    }
    switch step.operation {
    case .rescale(let power): return rescale(operand(0), power, out, I.self)
    case .toNumber(let scale): toNumber(operand(0), scale, out, I.self)
    case .toInstant: return toInstant(operand(0), out, I.self)
    case .negate: return negate(operand(0), out, step.kind, I.self)
    case .absolute: return absolute(operand(0), out, step.kind, I.self)
    case .floor(let digits): return floor(operand(0), digits, out, step.kind, I.self)
    case .round(let digits): return round(operand(0), digits, out, step.kind, I.self)
    case .arithmetic(let sign): return arithmetic(sign, operand(0), operand(1), out, step.kind, I.self)
    case .compare(let sign): compare(sign, operand(0), operand(1), out, kind(of: step.operands[0]), I.self)
    case .and: conjoin(operand(0), operand(1), out)
    case .or: disjoin(operand(0), operand(1), out)
    case .not: negate(truth: operand(0), out)
    case .isNull: isNull(operand(0), out)
    case .isInExact, .isInInstants, .isInNumbers, .isInTexts, .isInTruths:
      isMember(operand(0), sets[index], out, I.self)
    case .choose: choose(step.operands.map { lanes[$0] }, out, step.kind, I.self)
    case .coalesce: coalesce(step.operands.map { lanes[$0] }, out, step.kind, I.self)
    case .nullIf: nullIf(operand(0), operand(1), out, step.kind, I.self)
    case .length: length(operand(0), out, I.self)
    case .lower: changeCase(operand(0), out, isUpper: false)
    case .upper: changeCase(operand(0), out, isUpper: true)
    case .trim: trim(operand(0), out)
    case .startsWith: startsWith(operand(0), operand(1), out)
    case .contains: contains(operand(0), operand(1), out)
    case .like, .matches: search(operand(0), sets[index], out)
    case .difference(let unit, let scale): return difference(unit, scale, operand(0), operand(1), out, I.self)
    case .part(let unit, let scale): part(unit, scale, operand(0), out, I.self)
    case .column, .truth, .exact, .instant, .number, .text, .null, .now: break
    }
    return true
  }

  private func kind(of step: Int) -> ExpressionProgram.Kind { program.steps[step].kind }

  // MARK: What needs no operand

  private static func fill(_ lanes: ExpressionLanes, _ operation: ExpressionOperation, now: Int128) {
    switch operation {
    case .truth(let value):
      for row in 0..<strip { lanes.truths[row] = value ? 1 : 0 }
    case .exact(let value): lanes.fill(wide: value, narrow: Int64(truncatingIfNeeded: value))
    case .instant(let value): lanes.fill(wide: value, narrow: Int64(truncatingIfNeeded: value / 1000))
    case .now: lanes.fill(wide: now, narrow: Int64(clamping: now / 1000))
    case .number(let bits):
      for row in 0..<strip { lanes.numbers[row] = Double(bitPattern: bits) }
    case .text(let text):
      let memory = lanes.bytes(text.count)
      for (index, byte) in text.enumerated() { memory[index] = byte }
      // SAFETY: the memory is the step's own and is not asked for again.
      for row in 0..<strip { lanes.texts[row] = unsafe TextCell(base: memory.base, count: text.count) }
    case .null:
      let status = lanes.beginStatus()
      for row in 0..<strip { status[row] = ValueStatus.null }
      lanes.reset(isWide: true)
    default: break
    }
  }

  private func load<I: ExactLane>(
    _ column: ColumnBatch?, _ isInstant: Bool, _ first: Int, _ kind: ExpressionProgram.Kind, _ out: ExpressionLanes,
    _: I.Type
  ) -> Bool {
    guard let column else { return true }
    out.reset(isWide: I.isWidest)
    loadStatus(column, first, out)
    switch kind {
    case .truth:
      let (values, truths) = (column.integers.part(from: first, count: rows), out.truths)
      for row in 0..<rows { truths[row] = UInt8(truncatingIfNeeded: values[row] & 1) }
    case .number: out.numbers = column.doubles.part(from: first, count: rows)
    case .text:
      let (starts, lengths, texts) = (column.starts, column.lengths, out.texts)
      let base = unsafe column.bytes.base
      // SAFETY: the cell lies in the memory of the batch, which lives as long as the strip is worked on.
      for row in 0..<rows {
        texts[row] = unsafe TextCell(base: base + Int(starts[first &+ row]), count: Int(lengths[first &+ row]))
      }
    case .exact:
      let values = column.integers.part(from: first, count: rows)
      guard I.isWidest else {
        out.narrow = values
        return column.wide.isEmpty || !column.wide.contains { $0.row >= first && $0.row < first + rows }
      }
      loadWide(column, values, unit: isInstant ? 1000 : 1, first, out)
    }
    return true
  }

  /// A cell that does not parse is null here: rules do not cover its row anyway.
  private func loadStatus(_ column: ColumnBatch, _ first: Int, _ out: ExpressionLanes) {
    if column.nulls == 0 && column.invalid == 0 && column.wide.isEmpty { return out.markKnown() }
    let cells = column.status.part(from: first, count: rows)
    if column.invalid == 0 && column.wide.isEmpty {
      out.status = cells
      out.isKnown = false
      return
    }
    let status = out.beginStatus()
    for row in 0..<rows {
      let isKnown = cells[row] == CellStatus.valid || cells[row] == CellStatus.wide
      status[row] = isKnown ? ValueStatus.known : ValueStatus.null
    }
  }

  private func loadWide(
    _ column: ColumnBatch, _ values: Lane<Int64>, unit: Int128, _ first: Int, _ out: ExpressionLanes
  ) {
    let wide = out.wide
    for row in 0..<rows { wide[row] = Int128(values[row]) &* unit }
    for cell in column.wide where cell.row >= first && cell.row < first + rows {
      if let value = cell.value {
        wide[cell.row - first] = value
      } else {
        out.status[cell.row - first] = ValueStatus.overflow
      }
    }
  }
}
