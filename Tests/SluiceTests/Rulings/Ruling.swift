import Foundation
import Sluice

/// One contract of one object `t` and one batch, given in a few words: what the rulings are shown with.
struct Ruling {
  /// Lines of the object's `properties`, each in flow style: `name: a, logicalType: integer`.
  var properties: [String]
  /// Further lines of the object, such as its `quality`.
  var object = ""
  /// Further lines of the contract.
  var root = ""
  /// The whole CSV text, header first.
  var batch: String
  var environment: [String: String] = [:]
  var apiVersion = "v3.1.0"

  /// A contract with one column `a`.
  static func column(_ property: String, _ cells: [String], object: String = "") -> Ruling {
    Ruling(
      properties: ["name: a, " + property], object: object,
      batch: "a,b\n" + cells.map { $0 + ",\n" }.joined())
  }

  var yaml: String {
    let lines = properties.map { "      - {\($0)}\n" }.joined()
    return """
      apiVersion: \(apiVersion)
      kind: DataContract
      id: t
      version: 1.0.0
      status: active
      \(root)
      schema:
        - name: t
          customProperties: [{property: sluiceExtraColumns, value: ignore}]
          \(object)
          properties:
      \(lines)
      """
  }

  func report() throws -> ValidationReport { try Self.validate(yaml, batch, environment: environment) }

  static func validate(
    _ yaml: String, _ batch: String, environment: [String: String] = [:], asOf: String? = nil
  ) throws -> ValidationReport {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("sluice-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent("t.csv").path
    try Data(batch.utf8).write(to: URL(filePath: path))
    return try Contract(yaml: yaml, environment: environment).validate([path], options: ValidationOptions(asOf: asOf))
  }

  /// The rule of that check.
  func rule(_ check: String) throws -> RuleResult {
    guard let rule = try report().rules.first(where: { $0.check == check }) else { throw Missing(check: check) }
    return rule
  }

  func status(_ check: String) throws -> RuleResult.Status { try rule(check).status }

  /// The codes of the contract's errors; empty where it can be used.
  func errors() -> [String] {
    do throws(ContractError) {
      _ = try Contract(yaml: yaml, environment: environment)
      return []
    } catch {
      return error.diagnostics.filter { $0.severity == .error }.map(\.code)
    }
  }

  func warnings() throws -> [String] { try Contract(yaml: yaml, environment: environment).warnings.map(\.code) }

  struct Missing: Error { var check: String }
}
