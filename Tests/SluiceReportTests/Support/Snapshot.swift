import Foundation
import Testing

/// Holds output against a golden file of `Snapshots/`.
///
/// `SLUICE_RECORD=1 swift test` writes the files instead, and fails, so that a recording is never taken for a
/// test that passed: look at the difference, then run again without it.
func expectSnapshot(
  _ bytes: [UInt8], _ name: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  let file = folder.appendingPathComponent("Snapshots/\(name)")
  if ProcessInfo.processInfo.environment["SLUICE_RECORD"] != nil {
    try Data(bytes).write(to: file)
    Issue.record("recorded \(name)", sourceLocation: sourceLocation)
    return
  }
  let golden = try Data(contentsOf: file)
  let expected = String(decoding: golden, as: UTF8.self).split(
    separator: "\n", omittingEmptySubsequences: false)
  let found = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
  for (number, lines) in zip(expected, found).enumerated() where lines.0 != lines.1 {
    Issue.record(
      "\(name):\(number + 1)\n  golden: \(lines.0)\n  found:  \(lines.1)", sourceLocation: sourceLocation)
    return
  }
  #expect(golden == Data(bytes), sourceLocation: sourceLocation)
}
