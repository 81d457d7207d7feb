// How the tests of this target read contracts and fixtures.

import Foundation
import SluiceContract
import Testing

/// Reads a text as a contract.
func read(_ text: String, environment: [String: String] = [:]) -> ContractReading {
  ContractReader.read(Array(text.utf8), path: "contract.yaml", environment: environment)
}

/// `CODE line:column message` of each diagnostic, in order.
func lines(_ reading: ContractReading) -> [String] {
  reading.diagnostics.map { "\($0.code) \($0.mark.line):\($0.mark.column) \($0.message)" }
}

/// The codes of a reading, in order.
func codes(_ reading: ContractReading) -> [String] { reading.diagnostics.map(\.code) }

let head = "apiVersion: v3.2.0\nkind: DataContract\nid: shop\nversion: 1.0.0\nstatus: active\n"

/// One object `orders` with the given lines below it.
func object(_ lines: String) -> String {
  head + "schema:\n  - name: orders\n" + indented(lines, 4)
}

/// One column `price` with the given lines below it.
func column(_ lines: String) -> String {
  object("properties:\n  - name: price\n" + indented(lines, 4))
}

private func indented(_ text: String, _ width: Int) -> String {
  text.split(separator: "\n").map { String(repeating: " ", count: width) + $0 + "\n" }.joined()
}

/// A file of `Fixtures/`.
func fixture(_ name: String) throws -> [UInt8] {
  let url = try #require(Bundle.module.url(forResource: "Fixtures", withExtension: nil))
  return [UInt8](try Data(contentsOf: url.appendingPathComponent(name)))
}

/// Compares a text with a file of the repository; `SLUICE_RECORD=1` writes the file instead, and fails the
/// test.
func expectFile(_ path: String, holds text: String) throws {
  let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  let url = root.appendingPathComponent(path)
  if ProcessInfo.processInfo.environment["SLUICE_RECORD"] == "1" {
    try text.write(to: url, atomically: true, encoding: .utf8)
    Issue.record("recorded \(path); run again without SLUICE_RECORD")
    return
  }
  let stored = try String(contentsOf: url, encoding: .utf8)
  #expect(
    Array(stored.utf8) == Array(text.utf8), "\(path) differs; record it with SLUICE_RECORD=1 and review")
}
