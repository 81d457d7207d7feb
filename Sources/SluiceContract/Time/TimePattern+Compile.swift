// From letters to tokens, and the words for what cannot be read.

extension TimePattern {
  /// Why a format is none.
  package struct Fault: Error {
    package var message: String
    package var help: String?
    /// `Y`, which makes no date together with a month and a day; warned about, and not run.
    package var isWeekYear = false
  }

  package init(_ text: String) throws(Fault) {
    var compiler = Compiler(text: text)
    try compiler.run()
    self.text = text
    tokens = compiler.tokens
    let fields = Set(compiler.tokens.compactMap(\.field))
    hasDateFields =
      fields.contains(.year) && (fields.isSuperset(of: [.month, .day]) || fields.contains(.dayOfYear))
    guard fields.isDisjoint(with: [.halfDayHour, .clockHalfDayHour]) || fields.contains(.halfDay) else {
      throw Fault(
        message: "an hour of half a day needs `a` in the format", help: "write `HH` for hours from 0 to 23")
    }
  }

  /// What values of a type need and the format does not have; nil where it has all.
  package func shortfall(for type: LogicalType?) -> Fault? {
    switch type {
    case .date, .timestamp:
      hasDate ? nil : Fault(message: "the format has no whole date", help: "a date needs year, month and day")
    case .time: hasTime ? nil : Fault(message: "the format has no hour", help: "write `HH:mm:ss`")
    default: nil
    }
  }
}

/// Reads the letters of a format, as `DateTimeFormatterBuilder.appendPattern` does.
private struct Compiler {
  typealias Fault = TimePattern.Fault
  typealias Token = TimePattern.Token

  private let scalars: [Unicode.Scalar]
  private(set) var tokens: [Token] = []
  private var position = 0
  /// Where the optional sections that are open begin.
  private var open: [Int] = []
  /// The last number of variable width (or the first of a run) with nothing but digits behind it.
  private var adjacent: Int?

  init(text: String) { scalars = Array(text.unicodeScalars) }

  mutating func run() throws(Fault) {
    while position < scalars.count {
      let scalar = scalars[position]
      switch scalar {
      case "a"..."z", "A"..."Z": try letter(scalar, count: runLength())
      case "'": try quoted()
      case "[":
        adjacent = nil
        open.append(tokens.count)
        tokens.append(.optional(count: 0))
        position += 1
      case "]":
        guard let begin = open.popLast() else { throw Fault(message: "`]` closes no section of the format") }
        adjacent = nil
        tokens[begin] = .optional(count: tokens.count - begin - 1)
        position += 1
      case "{", "}", "#":
        throw Fault(message: "`\(scalar)` is reserved in a format", help: "write it in quotes: `'\(scalar)'`")
      default:
        literal(scalar)
        position += 1
      }
    }
    // A section that is not closed ends with the format, as in java.time.
    while let begin = open.popLast() { tokens[begin] = .optional(count: tokens.count - begin - 1) }
    guard tokens.contains(where: { $0.field != nil }) else {
      throw Fault(message: "the format has no letter of a date or time")
    }
  }

  private mutating func runLength() -> Int {
    let first = scalars[position]
    let count = scalars[position...].prefix { $0 == first }.count
    position += count
    return count
  }

  private mutating func literal(_ scalar: Unicode.Scalar) {
    adjacent = nil
    tokens += String(scalar).utf8.map { .literal($0) }
  }

  /// `'text'`; two quotes are one.
  private mutating func quoted() throws(Fault) {
    position += 1
    if position < scalars.count, scalars[position] == "'" {
      literal("'")
      position += 1
      return
    }
    while position < scalars.count {
      let isQuote = scalars[position] == "'"
      if isQuote && (position + 1 == scalars.count || scalars[position + 1] != "'") {
        position += 1
        return
      }
      literal(scalars[position])
      position += isQuote ? 2 : 1
    }
    throw Fault(message: "a quote of the format is not closed", help: "write `''` for the quote itself")
  }

  private mutating func letter(_ letter: Unicode.Scalar, count: Int) throws(Fault) {
    switch letter {
    case "y", "u":
      if count == 2 { return number(.shortYear(reserved: 0), isFixed: true, width: 2) }
      guard count <= 4 else { throw tooMany(letter, count, "yyyy") }
      number(.number(.year, minimum: count, maximum: 4, reserved: 0), isFixed: false, width: 4)
    case "M", "L":
      switch count {
      case 1, 2: twoDigits(.month, count)
      case 3: name(.month, .shortMonths)
      case 4: name(.month, .fullMonths)
      default: throw tooMany(letter, count, "MMMM")
      }
    case "E":
      guard count <= 4 else { throw tooMany(letter, count, "EEEE") }
      name(.weekday, count == 4 ? .fullWeekdays : .shortWeekdays)
    case "D":
      guard count <= 3 else { throw tooMany(letter, count, "DDD") }
      number(
        .number(.dayOfYear, minimum: count, maximum: 3, reserved: 0), isFixed: count == 3, width: 3)
    case "a":
      guard count == 1 else { throw tooMany(letter, count, "a") }
      name(.halfDay, .halves)
    case "S":
      guard count <= 9 else { throw tooMany(letter, count, "SSSSSSSSS") }
      number(.fraction(digits: count), isFixed: true, width: count)
    case "X", "x", "Z": try offset(letter, count)
    default:
      guard let field = Self.clockFields[letter] else { throw unsupported(letter) }
      guard count <= 2 else { throw tooMany(letter, count, "\(letter)\(letter)") }
      twoDigits(field, count)
    }
  }

  private static let clockFields: [Unicode.Scalar: TimePattern.Field] = [
    "d": .day, "H": .hour, "k": .clockHour, "K": .halfDayHour, "h": .clockHalfDayHour, "m": .minute, "s": .second,
  ]

  /// One letter takes one or two digits, two letters take two.
  private mutating func twoDigits(_ field: TimePattern.Field, _ count: Int) {
    number(.number(field, minimum: count, maximum: 2, reserved: 0), isFixed: count == 2, width: 2)
  }

  /// Appends a number. Behind another number, a fixed one makes the first of them leave it its digits.
  private mutating func number(_ token: Token, isFixed: Bool, width: Int) {
    if let index = adjacent, isFixed {
      tokens[index] = tokens[index].reserving(width)
      tokens.append(token)
      return
    }
    adjacent = tokens.count
    tokens.append(token)
  }

  private mutating func name(_ field: TimePattern.Field, _ names: TimeNames) {
    adjacent = nil
    tokens.append(.name(field, names))
  }

  private mutating func offset(_ letter: Unicode.Scalar, _ count: Int) throws(Fault) {
    adjacent = nil
    let isFive = count == 5
    if letter == "Z" {
      guard count <= 3 || isFive else {
        throw Fault(message: "`ZZZZ` (GMT+08:00) in the format is not read", help: "write `XXX` for +08:00")
      }
      tokens.append(
        .offset(
          .init(hasColon: isFive, needsMinutes: true, takesSeconds: isFive, takesZulu: isFive)))
      return
    }
    guard count <= 5 else { throw tooMany(letter, count, "\(letter)\(letter)\(letter)") }
    tokens.append(
      .offset(
        .init(
          hasColon: count == 3 || isFive, needsMinutes: count > 1, takesSeconds: count > 3,
          takesZulu: letter == "X")))
  }

  private func tooMany(_ letter: Unicode.Scalar, _ count: Int, _ most: String) -> Fault {
    Fault(message: "`\(letter)` stands \(count) times in the format", help: "write at most `\(most)`")
  }

  private func unsupported(_ letter: Unicode.Scalar) -> Fault {
    switch letter {
    case "Y":
      Fault(message: "`Y` in a format means week-year", help: "write `y`, such as yyyy-MM-dd", isWeekYear: true)
    case "z", "V", "v", "O":
      Fault(
        message: "the letter `\(letter)` (the name of a zone) in the format is not read",
        help: "write `XXX` for an offset such as +01:00, and the zone as `defaultTimezone`")
    case "G": Fault(message: "the letter `G` (the era) in the format is not read", help: "years are 1 to 9999")
    case "Q", "q", "w", "W", "e", "c", "F":
      Fault(
        message: "the letter `\(letter)` (a part of a week or quarter) in the format is not read",
        help: "write a date with year, month and day")
    case "n", "N", "A":
      Fault(
        message: "the letter `\(letter)` (a count within the day) in the format is not read",
        help: "write HH:mm:ss, with one `S` for each digit of the fraction")
    default:
      Fault(
        message: "the letter `\(letter)` in the format is not read",
        help: "literal text stands in quotes: `'\(letter)'`")
    }
  }
}

extension TimePattern.Token {
  fileprivate func reserving(_ digits: Int) -> Self {
    switch self {
    case .number(let field, let minimum, let maximum, let reserved):
      .number(field, minimum: minimum, maximum: maximum, reserved: reserved + digits)
    case .shortYear(let reserved): .shortYear(reserved: reserved + digits)
    default: self
    }
  }
}
