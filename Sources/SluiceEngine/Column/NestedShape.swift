internal import SluiceContract

/// What a nested column promises about its parts: a tree in one list, whose first node is the column itself.
///
/// A node is one kind of place in the JSON of every cell: the member `street`, the items of `coupons`. The values
/// found there become the cells of a column of their own, which is decoded and tested as any other.
struct NestedShape: Sendable {
  private(set) var nodes: [Node]

  struct Node: Sendable {
    var kind: ColumnKind
    /// What a value may be in JSON; null is always one.
    var accepts: JSONKinds
    var step: Step
    /// -1 for the column itself.
    var parent: Int
    /// Names that are looked for in an object, each with its node (-1: only its presence counts).
    var members: [Member] = []
    /// Nodes of the items of an array, and of the names and values of a map; -1 where nothing is asked of them.
    var items = -1
    var key = -1
    var value = -1
    /// Nodes that say one thing about each container as a whole.
    var aspects: [Int] = []
    /// Whether member names of a map must not be shown.
    var hidesNames = false
    /// How times are written; nil for ISO 8601 in UTC.
    var reading: TimeReading?
  }

  struct Member: Sendable {
    var name: [UInt8]
    var node: Int
  }

  /// How a node is reached from its parent.
  enum Step: Sendable {
    case column
    case member([UInt8])
    case items, key, value
    case aspect(Aspect)
  }

  /// What is asked of a container as a whole; its cells are valid where it holds.
  enum Aspect: Sendable, Hashable {
    /// No two items are equal as values of JSON.
    case uniqueItems
    /// All members of these names are there, null or not.
    case hasMembers([[UInt8]])
    /// The squares of the items add up to 1, give or take twice the tolerance.
    case normalized(tolerance: Double)
  }

  init(_ container: ColumnKind.Container) {
    nodes = [Node(kind: .container(container), accepts: JSONKinds(container), step: .column, parent: -1)]
  }

  /// Adds a node below `parent` and returns its index. `kind` nil: any value, as text.
  mutating func add(
    _ kind: ColumnKind?, _ step: Step, to parent: Int, reading: TimeReading? = nil
  ) -> Int {
    let index = nodes.count
    var accepts = kind.map(JSONKinds.init) ?? .any
    switch step {
    case .column: break
    case .member(let name):
      if let known = nodes[parent].members.firstIndex(where: { $0.name == name }) {
        nodes[parent].members[known].node = index
      } else {
        nodes[parent].members.append(Member(name: name, node: index))
      }
    case .items: nodes[parent].items = index
    // The name of a member is always a text, whatever the map's keys are.
    case .key: (nodes[parent].key, accepts) = (index, .string)
    case .value: nodes[parent].value = index
    case .aspect(let aspect):
      nodes[parent].aspects.append(index)
      if case .hasMembers(let names) = aspect { expect(names, of: parent) }
    }
    nodes.append(Node(kind: kind ?? .text, accepts: accepts, step: step, parent: parent, reading: reading))
    return index
  }

  mutating func hideNames(of node: Int) { nodes[node].hidesNames = true }

  private mutating func expect(_ names: [[UInt8]], of node: Int) {
    for name in names where !nodes[node].members.contains(where: { $0.name == name }) {
      nodes[node].members.append(Member(name: name, node: -1))
    }
  }
}

/// Kinds of JSON values, null aside.
struct JSONKinds: OptionSet, Sendable {
  var rawValue: UInt8

  static let string = JSONKinds(rawValue: 1)
  static let number = JSONKinds(rawValue: 2)
  static let boolean = JSONKinds(rawValue: 4)
  static let object = JSONKinds(rawValue: 8)
  static let array = JSONKinds(rawValue: 16)
  static let any: JSONKinds = [.string, .number, .boolean, .object, .array]

  init(rawValue: UInt8) { self.rawValue = rawValue }

  init(_ container: ColumnKind.Container) { self = container.isObject ? .object : .array }

  /// How a value of a column's kind is written.
  init(_ kind: ColumnKind) {
    switch kind {
    case .text, .date, .time, .timestamp: self = .string
    case .integer, .number, .decimal: self = .number
    case .boolean: self = .boolean
    case .container(let container): self.init(container)
    }
  }

  /// The kind of a token that is or begins a value; empty for null.
  @inline(__always)
  init(token: UInt8) {
    switch token & ~JSONToken.escaped {
    case JSONToken.string.rawValue: self = .string
    case JSONToken.number.rawValue: self = .number
    case JSONToken.yes.rawValue, JSONToken.no.rawValue: self = .boolean
    case JSONToken.objectStart.rawValue: self = .object
    case JSONToken.arrayStart.rawValue: self = .array
    default: self = []
    }
  }
}

/// Finds an object's promised members by their names.
///
/// How it works: as `TextSet`: open addressing over packed names, confirmed byte by byte where they are long.
struct MemberTable {
  private let slots: [(token: PackedToken, member: Int)]
  private let names: [[UInt8]]
  private let mask: Int

  init(_ names: [[UInt8]]) {
    var capacity = 4
    while capacity < names.count * 2 { capacity *= 2 }
    mask = capacity - 1
    var slots = [(token: PackedToken, member: Int)](repeating: (PackedToken([]), -1), count: capacity)
    for (index, name) in names.enumerated() {
      let token = PackedToken(name)
      var position = Self.hash(token) & mask
      while slots[position].member >= 0 { position = (position + 1) & mask }
      slots[position] = (token, index)
    }
    self.slots = slots
    self.names = names
  }

  @inline(__always)
  private static func hash(_ token: PackedToken) -> Int {
    let mixed = (token.head ^ (token.tail &<< 1 | token.tail &>> 63)) &* 0x9E37_79B9_7F4A_7C15
    return Int(truncatingIfNeeded: mixed &>> 33) &+ token.count
  }

  /// Index of the member; -1 where it is not promised.
  @inline(__always)
  func index(_ bytes: Bytes, _ start: Int, _ length: Int) -> Int {
    let token = PackedToken(bytes, start, length)
    var position = Self.hash(token) & mask
    while slots[position].member >= 0 {
      let member = slots[position].member
      if slots[position].token == token
        && (length <= PackedToken.exactBytes || bytes.equals(names[member], start, length))
      {
        return member
      }
      position = (position &+ 1) & mask
    }
    return -1
  }
}
