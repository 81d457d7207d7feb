import Foundation
import Testing

/// `docs/semantics.md` and the tests of the rulings speak of the same things.
@Suite struct SemanticsPageTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  private static func text(_ path: String) throws -> String {
    try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
  }

  /// Names of the tests behind rulings, by file.
  private static func tests() throws -> [String: String] {
    let folder = "Tests/SluiceTests/Rulings"
    let files = try FileManager.default.contentsOfDirectory(atPath: root.appendingPathComponent(folder).path)
    var tests: [String: String] = [:]
    for file in files where file.hasSuffix("RulingTests.swift") {
      for match in try text("\(folder)/\(file)").matches(of: /func `([^`]+)`/) {
        tests[String(match.output.1)] = "\(folder)/\(file)"
      }
    }
    return tests
  }

  @Test func `every test of a ruling is linked, and every link leads to a test`() throws {
    let page = try Self.text("docs/semantics.md")
    var linked: [String: String] = [:]
    for match in page.matches(of: /\n- \[([^\]]+)\]\(\.\.\/([^)]+)\)/) {
      linked[String(match.output.1)] = String(match.output.2)
    }
    #expect(try linked == Self.tests())
  }

  @Test func `each of the eighteen rulings has a heading and a test`() throws {
    let page = try Self.text("docs/semantics.md")
    let tests = try Self.tests()
    for number in 1...18 {
      #expect(page.contains("\n## \(number). "), "ruling \(number)")
      #expect(tests.keys.contains { $0.hasPrefix("ruling \(number): ") }, "ruling \(number)")
    }
  }
}
