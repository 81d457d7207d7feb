internal import SluiceContract

/// Checks of how values are written, and of the steps between them: format, multipleOf, timezone.
enum FormatCheck: CellCheck {
  static let id = "format"

  static func requirement(_ rule: Rule, _ target: CheckTarget) -> Requirement {
    switch rule.test {
    case .textForm(let form): .cells(.hasForm(form))
    case .timeForm: .cells(.followsPattern)
    case .numberForm(.float32, _) where target.kind == .number: .cells(.fitsFloat32)
    // Whatever is beyond 64 bits is no number to the type check already.
    case .numberForm(.float64, _) where target.kind == .number: .cells(.all([]))
    case .numberForm(let form, _):
      form.bounds.cellTest(target.kind).map(Requirement.cells) ?? .notRun(reason: "no number")
    default: .notRun(reason: "no format")
    }
  }

  static func expected(_ rule: Rule, _ target: CheckTarget) -> String {
    switch rule.test {
    case .textForm(let form): form.rawValue
    case .timeForm(let pattern): pattern.text
    case .numberForm(_, let word): word
    default: ""
    }
  }
}

enum MultipleOfCheck: CellCheck {
  static let id = "multipleOf"

  static func requirement(_ rule: Rule, _ target: CheckTarget) -> Requirement {
    guard case .multipleOf(let step) = rule.test else { return .batchFacts }
    return .cells(.isMultiple(Divisor(step, target.kind)))
  }

  static func expected(_ rule: Rule, _ target: CheckTarget) -> String {
    guard case .multipleOf(let step) = rule.test else { return "" }
    return "a multiple of \(step)"
  }
}

/// Whether times say which offset they are in: all of them, or none.
enum TimezoneCheck: CellCheck {
  static let id = "timezone"

  static func requirement(_ rule: Rule, _ target: CheckTarget) -> Requirement {
    guard case .timezone(let carriesOffset) = rule.test else { return .batchFacts }
    let signFree = target.kind == .time ? "HH:MM".utf8.count : "YYYY-MM-DD".utf8.count
    return .cells(
      .carriesOffset(OffsetTest(isWanted: carriesOffset, pattern: target.reading?.pattern, signFreeBytes: signFree)))
  }

  static func expected(_ rule: Rule, _ target: CheckTarget) -> String {
    guard case .timezone(let carriesOffset) = rule.test else { return "" }
    return carriesOffset ? "an offset, such as Z or +01:00" : "no offset"
  }
}
