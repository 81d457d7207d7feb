/// Which elements of two lists are the same one: by the first of several keys under which both are known.
struct ElementMatching<Element> {
  private(set) var pairs: [(old: Element, new: Element)] = []
  /// Positions in the old list of those in `pairs`, in the order of the new list.
  private(set) var oldPositions: [Int] = []
  private(set) var removed: [Element] = []
  private(set) var added: [Element] = []

  /// - Parameter keys: tried one after another; nil where an element has no such key.
  init(_ old: [Element], _ new: [Element], by keys: [(Element) -> String?]) {
    var partners = [Int?](repeating: nil, count: new.count)
    var isTaken = [Bool](repeating: false, count: old.count)
    for key in keys {
      var places: [[UInt8]: [Int]] = [:]
      for index in old.indices.reversed() where !isTaken[index] {
        if let name = key(old[index]) { places[Array(name.utf8), default: []].append(index) }
      }
      for index in new.indices where partners[index] == nil {
        guard let name = key(new[index]), let place = places[Array(name.utf8)]?.popLast() else { continue }
        partners[index] = place
        isTaken[place] = true
      }
    }
    for (index, partner) in partners.enumerated() {
      if let partner {
        pairs.append((old[partner], new[index]))
        oldPositions.append(partner)
      } else {
        added.append(new[index])
      }
    }
    removed = old.indices.filter { !isTaken[$0] }.map { old[$0] }
  }

  /// Whether those that both have stand in the same order.
  var keepsOrder: Bool { zip(oldPositions, oldPositions.dropFirst()).allSatisfy { $0 < $1 } }
}
