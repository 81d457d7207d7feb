/// What one thread knows of one feature: a mergeable state, filled from blocks of pairs.
///
/// How it works: words that are equal and plain, nearly all, are taken by a loop for numbers and one for categories;
/// what is left over (nulls, changes, NaN, values too wide) is looked at pair by pair.
/// Law: counts, sums and samples do not depend on the order of pairs, or on who saw them.
@safe final class FeatureState {
  /// What is to be found out; the same for all threads.
  struct Spec: Sendable {
    var slot: Int
    var index: Int
    var kind: ColumnKind
    var tolerance: Allowance
    /// Of numbers, dates and times.
    var grid: NumberGrid?
    /// Whether values are kept while they are few.
    var keepsValues: Bool
    /// Of `PairedValue`.
    var divisor: Double
    /// Whether pairs are found by more than their key, so that hashes of keys repeat.
    var timeIndex: Int?
    /// Categories of each column that slices are cut by.
    var slices: [Int]
  }

  let spec: Spec
  let isText: Bool
  let isPlainNumber: Bool
  var counts = FeatureCounts()
  let numbers: NumberTally?
  let categories: CategoryTally?
  var moments: PairMoments?
  var deltas: DeltaState
  let changes = ChangeCounts()
  var offenders = HashSample<PairPlace>(limit: 2048)
  var times = MismatchTimes()
  /// By slice column, then category: pairs that fail.
  var slices: [[Int]]

  private let odd = LaneStorage<Int32>(repeating: 0)

  init(_ spec: Spec) {
    self.spec = spec
    isText = spec.kind == .text
    isPlainNumber = spec.kind == .number
    numbers = spec.grid.map { NumberTally($0, keepsValues: spec.keepsValues) }
    categories = spec.grid == nil ? CategoryTally() : nil
    moments = spec.grid?.moments
    deltas = DeltaState()
    slices = spec.slices.map { Array(repeating: 0, count: $0) }
  }

  func merge(_ other: FeatureState) {
    flush()
    other.flush()
    counts.merge(other.counts)
    if let theirs = other.numbers { numbers?.merge(theirs) }
    if let theirs = other.categories { categories?.merge(theirs) }
    if let theirs = other.moments { moments?.merge(theirs) }
    deltas.merge(other.deltas)
    changes.merge(other.changes)
    offenders.merge(other.offenders)
    times.merge(other.times)
    for column in slices.indices {
      for category in slices[column].indices { slices[column][category] += other.slices[column][category] }
    }
  }

  // MARK: Pairs

  /// Adds the pairs of a block, and marks those that fail.
  func add(_ block: ComparedBlock) {
    counts.pairs += block.count
    let left = spec.grid == nil ? addEqualCategories(block) : addEqualNumbers(block)
    let odd = self.odd.lane
    for position in 0..<left { addOdd(Int(odd[position]), block) }
  }

  /// Rows that no pair has.
  func add(others count: Int, _ rows: Lane<PackedRow>, isServe: Bool) {
    let part: NumberTally.Part = isServe ? .serveOther : .trainOther
    for position in 0..<count {
      let row = rows[position]
      if row.status(spec.slot) == CellStatus.null {
        if isServe { counts.serveOtherNulls += 1 } else { counts.trainOtherNulls += 1 }
      } else {
        tally(row, part)
      }
    }
  }

  /// Takes pairs of equal words for numbers to be counted; returns how many pairs are left over, in `odd`.
  private func addEqualNumbers(_ block: ComparedBlock) -> Int {
    if waiting + block.count > Self.waitingCount { flush() }
    return block.isPlain(spec.slot) ? addEqualWords(block, readsStatus: false) : addEqualWords(block, readsStatus: true)
  }

  @inline(__always)
  private func addEqualWords(_ block: ComparedBlock, readsStatus: Bool) -> Int {
    let (slot, index) = (spec.slot, spec.index)
    let (train, serve) = (block.train, block.serve)
    let odd = self.odd.lane(of: block.count)
    let capacity = max(waiting + block.count, Self.waitingCount)
    let words = waitingWords.lane(of: capacity)
    var (left, next) = (0, waiting)
    for position in 0..<block.count {
      let (a, b) = (train[position], serve[position])
      let (x, y) = (a[index], b[index])
      if x == y && (!readsStatus || a.status(slot) | b.status(slot) == CellStatus.valid) {
        words[next] = Int64(bitPattern: x)
        next &+= 1
      } else {
        odd[left] = Int32(truncatingIfNeeded: position)
        left &+= 1
      }
    }
    waiting = next
    return left
  }

  /// Numbers of equal pairs wait here until there are many: what the features count on does not fit the cache together.
  private let waitingWords = LaneStorage<Int64>(repeating: 0)
  private let farPlaces = LaneStorage<UInt32>(repeating: 0)
  private var waiting = 0
  private static let waitingCount = 2048

  /// Counts what waits; must be called before anything is read.
  func flush() {
    guard waiting > 0, let numbers else { return }
    let (words, far) = (waitingWords.lane, farPlaces.lane(of: waiting))
    let sums = numbers.add(equal: waiting, words, isDouble: isPlainNumber, divisor: spec.divisor, far: far)
    moments?.add(equal: waiting - sums.far, sum: sums.sum, squares: sums.squares)
    deltas.finite += waiting - sums.far
    for index in 0..<sums.far {
      let word = words[Int(far[index])]
      let value = isPlainNumber ? PairedValue.double(order: word) : Double(word) / spec.divisor
      guard value.isFinite else { continue }
      numbers.add(word, to: .equal)
      moments?.add(value, value)
      deltas.finite += 1
    }
    waiting = 0
  }

  /// The same for texts and booleans.
  private func addEqualCategories(_ block: ComparedBlock) -> Int {
    guard let categories else { return 0 }
    let (slot, index) = (spec.slot, spec.index)
    let (train, serve) = (block.train, block.serve)
    let odd = self.odd.lane(of: block.count)
    var left = 0
    for position in 0..<block.count {
      let (a, b) = (train[position], serve[position])
      let (x, y) = (a[index], b[index])
      let status = a.status(slot) | b.status(slot)
      let isReference = isText && PackedText.isReference(x)
      if status == CellStatus.valid && (isReference ? a.hasEqualBytes(b, x, y) : x == y) {
        if !categories.isOver { categories.add(PairedValue.category(a, x, isText: isText), to: .equal) }
      } else {
        odd[left] = Int32(truncatingIfNeeded: position)
        left &+= 1
      }
    }
    return left
  }

  // MARK: One pair

  private func addOdd(_ position: Int, _ block: ComparedBlock) {
    let (a, b) = (block.train[position], block.serve[position])
    let (left, right) = (a.status(spec.slot), b.status(spec.slot))
    if left == CellStatus.null && right == CellStatus.null {
      counts.bothNull += 1
      return
    }
    if left == CellStatus.null {
      counts.trainNullOnly += 1
      tally(b, .serve)
      return fail(position, block)
    }
    if right == CellStatus.null {
      counts.serveNullOnly += 1
      tally(a, .train)
      return fail(position, block)
    }
    let isEqual = a.isEqual(b, slot: spec.slot, index: spec.index, isText: isText)
    if isEqual { tally(a, .equal) } else { tallyBoth(a, b) }
    let isTyped = left != CellStatus.invalid && right != CellStatus.invalid
    if spec.grid != nil && isTyped { addNumbers(a, b, isEqual, position, block) }
    if isEqual { return }
    counts.exactMismatches += 1
    if !isTyped {
      if left != right { counts.typeMismatches += 1 }
      counts.absoluteMismatches += 1
      counts.relativeMismatches += 1
      counts.ulpMismatches += 1
    } else if spec.grid != nil {
      if isWithinTolerance(a, b) { return }
    }
    counts.mismatches += 1
    fail(position, block)
  }

  private func tallyBoth(_ a: PackedRow, _ b: PackedRow) {
    tally(a, .train)
    tally(b, .serve)
  }

  /// Counts a value for its distribution, where it has a place in one.
  private func tally(_ row: PackedRow, _ part: NumberTally.Part) {
    let (status, word) = (row.status(spec.slot), row[spec.index])
    if let categories {
      if status == CellStatus.valid { categories.add(PairedValue.category(row, word, isText: isText), to: part) }
      return
    }
    if status == CellStatus.valid {
      if isPlainNumber {
        if Double(bitPattern: word).isFinite { numbers?.add(PairedValue.order(word), to: part) }
      } else {
        numbers?.add(Int64(bitPattern: word), to: part)
      }
    } else if status == CellStatus.wide {
      // Too wide for the lane: its nearest neighbour there has the same place among the edges.
      let value = row.wideInteger(word).map { $0.dividedRoundingDown(by: PairedValue.wideUnits(spec.kind)) }
      let isNegative = row.copyBytes(word).dropFirst(9).first == UInt8(ascii: "-")
      numbers?.add(value.map { Int64(clamping: $0) } ?? (isNegative ? .min : .max), to: part)
    }
  }

  /// Moments and differences of a pair that has two values.
  private func addNumbers(_ a: PackedRow, _ b: PackedRow, _ isEqual: Bool, _ position: Int, _ block: ComparedBlock) {
    guard let x = PairedValue.number(a, spec.slot, spec.index, spec.kind, spec.divisor),
      let y = PairedValue.number(b, spec.slot, spec.index, spec.kind, spec.divisor)
    else { return }
    moments?.add(x, y)
    deltas.finite += 1
    if isEqual { return }
    deltas.add(delta(a, b, x, y), block.hash(position, spec.timeIndex), PairPlace(a, b))
  }

  /// The difference of a pair that has two numbers.
  func delta(_ a: PackedRow, _ b: PackedRow) -> Double? {
    guard spec.grid != nil, let x = PairedValue.number(a, spec.slot, spec.index, spec.kind, spec.divisor),
      let y = PairedValue.number(b, spec.slot, spec.index, spec.kind, spec.divisor)
    else { return nil }
    return delta(a, b, x, y)
  }

  /// Serving minus training: integers are subtracted as such.
  private func delta(_ a: PackedRow, _ b: PackedRow, _ x: Double, _ y: Double) -> Double {
    if isPlainNumber { return y - x }
    guard let left = PairedValue.integer(a, spec.slot, spec.index, spec.kind),
      let right = PairedValue.integer(b, spec.slot, spec.index, spec.kind)
    else { return y - x }
    let (difference, overflow) = right.subtractingReportingOverflow(left)
    return overflow ? y - x : Double(difference) / Double(PairedValue.wideUnits(spec.kind)) / spec.divisor
  }

  /// Counts what each part of the tolerance alone would forgive of two unequal values, and judges by all of it.
  private func isWithinTolerance(_ a: PackedRow, _ b: PackedRow) -> Bool {
    let tolerance = spec.tolerance
    guard let x = PairedValue.number(a, spec.slot, spec.index, spec.kind, spec.divisor),
      let y = PairedValue.number(b, spec.slot, spec.index, spec.kind, spec.divisor)
    else {
      // NaN and infinities equal only themselves.
      counts.absoluteMismatches += 1
      counts.relativeMismatches += 1
      counts.ulpMismatches += 1
      return false
    }
    let distance = delta(a, b, x, y).magnitude
    let size = max(x.magnitude, y.magnitude)
    if distance > tolerance.absolute || tolerance.absolute == 0 { counts.absoluteMismatches += 1 }
    if distance > tolerance.relative * size || tolerance.relative == 0 { counts.relativeMismatches += 1 }
    var isNear = false
    if isPlainNumber {
      let (low, high) = (PairedValue.order(a[spec.index]), PairedValue.order(b[spec.index]))
      isNear = UInt64(bitPattern: max(low, high) &- min(low, high)) <= tolerance.ulp
      if !isNear { counts.ulpMismatches += 1 }
    }
    // Two values too wide for doubles may look equal: without a tolerance they are not.
    let allowed = tolerance.absolute + tolerance.relative * size
    return isNear || (allowed > 0 && distance <= allowed)
  }

  // MARK: Failures

  private func fail(_ position: Int, _ block: ComparedBlock) {
    block.failing[position] = 1
    let (a, b) = (block.train[position], block.serve[position])
    let place = PairPlace(a, b)
    offenders.add(block.hash(position, spec.timeIndex), order: place.serve, place)
    changes.add(a, b, spec)
    if let time = block.times?[position] { times.add(time) }
    for column in slices.indices { slices[column][Int(block.categories[column][position])] += 1 }
  }
}
