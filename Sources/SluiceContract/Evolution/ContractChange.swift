/// One difference between two versions of a contract: what it is, where, what it does to whom.
package struct ContractChange: Sendable {
  /// Which of the two files a place is in.
  package enum Side: Sendable {
    case old, new
  }

  /// Why a change that would break somebody breaks nobody.
  package enum Exemption: String, Sendable {
    /// The old version was a draft: nothing was promised yet.
    case draft
    /// What is gone was marked as deprecated.
    case deprecated
  }

  package var rule: ChangeRule
  package var direction: ChangeDirection
  /// What has changed, lower case, no full stop.
  package var message: String
  /// More than the rule's own `whatToDo` knows.
  package var hint: String?
  /// Where in the document, such as `schema[orders].properties[amount].required`.
  package var path: String
  /// Of changes of an object and what is in it.
  package var object: String?
  /// The column's name, of parts inside of cells the dotted one.
  package var column: String?
  /// In the new file; of what is gone, in the old one.
  package var side: Side
  package var mark: Mark
  /// False where neither version's rule halts a pipeline.
  package var isBlocking = true
  package var exemption: Exemption?

  /// Whom it breaks, whatever the perspective.
  package var breaks: [ContractParty] {
    exemption == nil && isBlocking ? direction.breaks : []
  }
}

/// Where a comparison stands in both documents.
struct ChangeSpot {
  /// Of the document.
  var path: String
  /// For messages: `orders.amount`, `server "lake"`, `the contract`.
  var name: String
  var object: String?
  var column: String?
  var old: YAMLNode
  var new: YAMLNode

  /// The part below a key, under the same name.
  func below(_ key: String, _ old: YAMLNode, _ new: YAMLNode) -> ChangeSpot {
    var spot = self
    spot.path = DocumentPath.join(path, key)
    (spot.old, spot.new) = (old, new)
    return spot
  }
}

/// Collects the changes of two contracts while they are compared.
///
/// A class, because every part of the comparison writes to the same list. Not shared between threads.
final class ChangeList {
  private(set) var changes: [ContractChange] = []

  /// A change of a key of both, or of one of them, or of the whole.
  ///
  /// The place is the key's value in the new file; of a key that only the old one has, in the old file.
  func add(
    _ rule: ChangeRule, _ direction: ChangeDirection, _ message: String, _ spot: ChangeSpot, key: String? = nil,
    hint: String? = nil, isBlocking: Bool = true
  ) {
    var (side, mark) = (ContractChange.Side.new, spot.new.headMark)
    if let key {
      if let pair = spot.new.pair(key) {
        mark = pair.mark
      } else if let pair = spot.old.pair(key) {
        (side, mark) = (.old, pair.mark)
      }
    }
    let path = key.map { DocumentPath.join(spot.path, $0) } ?? spot.path
    changes.append(
      ContractChange(
        rule: rule, direction: direction, message: message, hint: hint, path: path, object: spot.object,
        column: spot.column, side: side, mark: mark, isBlocking: isBlocking))
  }

  /// What only one of them has.
  func add(
    _ rule: ChangeRule, _ direction: ChangeDirection, _ message: String, _ spot: ChangeSpot,
    only side: ContractChange.Side, _ node: YAMLNode, isBlocking: Bool = true,
    exemption: ContractChange.Exemption? = nil
  ) {
    changes.append(
      ContractChange(
        rule: rule, direction: direction, message: message, hint: nil, path: spot.path, object: spot.object,
        column: spot.column, side: side, mark: node.headMark, isBlocking: isBlocking, exemption: exemption))
  }
}

extension YAMLPair {
  /// One value, or the key of several.
  var mark: Mark { value.scalar == nil ? keyMark : value.mark }
}
