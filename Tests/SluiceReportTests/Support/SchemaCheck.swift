import Foundation

/// Holds a JSON document against a JSON Schema, as far as `docs/report.schema.json` uses the language.
///
/// A keyword that it does not know is a violation, so that the schema cannot ask for more than is checked.
struct SchemaCheck {
  private let root: [String: Any]
  private static let annotations: Set<String> = ["$schema", "$defs", "title", "description"]

  static func report() throws -> SchemaCheck {
    var folder = URL(fileURLWithPath: #filePath)
    for _ in 0..<4 { folder.deleteLastPathComponent() }
    let data = try Data(contentsOf: folder.appendingPathComponent("docs/report.schema.json"))
    return SchemaCheck(root: try JSONSerialization.jsonObject(with: data) as? [String: Any] ?? [:])
  }

  func violations(_ document: [UInt8]) throws -> [String] {
    let value = try JSONSerialization.jsonObject(with: Data(document))
    return violations(value, root, at: "$")
  }

  private func violations(_ value: Any, _ schema: [String: Any], at path: String) -> [String] {
    schema.sorted { $0.key < $1.key }.flatMap { keyword, wanted in
      violations(value, keyword, wanted, schema, at: path)
    }
  }

  private func violations(
    _ value: Any, _ keyword: String, _ wanted: Any, _ schema: [String: Any], at path: String
  ) -> [String] {
    switch keyword {
    case _ where Self.annotations.contains(keyword): return []
    case "$ref":
      let name = (wanted as? String ?? "").split(separator: "/").last.map(String.init) ?? ""
      let definitions = root["$defs"] as? [String: [String: Any]] ?? [:]
      guard let definition = definitions[name] else { return ["\(path): no definition \(name)"] }
      return violations(value, definition, at: path)
    case "oneOf":
      let choices = (wanted as? [[String: Any]] ?? []).map { violations(value, $0, at: path) }
      let matches = choices.count(where: \.isEmpty)
      if matches == 1 { return [] }
      // The branch that got furthest tells best what is wrong.
      return ["\(path): \(matches) of \(choices.count) choices"] + (choices.min { $0.count < $1.count } ?? [])
    case "type":
      let types = wanted as? [String] ?? [wanted as? String ?? ""]
      return types.contains { Self.isType(value, $0) } ? [] : ["\(path): is not \(types)"]
    case "const": return Self.isEqual(value, wanted) ? [] : ["\(path): is not \(wanted)"]
    case "enum":
      let choices = wanted as? [Any] ?? []
      return choices.contains { Self.isEqual(value, $0) } ? [] : ["\(path): \(value) is not in \(choices)"]
    case "pattern":
      guard let text = value as? String else { return [] }
      let isMatch = text.range(of: wanted as? String ?? "", options: .regularExpression) != nil
      return isMatch ? [] : ["\(path): \(text) does not match \(wanted)"]
    case "minimum":
      guard let number = value as? NSNumber, Self.isType(value, "number") else { return [] }
      return number.doubleValue >= (wanted as? NSNumber)?.doubleValue ?? 0 ? [] : ["\(path): too small"]
    case "minItems", "maxItems":
      guard let items = value as? [Any], let limit = wanted as? Int else { return [] }
      return (keyword == "minItems" ? items.count >= limit : items.count <= limit)
        ? [] : ["\(path): \(keyword)"]
    case "items":
      let items = value as? [Any] ?? []
      return items.enumerated().flatMap { index, item in
        violations(item, wanted as? [String: Any] ?? [:], at: "\(path)[\(index)]")
      }
    case "required":
      guard let members = value as? [String: Any] else { return [] }
      return (wanted as? [String] ?? []).filter { members[$0] == nil }.map { "\(path): \($0) is missing" }
    case "properties", "additionalProperties":
      return memberViolations(value, keyword, wanted, schema, at: path)
    default: return ["\(path): unknown keyword \(keyword)"]
    }
  }

  private func memberViolations(
    _ value: Any, _ keyword: String, _ wanted: Any, _ schema: [String: Any], at path: String
  ) -> [String] {
    guard let members = value as? [String: Any] else { return [] }
    let known = schema["properties"] as? [String: [String: Any]] ?? [:]
    return members.flatMap { name, member -> [String] in
      if keyword == "properties" {
        return known[name].map { violations(member, $0, at: "\(path).\(name)") } ?? []
      }
      guard known[name] == nil else { return [] }
      guard let rest = wanted as? [String: Any] else { return ["\(path).\(name): is not allowed"] }
      return violations(member, rest, at: "\(path).\(name)")
    }
  }

  private static func isType(_ value: Any, _ type: String) -> Bool {
    let number = value as? NSNumber
    let isBoolean = number.map(isBoolean) ?? false
    return switch type {
    case "null": value is NSNull
    case "boolean": isBoolean
    case "string": value is String
    case "array": value is [Any]
    case "object": value is [String: Any]
    case "number": number != nil && !isBoolean
    case "integer": number.map { !isBoolean && $0.doubleValue == $0.doubleValue.rounded() } ?? false
    default: false
    }
  }

  private static func isEqual(_ first: Any, _ second: Any) -> Bool {
    switch (first, second) {
    case (is NSNull, is NSNull): true
    case (let first as String, let second as String): first == second
    case (let first as NSNumber, let second as NSNumber):
      isBoolean(first) == isBoolean(second) && first.isEqual(to: second)
    default: false
    }
  }

  /// How Foundation tells `true` from `1`.
  private static func isBoolean(_ number: NSNumber) -> Bool {
    String(cString: number.objCType) == String(cString: NSNumber(value: true).objCType)
  }
}
