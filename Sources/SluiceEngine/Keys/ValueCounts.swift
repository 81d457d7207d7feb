internal import Glibc

/// How often the values of a column occur: how many of them once, how many twice, and so on.
///
/// Law: exact; sums over parts that share no value equal those of the whole.
struct ValueCounts: Sendable, Equatable {
  /// Values in all.
  private(set) var values = 0
  private(set) var distinct = 0
  /// For each number of occurrences the values that have it: small numbers, which are frequent, apart.
  private var few = [Int](repeating: 0, count: 64)
  private var many: [Int: Int] = [:]
  /// Occurrences of the most common value, and the values that have as many.
  private(set) var topCount = 0
  private(set) var tied = 0
  /// The first of them in their order; see `mostShown`.
  private(set) var top: [CountedValue] = []

  /// Every value with its occurrences, while they are categories; nil where they are not, or not asked for.
  private(set) var kept: [CountedValue: Int]?
  private var keptBytes = 0

  init(listsValues: Bool = false) {
    kept = listsValues ? [:] : nil
  }

  /// Most values that are kept of those that are tied.
  static let mostKept = 256

  /// Distinct values, and bytes of them, up to which a column has categories.
  static let mostCategories = 1 << 16
  static let mostCategoryBytes = 4 << 20

  static let categoryWords =
    "more than \(mostCategories) values, or than \(mostCategoryBytes >> 20) MiB, are no categories"

  /// Values that occur once.
  var unique: Int { few[1] }

  mutating func add(_ value: @autoclosure () -> CountedValue, times: Int) {
    values += times
    distinct += 1
    if times < few.count { few[times] += 1 } else { many[times, default: 0] += 1 }
    if kept == nil && times < topCount { return }
    let counted = value()
    if kept != nil {
      kept?[counted] = times
      keptBytes += counted.bytes
      dropTooMany()
    }
    if times < topCount { return }
    if times > topCount { (topCount, tied, top) = (times, 0, []) }
    tied += 1
    keep(counted)
  }

  /// What decides is the same for any split: all values that there are, and their bytes.
  private mutating func dropTooMany() {
    if distinct > Self.mostCategories || keptBytes > Self.mostCategoryBytes { kept = nil }
  }

  /// Of tied values the smallest are kept, so that no order of addition shows.
  private mutating func keep(_ value: CountedValue) {
    if top.count == Self.mostKept, let last = top.last, !(value < last) { return }
    var (low, high) = (0, top.count)
    while low < high {
      let middle = (low + high) / 2
      if top[middle] < value { low = middle + 1 } else { high = middle }
    }
    top.insert(value, at: low)
    if top.count > Self.mostKept { top.removeLast() }
  }

  /// Adds values that are none of these.
  mutating func addDisjoint(_ other: ValueCounts) {
    values += other.values
    distinct += other.distinct
    for times in few.indices { few[times] += other.few[times] }
    many.merge(other.many, uniquingKeysWith: +)
    keptBytes += other.keptBytes
    if let theirs = other.kept { kept?.merge(theirs, uniquingKeysWith: +) } else { kept = nil }
    dropTooMany()
    if other.topCount < topCount { return }
    if other.topCount > topCount { (topCount, tied, top) = (other.topCount, 0, []) }
    tied += other.tied
    for value in other.top { keep(value) }
  }

  /// −Σ p ln p, in nats; 0 for one value.
  ///
  /// No term is negative, so that none cancels another; their sum is exact, in whatever order they come.
  var entropy: Double {
    var sum = ExactSum()
    for (times, frequency) in few.enumerated() where times > 0 && frequency > 0 { sum.add(term(times, frequency)) }
    for (times, frequency) in many { sum.add(term(times, frequency)) }
    return sum.value
  }

  private func term(_ times: Int, _ frequency: Int) -> Double {
    let share = Double(times) / Double(values)
    let rest = Double(values - times) / Double(values)
    // Near 1 the logarithm of the share itself would keep few digits.
    let logarithm = rest < 0.5 ? log1p(-rest) : log(share)
    return Double(frequency) * share * -logarithm
  }
}

/// A value that was counted, ordered as its column is.
enum CountedValue: Sendable, Hashable, Comparable {
  /// Of an integer-like kind, in its unit; timestamps in nanoseconds.
  case integer(Int64)
  /// NaN is one value, behind all others.
  case number(Double)
  /// A text, or a value beyond 64 bits as `KeyValue.write` has it.
  case bytes([UInt8])

  /// What it takes, of a text its length.
  var bytes: Int { if case .bytes(let bytes) = self { bytes.count } else { 8 } }

  init(word: UInt64, _ kind: ColumnKind) {
    switch kind {
    case .text: self = .bytes(ShortText.bytes(word))
    case .number: self = .number(Double(bitPattern: word))
    default: self = .integer(Int64(bitPattern: word))
    }
  }

  static func < (left: Self, right: Self) -> Bool {
    switch (left, right) {
    case (.integer(let left), .integer(let right)): left < right
    case (.number(let left), .number(let right)): left.isNaN ? false : right.isNaN || left < right
    case (.bytes(let left), .bytes(let right)): left.lexicographicallyPrecedes(right)
    case (.bytes, _): false
    default: true
    }
  }

  static func == (left: Self, right: Self) -> Bool {
    switch (left, right) {
    case (.integer(let left), .integer(let right)): left == right
    case (.number(let left), .number(let right)): left == right || left.isNaN && right.isNaN
    case (.bytes(let left), .bytes(let right)): left == right
    default: false
    }
  }
}
