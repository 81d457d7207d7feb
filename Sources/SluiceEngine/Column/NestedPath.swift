/// Says where in a cell a value stands, as people write it: `.lines[2].sku`, `['color']`.
///
/// It is asked for samples only, and reads the cell again: the fast walk keeps no places.
struct NestedPath {
  private let steps: [(step: NestedShape.Step, parent: NestedShape.Node)]

  init(_ shape: NestedShape, _ node: Int) {
    var steps: [(NestedShape.Step, NestedShape.Node)] = []
    var node = node
    while shape.nodes[node].parent >= 0 {
      let parent = shape.nodes[node].parent
      steps.append((shape.nodes[node].step, shape.nodes[parent]))
      node = parent
    }
    self.steps = steps.reversed()
  }

  /// The path of the node's value `number` (from 0) in the cell at `start`.
  func text(ofValue number: Int, in bytes: Bytes, _ start: Int, _ length: Int) -> [UInt8] {
    var left = number
    var cursor = JSONCursor(bytes, at: start, limit: start + length)
    return find(0, &cursor, &left) ?? []
  }

  /// The rest of the path from `step` on, if the value is inside the one at the cursor, which it leaves behind.
  private func find(_ index: Int, _ cursor: inout JSONCursor, _ left: inout Int) -> [UInt8]? {
    guard index < steps.count else {
      cursor.skipValue()
      return counted(&left) ? [] : nil
    }
    let (step, parent) = steps[index]
    if case .aspect = step {
      let isContainer = JSONKinds(first: cursor.first).isSubset(of: parent.accepts)
      cursor.skipValue()
      return isContainer && counted(&left) ? [] : nil
    }
    guard JSONKinds(first: cursor.first).isSubset(of: parent.accepts), cursor.first != UInt8(ascii: "n") else {
      cursor.skipValue()
      return nil
    }
    return cursor.first == UInt8(ascii: "{")
      ? findMember(index, &cursor, &left) : findItem(index, &cursor, &left)
  }

  private func findItem(_ index: Int, _ cursor: inout JSONCursor, _ left: inout Int) -> [UInt8]? {
    var number = 0
    guard cursor.enter() else { return nil }
    repeat {
      if let rest = find(index + 1, &cursor, &left) { return Array("[\(number)]".utf8) + rest }
      number += 1
    } while cursor.next()
    return nil
  }

  private func findMember(_ index: Int, _ cursor: inout JSONCursor, _ left: inout Int) -> [UInt8]? {
    let (step, parent) = steps[index]
    var wasThere = false
    var number = 0
    if cursor.enter() {
      repeat {
        let name = cursor.value(of: cursor.takeText())
        switch step {
        case .member(let wanted) where wanted == name:
          wasThere = true
          if let rest = find(index + 1, &cursor, &left) { return Self.member(name) + rest }
        case .key:
          cursor.skipValue()
          if counted(&left) { return Self.entry(name, number, parent) }
        case .value:
          if let rest = find(index + 1, &cursor, &left) { return Self.entry(name, number, parent) + rest }
        default: cursor.skipValue()
        }
        number += 1
      } while cursor.next()
    }
    // A member that is not there is a null value of its node.
    guard case .member(let name) = step, !wasThere, index == steps.count - 1, counted(&left) else { return nil }
    return Self.member(name)
  }

  /// Whether the value that was just met is the wanted one.
  private func counted(_ left: inout Int) -> Bool {
    left -= 1
    return left < 0
  }

  private static func member(_ name: [UInt8]) -> [UInt8] { [UInt8(ascii: ".")] + name }

  private static func entry(_ name: [UInt8], _ number: Int, _ parent: NestedShape.Node) -> [UInt8] {
    parent.hidesNames
      ? Array("[\(number)]".utf8) : Array("['".utf8) + name + Array("']".utf8)
  }
}

extension JSONKinds {
  /// The kind of the value that begins with a byte; empty for null.
  init(first: UInt8) {
    switch first {
    case UInt8(ascii: "\""): self = .string
    case UInt8(ascii: "{"): self = .object
    case UInt8(ascii: "["): self = .array
    case UInt8(ascii: "t"), UInt8(ascii: "f"): self = .boolean
    case UInt8(ascii: "n"): self = []
    default: self = .number
    }
  }
}
