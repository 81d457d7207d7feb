/// Takes the cells of a nested column apart: into one column of values for each node of its shape.
///
/// How it works: a cell is scanned to its end before anything of it counts, so a broken one leaves no values behind.
/// Then its tokens are walked, with one frame a level; a frame says which nodes its values belong to. Cells that are
/// wider than the tape are scanned a second time, window by window.
/// What to beware: nodes do not lie inside themselves, so the members that one object was seen to have are kept by
/// node and not by level.
final class NestedWalker {
  private struct Frame: BitwiseCopyable {
    /// -1 where nothing inside is asked for.
    var node: Int
    /// Node that the container itself is a value of; -1 for none.
    var target: Int
    var status: UInt8
    var isObject: Bool
    var start: Int
    var size = 0
    var sumOfSquares = 0.0
  }

  /// What the walk needs of a node, without references.
  private struct Facts: BitwiseCopyable {
    var accepts: UInt8
    var items: Int
    var key: Int
    var value: Int
    var hasMembers: Bool
    var firstMember: Int
    var memberCount: Int
    var hasAspects: Bool
    var isUnique: Bool
    var isNormalized: Bool
  }

  let shape: NestedShape
  private let tape = JSONTape()
  private let names = JSONNames()
  private let items = JSONItems()
  private let values: NestedValues
  private let facts: LaneStorage<Facts>
  private let tables: [MemberTable]
  private let frames: LaneStorage<Frame>
  /// Node of each promised member, and the last object that had it; members of all nodes in one lane.
  private let memberNodes: LaneStorage<Int>
  private let memberStamps: LaneStorage<Int>
  private let stamps: LaneStorage<Int>
  private let lastRows: LaneStorage<Int>
  private let occurrenceCounts: LaneStorage<Int>
  private let nameArena = TextArena()
  private let container: ColumnKind.Container

  init(_ shape: NestedShape, _ container: ColumnKind.Container) {
    self.shape = shape
    self.container = container
    values = NestedValues(shape)
    occurrenceCounts = LaneStorage(repeating: 0, count: shape.nodes.count)
    tables = shape.nodes.map { MemberTable($0.members.map(\.name)) }
    let none = Facts(
      accepts: 0, items: -1, key: -1, value: -1, hasMembers: false, firstMember: 0, memberCount: 0,
      hasAspects: false, isUnique: false, isNormalized: false)
    facts = LaneStorage(repeating: none, count: shape.nodes.count)
    let members = shape.nodes.flatMap(\.members)
    memberNodes = LaneStorage(repeating: -1, count: members.count)
    memberStamps = LaneStorage(repeating: 0, count: members.count)
    for (index, member) in members.enumerated() { memberNodes.lane[index] = member.node }
    var first = 0
    for (index, node) in shape.nodes.enumerated() {
      let aspects = node.aspects.map { shape.nodes[$0].step }
      facts.lane[index] = Facts(
        accepts: node.accepts.rawValue, items: node.items, key: node.key, value: node.value,
        hasMembers: !node.members.isEmpty, firstMember: first, memberCount: node.members.count,
        hasAspects: !aspects.isEmpty,
        isUnique: aspects.contains { if case .aspect(.uniqueItems) = $0 { true } else { false } },
        isNormalized: aspects.contains { if case .aspect(.normalized) = $0 { true } else { false } })
      first += node.members.count
    }
    stamps = LaneStorage(repeating: 0, count: shape.nodes.count)
    lastRows = LaneStorage(repeating: -1, count: shape.nodes.count)
    frames = LaneStorage(
      repeating: Frame(node: -1, target: -1, status: 0, isObject: false, start: 0),
      count: JSONScanner.depthLimit + 1)
  }

  /// Rows in which each node's container was there; by node.
  var occurrences: [Int] { shape.nodes.indices.map { occurrenceCounts.lane[$0] } }

  /// Decodes a gathered column: its cells' sizes go to the lane, what is inside them to `sink`.
  func decode(_ column: ColumnBatch, faults: inout JSONFaultCounts, sink: @escaping NestedValues.Sink) {
    let (bytes, starts, lengths, status) = (column.bytes, column.starts, column.lengths, column.status)
    let sizes = column.integerLane()
    values.begin(column, sink)
    for node in shape.nodes.indices { lastRows.lane[node] = -1 }
    for row in 0..<column.rows {
      sizes[row] = 0
      if status[row] != CellStatus.valid { continue }
      let (start, length) = (Int(starts[row]), Int(lengths[row]))
      var scanner = JSONScanner(bytes, start, length)
      var progress = scanner.fill(tape, names: names)
      var isSplit = false
      while progress == .full {
        isSplit = true
        progress = scanner.fill(tape, names: names)
      }
      if case .failed(let fault) = progress {
        reject(column, row, fault, &faults)
        continue
      }
      if isSplit {
        scanner = JSONScanner(bytes, start, length)
        _ = scanner.fill(tape, names: nil)
      }
      if tape.kinds[0] == (container.isObject ? JSONToken.objectStart : JSONToken.arrayStart).rawValue {
        sizes[row] = Int64(walk(bytes, row, &scanner))
      } else {
        reject(column, row, .otherKind, &faults)
      }
    }
    values.finish()
  }

  @inline(never)
  private func reject(_ column: ColumnBatch, _ row: Int, _ fault: JSONFault, _ faults: inout JSONFaultCounts) {
    names.reset()
    column.status[row] = CellStatus.invalid
    column.invalid += 1
    switch fault {
    case .syntax, .badNumber, .trailing, .truncated:
      let exporter = ForeignLiteral.exporter(column.bytes, Int(column.starts[row]), Int(column.lengths[row]))
      faults.add(exporter ?? fault)
    default: faults.add(fault)
    }
  }

  /// Walks the tokens of one cell, which is JSON; returns how many items or members it has.
  private func walk(_ bytes: Bytes, _ row: Int, _ scanner: inout JSONScanner) -> Int {
    let (kinds, starts, lengths) = (tape.kinds, tape.starts, tape.lengths)
    let (facts, frames) = (self.facts.lane, self.frames.lane)
    var frame = Frame(node: 0, target: -1, status: 0, isObject: container.isObject, start: Int(starts[0]))
    enter(0, row, Int(starts[0]))
    var next = facts[0].items
    var depth = 0
    var index = 1
    while true {
      if index == tape.count {
        _ = scanner.fill(tape, names: nil)
        index = 0
      }
      let kind = kinds[index]
      let (start, length) = (Int(starts[index]), Int(lengths[index]))
      index &+= 1
      switch kind & ~JSONToken.escaped {
      case JSONToken.name.rawValue:
        next = frame.node < 0 ? -1 : self.member(bytes, row, frame.node, start, length, kind)
      case JSONToken.objectStart.rawValue, JSONToken.arrayStart.rawValue:
        note(&frame, bytes, start, length, kind)
        let isObject = kind == JSONToken.objectStart.rawValue
        let isWanted = next >= 0 && facts[next].accepts & JSONKinds(token: kind).rawValue != 0
        frames[depth] = frame
        depth &+= 1
        frame = Frame(
          node: isWanted ? next : -1, target: next, status: isWanted ? CellStatus.valid : CellStatus.invalid,
          isObject: isObject, start: start)
        if isWanted { enter(next, row, start) }
        next = isWanted ? facts[next].items : -1
      case JSONToken.objectEnd.rawValue, JSONToken.arrayEnd.rawValue:
        if frame.node >= 0 { leave(frame, bytes, row, end: start &+ 1) }
        if frame.target >= 0 {
          values.put(
            frame.target, row: row, start: frame.start, length: start &+ 1 &- frame.start,
            status: frame.status, size: frame.size)
        }
        if depth == 0 { return frame.size }
        depth &-= 1
        frame = frames[depth]
        next = frame.isObject || frame.node < 0 ? -1 : facts[frame.node].items
      default:
        note(&frame, bytes, start, length, kind)
        if next >= 0 {
          let isRight = facts[next].accepts & JSONKinds(token: kind).rawValue != 0
          let isNull = kind == JSONToken.null.rawValue
          values.put(
            next, row: row, start: start, length: length,
            status: isNull ? CellStatus.null : isRight ? CellStatus.valid : CellStatus.invalid,
            escaped: kind & JSONToken.escaped)
        }
        if frame.isObject { next = -1 }
      }
    }
  }

  /// Counts a value of a frame, and keeps what its container is asked for as a whole.
  @inline(__always)
  private func note(_ frame: inout Frame, _ bytes: Bytes, _ start: Int, _ length: Int, _ kind: UInt8) {
    frame.size &+= 1
    if frame.node >= 0 && facts.lane[frame.node].hasAspects { noteAspects(&frame, bytes, start, length, kind) }
  }

  @inline(never)
  private func noteAspects(_ frame: inout Frame, _ bytes: Bytes, _ start: Int, _ length: Int, _ kind: UInt8) {
    let facts = self.facts.lane[frame.node]
    if facts.isUnique {
      let isText = kind & ~JSONToken.escaped == JSONToken.string.rawValue
      items.add(bytes, isText ? start - 1 : start)
    }
    if facts.isNormalized && kind == JSONToken.number.rawValue {
      let value = unsafe NumberParser.fast(bytes, start, length, .all) ?? NumberParser.value(bytes, start, length)
      // A number that no double holds is far from any unit vector.
      frame.sumOfSquares += value.map { $0 * $0 } ?? .infinity
    }
  }

  /// The node of a member's value; -1 where it is not asked for.
  @inline(__always)
  private func member(
    _ bytes: Bytes, _ row: Int, _ node: Int, _ start: Int, _ length: Int, _ kind: UInt8
  ) -> Int {
    let facts = self.facts.lane[node]
    if facts.hasMembers {
      let member: Int
      if kind & JSONToken.escaped == 0 {
        member = tables[node].index(bytes, start, length)
      } else {
        let (text, length) = nameArena.take(bytes, start, length)
        member = tables[node].index(text, 0, length)
      }
      if member < 0 { return -1 }
      memberStamps.lane[facts.firstMember &+ member] = stamps.lane[node]
      return memberNodes.lane[facts.firstMember &+ member]
    }
    if facts.key >= 0 {
      values.put(
        facts.key, row: row, start: start, length: length, status: CellStatus.valid,
        escaped: kind & JSONToken.escaped)
    }
    return facts.value
  }

  /// Begins a container that the shape speaks of.
  private func enter(_ node: Int, _ row: Int, _ start: Int) {
    if lastRows.lane[node] != row {
      lastRows.lane[node] = row
      occurrenceCounts.lane[node] &+= 1
    }
    let facts = self.facts.lane[node]
    if facts.hasMembers { stamps.lane[node] &+= 1 }
    if facts.isUnique { items.open(start) }
  }

  /// Ends one: members that it does not have are null, and what is asked of it as a whole is judged.
  private func leave(_ frame: Frame, _ bytes: Bytes, _ row: Int, end: Int) {
    let facts = self.facts.lane[frame.node]
    let stamp = stamps.lane[frame.node]
    for member in facts.firstMember..<facts.firstMember + facts.memberCount
    where memberStamps.lane[member] != stamp && memberNodes.lane[member] >= 0 {
      values.put(memberNodes.lane[member], row: row, start: frame.start, length: 0, status: CellStatus.null)
    }
    if facts.hasAspects { judge(frame, bytes, row, end: end) }
  }

  private func judge(_ frame: Frame, _ bytes: Bytes, _ row: Int, end: Int) {
    let node = shape.nodes[frame.node]
    for aspect in node.aspects {
      guard case .aspect(let question) = shape.nodes[aspect].step else { continue }
      let holds: Bool
      switch question {
      case .uniqueItems: holds = items.close(bytes)
      case .hasMembers(let wanted):
        let first = facts.lane[frame.node].firstMember
        holds = node.members.indices.allSatisfy { index in
          memberStamps.lane[first + index] == stamps.lane[frame.node] || !wanted.contains(node.members[index].name)
        }
      case .normalized(let tolerance): holds = abs(frame.sumOfSquares - 1) <= 2 * tolerance
      }
      values.put(
        aspect, row: row, start: frame.start, length: end - frame.start,
        status: holds ? CellStatus.valid : CellStatus.invalid)
    }
  }
}
