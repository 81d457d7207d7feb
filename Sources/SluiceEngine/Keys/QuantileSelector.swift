internal import SluiceContract
internal import Synchronization

/// The two order statistics that a quantile lies between, and how far it goes from the one to the other.
struct QuantilePair: Sendable, Equatable {
  var low: CountedValue
  var high: CountedValue
  /// In 0..<1, exact.
  var weight: ExactDecimal
}

/// Finds quantiles of the values that several workers have tallied of one column, without sorting them.
///
/// How it works: values become words whose order is theirs. A pass counts the highest 16 bits of all words, which says
/// in which 2^48 of them the wanted one lies; the next counts the next 16 bits of those, and after four passes the word is
/// known. So nothing is moved, and values on disk are read four times.
/// Shape: 512 KB a thread for each group of 2^16 that holds a wanted value. Exact.
enum QuantileSelector {
  /// `count`: values that have a rank: all but NaN and infinities; `widerBelow`, `widerAbove`: those of them beyond 64
  /// bits, below and above all others. A share is not there whose quantile needs one of those.
  static func run(
    _ tallies: [ValueTally], shares: [ExactDecimal], count: Int, widerBelow: Int, widerAbove: Int, budget: KeyBudget
  ) throws(ScratchError) -> [ExactDecimal: QuantilePair] {
    guard let kind = tallies.first?.kind, count > 0 else { return [:] }
    var places: [ExactDecimal: QuantilePlace] = [:]
    for share in shares {
      guard let place = QuantilePlace(share, count: count), place.index >= widerBelow,
        place.index + (place.weight.isZero ? 0 : 1) < count - widerAbove
      else { continue }
      places[share] = place
    }
    let ranks = Set(places.values.flatMap { [$0.index - widerBelow, $0.upper - widerBelow] }).sorted()
    if ranks.isEmpty { return [:] }
    let words = try select(ranks, tallies, kind, budget)
    let values = Dictionary(uniqueKeysWithValues: zip(ranks, words.map { OrderedWord.value($0, kind) }))
    return places.compactMapValues { place in
      guard let low = values[place.index - widerBelow], let high = values[place.upper - widerBelow] else { return nil }
      return QuantilePair(low: low, high: high, weight: place.weight)
    }
  }

  /// The words of these ranks, from 0, ascending.
  private static func select(
    _ ranks: [Int], _ tallies: [ValueTally], _ kind: ColumnKind, _ budget: KeyBudget
  ) throws(ScratchError) -> [UInt64] {
    if tallies.contains(where: { $0.wordStore != nil }) {
      for tally in tallies { try tally.storeWords() }
      return try selectStored(ranks, tallies, kind, budget)
    }
    var words: [(word: UInt64, count: Int)] = []
    for tally in tallies {
      try tally.forEachWord { word, count throws(ScratchError) in
        if let ordered = OrderedWord.of(word, kind) { words.append((ordered, count)) }
      }
    }
    words.sort { $0.word < $1.word }
    var (found, passed, next) = ([UInt64](), 0, 0)
    for (word, count) in words {
      passed += count
      while next < ranks.count && ranks[next] < passed {
        found.append(word)
        next += 1
      }
    }
    return found
  }

  private static func selectStored(
    _ ranks: [Int], _ tallies: [ValueTally], _ kind: ColumnKind, _ budget: KeyBudget
  ) throws(ScratchError) -> [UInt64] {
    var targets = ranks.map { (prefix: UInt64(0), rank: $0) }
    for known in [0, 16, 32, 48] {
      let prefixes = Set(targets.map(\.prefix)).sorted()
      let workers = tallies.map { _ in DigitCounter(kind, knownBits: known, prefixes: prefixes) }
      try PartitionJob.run(tallies.compactMap(\.wordStore), workers: workers, budget: budget)
      for index in targets.indices {
        guard let position = prefixes.firstIndex(of: targets[index].prefix) else { continue }
        var rank = targets[index].rank
        for digit in 0..<DigitCounter.digits {
          let count = workers.reduce(0) { $0 + $1.counts[position].lane[digit] }
          if rank < count {
            targets[index] = (targets[index].prefix << 16 | UInt64(digit), rank)
            break
          }
          rank -= count
        }
      }
    }
    return targets.map(\.prefix)
  }
}

/// Where a quantile of type 7 lies among `count` values: h = (count − 1) q, exactly.
struct QuantilePlace {
  /// From 0.
  var index: Int
  var weight: ExactDecimal

  /// The order statistic above, as far as it is needed.
  var upper: Int { weight.isZero ? index : index + 1 }

  /// nil for a share outside 0...1, or with more than 15 decimals.
  init?(_ share: ExactDecimal, count: Int) {
    guard share >= .zero, share <= ExactDecimal(1), let units = share.scaledDown(toScale: 15) else { return nil }
    let position = Int128(count - 1) * units
    let one = Int128(1_000_000_000_000_000)
    index = Int(position / one)
    guard let weight = ExactDecimal("\(position % one)e-15") else { return nil }
    self.weight = weight
  }
}

/// Words in the order of the values that they stand for.
enum OrderedWord {
  /// nil for NaN and infinities, which have no place among quantiles.
  @inline(__always)
  static func of(_ word: UInt64, _ kind: ColumnKind) -> UInt64? {
    if kind != .number { return word ^ 1 << 63 }
    if word & 0x7FF0_0000_0000_0000 == 0x7FF0_0000_0000_0000 { return nil }
    return word >> 63 == 1 ? ~word : word | 1 << 63
  }

  static func value(_ ordered: UInt64, _ kind: ColumnKind) -> CountedValue {
    if kind != .number { return .integer(Int64(bitPattern: ordered ^ 1 << 63)) }
    return .number(Double(bitPattern: ordered >> 63 == 1 ? ordered ^ 1 << 63 : ~ordered))
  }
}

/// Counts the next 16 bits of words whose first bits are known, for one thread.
private final class DigitCounter: PartitionWorker {
  static let digits = 1 << 16

  /// By prefix, then by digit.
  let counts: [LaneStorage<Int>]
  private let isNumber: Bool
  private let knownBits: Int
  private let prefixes: [UInt64]

  init(_ kind: ColumnKind, knownBits: Int, prefixes: [UInt64]) {
    isNumber = kind == .number
    self.knownBits = knownBits
    self.prefixes = prefixes
    counts = prefixes.map { _ in LaneStorage(repeating: 0, count: Self.digits) }
  }

  func work(on runs: PartitionRuns<UInt64>, partition: Int, level: Int) throws(ScratchError) -> Bool {
    if isNumber { try count(runs, .number) } else { try count(runs, .integer) }
    return true
  }

  @inline(__always)
  private func count(_ runs: PartitionRuns<UInt64>, _ kind: ColumnKind) throws(ScratchError) {
    let shift = UInt64(48 - knownBits)
    let known = UInt64(64 - knownBits)
    let (first, lanes) = (prefixes[0], counts.map(\.lane))
    let (only, lane) = (prefixes.count == 1, lanes[0])
    try runs.forEachRun { run throws(ScratchError) in
      for index in 0..<run.count {
        guard let word = OrderedWord.of(run[index], kind) else { continue }
        // A shift by all bits leaves nothing, which is the one prefix of the first pass.
        let prefix = word >> known
        let digit = Int(truncatingIfNeeded: word &>> shift & 0xFFFF)
        if only {
          if prefix == first { lane[digit] &+= 1 }
          continue
        }
        for position in prefixes.indices where prefixes[position] == prefix { lanes[position][digit] &+= 1 }
      }
    }
  }

  /// Nothing is ever too large to be counted.
  func split(
    _ runs: PartitionRuns<UInt64>, into store: PartitionStore<UInt64>, level: Int
  ) throws(ScratchError) {}
}
