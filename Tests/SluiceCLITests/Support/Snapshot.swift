import Foundation
import Testing

/// Holds output against a golden file of `Snapshots/`; `SLUICE_RECORD=1` writes the file instead, and fails.
func expectSnapshot(
  _ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  let file = folder.appendingPathComponent("Snapshots/\(name)")
  if ProcessInfo.processInfo.environment["SLUICE_RECORD"] != nil {
    try Data(text.utf8).write(to: file)
    Issue.record("recorded \(name)", sourceLocation: sourceLocation)
    return
  }
  let golden = String(decoding: try Data(contentsOf: file), as: UTF8.self)
  let expected = golden.split(separator: "\n", omittingEmptySubsequences: false)
  let found = text.split(separator: "\n", omittingEmptySubsequences: false)
  for (number, lines) in zip(expected, found).enumerated() where lines.0 != lines.1 {
    Issue.record(
      "\(name):\(number + 1)\n  golden: \(lines.0)\n  found:  \(lines.1)", sourceLocation: sourceLocation)
    return
  }
  #expect(golden == text, sourceLocation: sourceLocation)
}
