/// Whether the `version` of a contract says how much has changed: major, minor or patch.
package struct VersionBump: Sendable, Equatable {
  package enum Level: Int, Sendable, Comparable {
    case none, patch, minor, major

    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

    package var word: String {
      switch self {
      case .none: "none"
      case .patch: "patch"
      case .minor: "minor"
      case .major: "major"
      }
    }
  }

  /// From one version to the next.
  package enum Step: Sendable, Equatable {
    case level(Level)
    /// The new version is lower than the old one.
    case backward
    /// One of them is no version of numbers such as `1.4.0`.
    case unknown

    package var word: String {
      switch self {
      case .level(let level): level.word
      case .backward: "backward"
      case .unknown: "unknown"
      }
    }
  }

  package var required: Level
  package var actual: Step
  package var old: String
  package var new: String

  init(from old: String, to new: String, required: Level) {
    self.old = old
    self.new = new
    self.required = required
    actual = Self.step(from: old, to: new)
  }

  package var isEnough: Bool {
    switch actual {
    case .level(let level): level >= required
    case .backward, .unknown: required == .none
    }
  }

  private static func step(from old: String, to new: String) -> Step {
    if old.utf8.elementsEqual(new.utf8) { return .level(.none) }
    guard let left = numbers(old), let right = numbers(new) else { return .unknown }
    for (index, level) in [Level.major, .minor, .patch].enumerated() where left[index] != right[index] {
      return left[index] < right[index] ? .level(level) : .backward
    }
    // What stands behind the numbers differs: a release after its candidate.
    return .level(.patch)
  }

  /// Major, minor and patch of `1.4.0`, `v2`, `1.4`, `2.0.0-rc.1`; numbers that are not written are 0.
  private static func numbers(_ version: String) -> [ExactDecimal]? {
    var text = Substring(version)
    if text.first == "v" || text.first == "V" { text.removeFirst() }
    let core = text.prefix { $0 != "-" && $0 != "+" }
    let parts = core.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...3).contains(parts.count), parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(isDigit) }) else {
      return nil
    }
    let numbers = parts.compactMap { ExactDecimal(isNegative: false, digits: $0.utf8.map { $0 - 0x30 }, exponent: 0) }
    return numbers.count == parts.count ? numbers + Array(repeating: .zero, count: 3 - parts.count) : nil
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
