/// What was typed, taken apart but not yet given a meaning: the first of two steps.
///
/// Problems are collected, not thrown, so that all of them are told at once and the outputs that the rest of the
/// line names are still known.
struct TypedArguments: Sendable {
  private(set) var positionals: [String] = []
  private(set) var problems: [String] = []
  private var values: [String: [String]] = [:]

  init(_ words: some Sequence<String>, flags: [Flag]) {
    var parser = Parser(words: Array(words), flags: flags)
    while let word = parser.next() {
      switch word {
      case .positional(let text): positionals.append(text)
      case .problem(let text): problems.append(text)
      case .flag(let flag, let value):
        if let value, let problem = flag.problem(with: value) { problems.append(problem) }
        if values[flag.long] != nil && flag.takesValue && !flag.isRepeatable {
          problems.append("--\(flag.long) is given twice")
        }
        values[flag.long, default: []].append(value ?? "")
      }
    }
  }

  func has(_ flag: Flag) -> Bool { values[flag.long] != nil }
  func value(_ flag: Flag) -> String? { values[flag.long]?.first }
  func values(_ flag: Flag) -> [String] { values[flag.long] ?? [] }
}

extension Flag {
  fileprivate func problem(with value: String) -> String? {
    if choices.isEmpty || choices.contains(where: { $0.hasSameBytes(as: value) }) { return nil }
    let near = NearName.of(value, among: choices).map { "; did you mean \"\($0)\"?" } ?? ""
    return "--\(long) takes \(choices.joined(separator: ", ")), not \"\(value)\"\(near)"
  }
}

/// Walks over the words of a command line.
private struct Parser {
  enum Word {
    case positional(String)
    case flag(Flag, value: String?)
    case problem(String)
  }

  let words: [String]
  let flags: [Flag]
  private var index = 0
  private var flagsHaveEnded = false
  /// Letters of a cluster such as `-qv` that are still to be taken.
  private var cluster: Substring = ""

  init(words: [String], flags: [Flag]) {
    self.words = words
    self.flags = flags
  }

  mutating func next() -> Word? {
    if let letter = cluster.popFirst() { return short(letter) }
    guard index < words.count else { return nil }
    let word = words[index]
    index += 1
    if flagsHaveEnded || word == "-" || !word.utf8.starts(with: "-".utf8) { return .positional(word) }
    if word.hasSameBytes(as: "--") {
      flagsHaveEnded = true
      return next()
    }
    if word.utf8.starts(with: "--".utf8) { return long(word.dropFirst(2)) }
    cluster = word.dropFirst()
    return next()
  }

  /// `--flag`, `--flag value` or `--flag=value`
  private mutating func long(_ text: Substring) -> Word {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let name = String(parts[0])
    guard let flag = flags.first(where: { $0.long.hasSameBytes(as: name) }) else {
      let near = NearName.of(name, among: flags.map(\.long)).map { "; did you mean \"--\($0)\"?" } ?? ""
      return .problem("unknown flag \"--\(name)\"\(near)")
    }
    if parts.count == 2 {
      guard flag.takesValue else { return .problem("--\(name) takes no value") }
      return .flag(flag, value: String(parts[1]))
    }
    return withValue(flag, typed: "--" + name)
  }

  /// One letter of `-q`, `-qv` or `-o FILE`; the value may follow at once: `-oFILE`.
  private mutating func short(_ letter: Character) -> Word {
    guard let flag = flags.first(where: { $0.short == letter }) else {
      return .problem("unknown flag \"-\(letter)\"; \"--\" ends the flags")
    }
    guard flag.takesValue, !cluster.isEmpty else { return withValue(flag, typed: "-\(letter)") }
    defer { cluster = "" }
    return .flag(flag, value: String(cluster))
  }

  private mutating func withValue(_ flag: Flag, typed: String) -> Word {
    guard flag.takesValue else { return .flag(flag, value: nil) }
    guard index < words.count, !words[index].utf8.starts(with: "--".utf8) else {
      return .problem("\(typed) needs a value: \(flag.synopsis)")
    }
    defer { index += 1 }
    return .flag(flag, value: words[index])
  }
}
