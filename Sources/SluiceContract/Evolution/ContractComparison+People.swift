// Who stands behind a contract, and who may read the data.

extension ContractComparison {
  func comparePeople(_ spot: ChangeSpot) {
    let channels = Terms(shape: .support, words: "support channel", name: "channel", rule: .supportChanged)
    compare(channels, "support", spot)
    compareOne(.price, "price", "the price", .priceChanged, spot)
    compareTeam(spot)
    compareRoles(spot)
  }

  /// Elements of which every difference is for people to judge.
  private struct Terms {
    var shape: ShapeName
    var words: String
    /// The key of their name.
    var name: String
    var rule: ChangeRule
  }

  private func compare(_ terms: Terms, _ key: String, _ spot: ChangeSpot) {
    let matching = ElementMatching(
      spot.old.list(key), spot.new.list(key), by: [{ $0.text(terms.name) }, { $0.text("id") }])
    for (old, new) in matching.pairs {
      compareTerms(terms.shape, terms.rule, inside(spot, key, terms, old, new))
    }
    for node in matching.added {
      let spot = inside(spot, key, terms, node, node)
      list.add(terms.rule, .undetermined, "\(spot.name) is new", spot, only: .new, node)
    }
    for node in matching.removed {
      let spot = inside(spot, key, terms, node, node)
      list.add(terms.rule, .undetermined, "\(spot.name) is gone", spot, only: .old, node)
    }
  }

  private func inside(_ spot: ChangeSpot, _ key: String, _ terms: Terms, _ old: YAMLNode, _ new: YAMLNode) -> ChangeSpot
  {
    let name = new.shown(terms.name) ?? ""
    return ChangeSpot(
      path: "\(DocumentPath.join(spot.path, key))[\(Words.escaped(name))]",
      name: "\(terms.words) \(Words.quoted(name))",
      old: old, new: new)
  }

  /// Words as words, all else by the rule.
  private func compareTerms(_ shape: ShapeName, _ rule: ChangeRule, _ spot: ChangeSpot) {
    compareFields(shape, spot)
    let keys = (spot.new.pairs ?? []).map(\.key) + (spot.old.pairs ?? []).map(\.key).filter { spot.new.pair($0) == nil }
    for key in keys {
      guard case .compared? = FieldEvolution.of(key, in: shape), key != "members",
        !spot.old[key].saysTheSame(as: spot.new[key])
      else { continue }
      let words = DifferenceWords.of(key, spot.old[key], spot.new[key])
      list.add(rule, .undetermined, "\(spot.name): \(words)", spot, key: key)
    }
  }

  private func compareOne(
    _ shape: ShapeName, _ key: String, _ name: String, _ rule: ChangeRule, _ spot: ChangeSpot
  ) {
    switch (spot.old[key], spot.new[key]) {
    case (nil, nil): break
    case (nil, let node?):
      list.add(rule, .undetermined, "\(name) is new", spot.below(key, node, node), only: .new, node)
    case (let node?, nil):
      list.add(rule, .undetermined, "\(name) is gone", spot.below(key, node, node), only: .old, node)
    case (let old?, let new?):
      var inner = spot.below(key, old, new)
      inner.name = name
      compareTerms(shape, rule, inner)
    }
  }

  /// The deprecated form of a team is a list of its members.
  private func compareTeam(_ spot: ChangeSpot) {
    let members = Terms(shape: .teamMember, words: "team member", name: "username", rule: .teamChanged)
    guard let old = spot.old["team"], let new = spot.new["team"] else {
      return compareOne(.team, "team", "the team", .teamChanged, spot)
    }
    if old.pairs != nil && new.pairs != nil {
      compareOne(.team, "team", "the team", .teamChanged, spot)
      return compare(members, "members", spot.below("team", old, new))
    }
    if old.items != nil && new.items != nil { return compare(members, "team", spot) }
    let inner = spot.below("team", old, new)
    let forms = (old: old["members"] ?? old, new: new["members"] ?? new)
    if !Optional(forms.old).saysTheSame(as: forms.new) || old.pairs?.count ?? 1 > 1 || new.pairs?.count ?? 1 > 1 {
      list.add(.teamChanged, .undetermined, "the team is written in another form, and says something else", inner)
    }
  }

  /// Of the contract, or of a server.
  func compareRoles(_ spot: ChangeSpot) {
    let roles = Terms(shape: .role, words: "role", name: "role", rule: .roleChanged)
    let matching = ElementMatching(
      spot.old.list("roles"), spot.new.list("roles"), by: [{ $0.text("role") }, { $0.text("id") }])
    for (old, new) in matching.pairs {
      compareTerms(.role, .roleChanged, inside(spot, "roles", roles, old, new))
    }
    for node in matching.added {
      let spot = inside(spot, "roles", roles, node, node)
      list.add(.roleAdded, .none, "\(spot.name) is new", spot, only: .new, node)
    }
    for node in matching.removed {
      let spot = inside(spot, "roles", roles, node, node)
      list.add(.roleRemoved, .loosens, "\(spot.name) is gone", spot, only: .old, node)
    }
  }
}
