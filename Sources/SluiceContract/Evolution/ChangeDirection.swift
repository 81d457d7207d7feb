/// What a change does to a promise, as the declarations of checks say it of a larger parameter.
package typealias ChangeDirection = CheckDeclaration.Direction

/// Who relies on a contract: those who read the data, and those who deliver it.
package enum ContractParty: String, Sendable, CaseIterable {
  case consumer, producer
}

extension CheckDeclaration.Direction {
  /// Data that was promised may not come any more: consumers. Data that was fine is refused now: producers.
  package var breaks: [ContractParty] {
    switch self {
    case .loosens: [.consumer]
    case .tightens: [.producer]
    case .both: [.consumer, .producer]
    case .undetermined, .none: []
    }
  }

  var opposite: Self {
    switch self {
    case .loosens: .tightens
    case .tightens: .loosens
    case .both, .undetermined, .none: self
    }
  }

  /// Several changes of one promise at once; what cannot be told outweighs what can.
  static func combined(_ parts: [Self]) -> Self {
    let parts = Set(parts).subtracting([.none])
    if parts.contains(.undetermined) { return .undetermined }
    return parts.count > 1 ? .both : parts.first ?? .none
  }

  /// Of two sets of what is admitted.
  static func ofAdmitted(grows: Bool, shrinks: Bool) -> Self {
    grows && shrinks ? .both : grows ? .loosens : shrinks ? .tightens : .none
  }

  /// Of two values of a parameter of which a larger one does this.
  func from<Value: Comparable>(_ old: Value, to new: Value) -> Self {
    old == new ? .none : old < new ? self : opposite
  }

  /// Of two lists of which a larger one does this: one that holds what the other does not, and the other way round,
  /// is neither larger nor smaller.
  func from(_ old: Set<String>, to new: Set<String>) -> Self {
    if old == new { return .none }
    if new.isSuperset(of: old) { return self }
    if new.isSubset(of: old) { return opposite }
    return self == .undetermined ? .undetermined : .both
  }
}

extension ContractSettings.Compatibility {
  /// Whether a change that breaks them counts as breaking, from this perspective.
  package func minds(_ party: ContractParty) -> Bool {
    switch self {
    case .full: true
    case .consumer: party == .consumer
    case .producer: party == .producer
    case .none: false
    }
  }
}
