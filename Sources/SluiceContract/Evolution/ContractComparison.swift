/// Compares two versions of a contract, part by part; every difference ends as exactly one or more changes.
///
/// Both are valid contracts: the typed model says what is meant, the document where it stands and how it is written.
struct ContractComparison {
  let old: Contract
  let new: Contract
  let list = ChangeList()

  /// Every change, in the order of the new document; what is gone comes at the end of the part that had it.
  static func changes(from old: ContractReading, to new: ContractReading) -> [ContractChange] {
    guard let oldContract = old.contract, let newContract = new.contract, let oldDocument = old.document,
      let newDocument = new.document
    else { return [] }
    let comparison = ContractComparison(old: oldContract, new: newContract)
    comparison.compare(ChangeSpot(path: "", name: "the contract", old: oldDocument, new: newDocument))
    return comparison.list.changes
  }

  private func compare(_ spot: ChangeSpot) {
    compareFields(.contract, spot)
    compareSettings(spot)
    compareServers(spot)
    compareObjects(spot)
    comparePeople(spot)
    compareServiceLevels(spot)
  }

  /// Elements of a list with their positions, which typed lists share.
  func elements<Typed>(_ typed: [Typed], _ node: YAMLNode, _ key: String) -> [Element<Typed>] {
    zip(typed, node.list(key).filter { $0.pairs != nil }).map { Element(typed: $0, node: $1) }
  }

  /// One element of a list: what it means, and where it stands.
  struct Element<Typed> {
    var typed: Typed
    var node: YAMLNode
  }
}
