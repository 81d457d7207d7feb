import Foundation
import Testing

@testable import SluiceContract

/// No change of a contract is silent: every value of a contract that uses all of the standard is changed in turn.
struct SilentChangeTests {
  /// What holds where it is not written either; a part that has items, or properties, says by them what it is.
  private static let defaults = [
    "deprecated: false", "unique: false", "logicalType: object", "logicalType: array",
    "- {property: sluiceCompatibility, value: full}",
  ]

  private static func contract() throws -> String {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return try String(
      contentsOf: root.appendingPathComponent("Conformance/full-3.2.odcs.yaml"), encoding: .utf8)
  }

  /// The same file with a letter behind every value in turn, where that is still a contract.
  @Test func `every changed value is a change`() throws {
    let text = try Self.contract()
    let original = read(text)
    try #require(original.contract != nil, "\(lines(original))")
    let bytes = Array(text.utf8)
    var tried = 0
    var silent: [String] = []
    for mark in Self.scalars(try #require(original.document)) where mark.length > 0 {
      for suffix in ["x", "7"] {
        var changed = bytes
        let end = mark.offset + mark.length
        // Inside of quotes, where there are some.
        let isQuoted = [UInt8(ascii: "\""), UInt8(ascii: "'")].contains(bytes[end - 1])
        changed.insert(contentsOf: suffix.utf8, at: isQuoted ? end - 1 : end)
        let reading = read(String(decoding: changed, as: UTF8.self))
        guard reading.contract != nil, reading.document.map(\.canonical) != original.document.map(\.canonical) else {
          continue
        }
        tried += 1
        let evolution = ContractEvolution(from: original, to: reading, today: EvolutionTests.today)
        let isVersion = original.document?["version"]?.mark == mark
        if evolution.findings.isEmpty && !isVersion { silent.append("line \(mark.line), column \(mark.column)") }
        break
      }
    }
    #expect(tried > 250, "only \(tried) values could be changed")
    #expect(silent.isEmpty, "\(silent.joined(separator: "\n"))")
  }

  /// Every key is taken out in turn, where a contract is left.
  @Test func `every removed line is a change`() throws {
    let text = try Self.contract()
    let original = read(text)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    var tried = 0
    var silent: [String] = []
    for index in lines.indices {
      let line = lines[index]
      if line.allSatisfy({ $0 == " " }) || line.drop(while: { $0 == " " }).hasPrefix("#") { continue }
      var rest = lines
      rest.remove(at: index)
      let reading = read(rest.joined(separator: "\n"))
      guard reading.contract != nil, reading.document.map(\.canonical) != original.document.map(\.canonical) else {
        continue
      }
      tried += 1
      let evolution = ContractEvolution(from: original, to: reading, today: EvolutionTests.today)
      let said = line.drop { $0 == " " }
      if evolution.findings.isEmpty && !Self.defaults.contains(where: said.hasPrefix) {
        silent.append("line \(index + 1): \(line)")
      }
    }
    #expect(tried > 100, "only \(tried) lines could be removed")
    #expect(silent.isEmpty, "\(silent.joined(separator: "\n"))")
  }

  private static func scalars(_ node: YAMLNode) -> [Mark] {
    switch node.content {
    case .scalar: [node.mark]
    case .sequence(let items): items.flatMap(scalars)
    case .mapping(let pairs): pairs.flatMap { scalars($0.value) }
    }
  }
}
