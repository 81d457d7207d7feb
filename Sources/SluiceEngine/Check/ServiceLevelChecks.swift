internal import SluiceContract

/// Service levels that a batch can show (ruling 13): freshness, latency, retention, frequency.
protocol ServiceLevelCheck: CheckKind {
  static func requirement(_ level: ServiceLevelTest) -> TimeRequirement
  static func outcome(_ level: ServiceLevelTest, _ times: TimeMeasurement, asOf: Int128) -> CheckOutcome
}

extension ServiceLevelCheck {
  static func requirement(_ rule: Rule, _ target: CheckTarget) -> Requirement {
    guard case .serviceLevel(let level) = rule.test else { return .batchFacts }
    return .times(requirement(level))
  }

  static func evaluate(_ rule: Rule, _ target: CheckTarget, _ measurement: Measurement) -> CheckOutcome {
    guard case .serviceLevel(let level) = rule.test, case .times(let times, let asOf) = measurement else {
      return CheckOutcome(.error)
    }
    var outcome = outcome(level, times, asOf: asOf)
    outcome.threshold = CheckResult.ThresholdSummary(
      comparison: level.isStrict ? "mustBeLessThan" : "mustBeLessOrEqualTo",
      operands: [level.limit.amount.description], unit: level.limit.unit.rawValue)
    if target.property?.isMasked ?? false {
      // Of a classified column neither the rows nor the times are shown.
      outcome.details.removeAll { $0.name != "seconds" }
    }
    return outcome
  }

  /// `span` in nanoseconds; `what`: what it is the length of; `rows`: those that decide.
  static func judged(
    _ span: Int128, isKept: Bool, _ level: ServiceLevelTest, what: String, rows: [Int],
    _ details: [(name: String, nanoseconds: Int128)]
  ) -> CheckOutcome {
    var outcome = CheckOutcome(isKept ? .pass : .fail)
    let limit =
      "\(level.isStrict ? "less than" : "at most") \(level.limit.amount) \(level.limit.unit.rawValue)"
    outcome.expected = "\(what) \(limit)"
    outcome.observed = Lapse.words(span)
    outcome.unit = "value"
    outcome.failing = isKept ? 0 : 1
    outcome.rows = isKept ? [] : rows
    if !isKept { outcome.reason = "\(what) is \(Lapse.words(span)), expected \(limit)" }
    outcome.details = details.compactMap { detail in
      CivilTime.format(nanoseconds: detail.nanoseconds).map {
        CheckResult.Detail(name: detail.name, value: .text($0))
      }
    }
    outcome.details.append(CheckResult.Detail(name: "seconds", value: .text(Lapse.seconds(span))))
    return outcome
  }

  /// How long before now a time lies; nothing can be said where the column has none.
  static func aged(
    _ place: TimeExtremes.Place?, _ which: String, _ level: ServiceLevelTest, asOf: Int128
  ) -> CheckOutcome {
    guard let place else { return CheckOutcome(.notRun, reason: "the column has no value") }
    return judged(
      asOf - place.nanoseconds, isKept: level.limit.admits(from: place.nanoseconds, to: asOf, strictly: level.isStrict),
      level, what: "the age of the \(which) \(level.columns[0])", rows: [place.row],
      [(which, place.nanoseconds), ("asOf", asOf)])
  }
}

extension ServiceLevelTest {
  /// The age of the latest time must be less than the value; every other measure may reach it.
  fileprivate var isStrict: Bool { kind == .freshness || kind == .latency && columns.count == 1 }
}

enum FreshnessCheck: ServiceLevelCheck {
  static let id = "freshness"
  static func requirement(_ level: ServiceLevelTest) -> TimeRequirement { .extremes(column: level.columns[0]) }

  static func outcome(_ level: ServiceLevelTest, _ times: TimeMeasurement, asOf: Int128) -> CheckOutcome {
    guard case .extremes(let extremes) = times else { return CheckOutcome(.error) }
    return aged(extremes.latest, "latest", level, asOf: asOf)
  }
}

enum LatencyCheck: ServiceLevelCheck {
  static let id = "latency"

  static func requirement(_ level: ServiceLevelTest) -> TimeRequirement {
    level.columns.count == 2
      ? .difference(from: level.columns[0], to: level.columns[1]) : .extremes(column: level.columns[0])
  }

  static func outcome(_ level: ServiceLevelTest, _ times: TimeMeasurement, asOf: Int128) -> CheckOutcome {
    switch times {
    case .extremes(let extremes): return aged(extremes.latest, "latest", level, asOf: asOf)
    case .difference(let difference):
      guard let largest = difference.largest else { return CheckOutcome(.notRun, reason: "no row has both times") }
      return judged(
        largest.nanoseconds, isKept: level.limit.admits(largest.nanoseconds), level,
        what: "the longest time from \(level.columns[0]) to \(level.columns[1])", rows: [largest.row], [])
    case .gap: return CheckOutcome(.error)
    }
  }
}

enum RetentionCheck: ServiceLevelCheck {
  static let id = "retention"
  static func requirement(_ level: ServiceLevelTest) -> TimeRequirement { .extremes(column: level.columns[0]) }

  static func outcome(_ level: ServiceLevelTest, _ times: TimeMeasurement, asOf: Int128) -> CheckOutcome {
    guard case .extremes(let extremes) = times else { return CheckOutcome(.error) }
    return aged(extremes.earliest, "earliest", level, asOf: asOf)
  }
}

enum FrequencyCheck: ServiceLevelCheck {
  static let id = "frequency"

  static func requirement(_ level: ServiceLevelTest) -> TimeRequirement {
    .largestGap(column: level.columns[0], enough: level.limit.nanosecondsRoundedDown)
  }

  static func outcome(_ level: ServiceLevelTest, _ times: TimeMeasurement, asOf: Int128) -> CheckOutcome {
    guard case .gap(let gap) = times else { return CheckOutcome(.error) }
    guard let gap else { return CheckOutcome(.notRun, reason: "fewer than two distinct times") }
    guard case .found(let found) = gap else {
      return CheckOutcome(.error, reason: "nanoseconds over more than 584 years cannot be told apart")
    }
    var outcome = judged(
      found.length, isKept: level.limit.admits(found.length), level,
      what: "the largest gap between consecutive values of \(level.columns[0])",
      rows: [found.rowBefore, found.rowAfter],
      [("after", found.after), ("until", found.until)])
    if !found.isExact {
      outcome.details.append(
        CheckResult.Detail(name: "isExact", value: .text("no: a longer gap within the limit is possible")))
    }
    return outcome
  }
}
