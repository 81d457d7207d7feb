// Where the data is, and how files are written there.

extension ContractComparison {
  func compareServers(_ spot: ChangeSpot) {
    let matching = ElementMatching(
      spot.old.list("servers"), spot.new.list("servers"), by: [{ $0.text("server") }, { $0.text("id") }])
    for (old, new) in matching.pairs {
      let spot = inside(spot, old, new)
      if old.text("server") != new.text("server") {
        let words =
          "server \(Words.quoted(old.shown("server") ?? "")) is called \(Words.quoted(new.shown("server") ?? ""))"
        list.add(.serverChanged, .both, words, spot, key: "server")
      }
      compareFields(.server, spot)
      compareRoles(spot)
      compareDialect(spot)
      compareForeignProperties(spot)
    }
    for node in matching.added {
      let spot = inside(spot, node, node)
      list.add(.serverAdded, .none, "\(spot.name) is new", spot, only: .new, node)
    }
    for node in matching.removed {
      let spot = inside(spot, node, node)
      list.add(.serverRemoved, .loosens, "\(spot.name) is gone", spot, only: .old, node)
    }
  }

  private func inside(_ spot: ChangeSpot, _ old: YAMLNode, _ new: YAMLNode) -> ChangeSpot {
    let name = new.shown("server") ?? ""
    return ChangeSpot(
      path: "servers[\(Words.escaped(name))]", name: "server \(Words.quoted(name))", old: old, new: new)
  }

  /// `sluiceCsv` of a server or an object.
  func compareDialect(_ spot: ChangeSpot) {
    let (old, new) = (setting("sluiceCsv", spot.old), setting("sluiceCsv", spot.new))
    let (before, after) = (Self.dialect(old), Self.dialect(new))
    let keys = Set(before.keys).union(after.keys).filter { before[$0] != after[$0] }.sorted()
    guard !keys.isEmpty else { return }
    let words = keys.map { DifferenceWords.of($0, old?[$0], new?[$0]) }
    add(.dialectChanged, .both, "sluiceCsv", words.filter { !$0.isEmpty }.joined(separator: "; "), spot)
  }

  /// Settings by their canonical text; what is written as it would be anyway is left out.
  private static func dialect(_ node: YAMLNode?) -> [String: String] {
    var settings: [String: String] = [:]
    for pair in node?.pairs ?? [] { settings[pair.key] = pair.value.canonical }
    // A preset has defaults of its own.
    guard settings["dialect"] == nil else { return settings }
    let defaults = [
      "delimiter": "\",\"", "quote": "\"\\\"\"", "escape": "\"\\\"\"", "header": "\"true\"", "encoding": "\"UTF-8\"",
      "decimal": "\".\"", "skipRows": "\"0\"", "comment": "\"none\"", "trim": "\"false\"", "nullTokens": "[\"\"]",
    ]
    return settings.filter { defaults[$0.key] != $0.value }
  }
}
