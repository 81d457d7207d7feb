import Foundation
import Testing

/// The example program of the library's page, as it was built beside these tests.
@Suite struct ExampleTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// Where the test bundle was built.
  private static var products: URL {
    let program = CommandLine.arguments.first { $0.contains(".build/") } ?? ""
    return URL(filePath: program).deletingLastPathComponent()
  }

  private func run(_ batch: String) throws -> (exitCode: Int32, output: String) {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("sluice-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent("trips.csv").path
    try batch.write(toFile: path, atomically: false, encoding: .utf8)
    let process = Process()
    process.executableURL = Self.products.appendingPathComponent("GateExample")
    let contract = folder.appendingPathComponent("trips.odcs.yaml").path
    try """
    apiVersion: v3.1.0
    kind: DataContract
    id: trips
    version: 1.0.0
    status: active
    schema:
      - name: trips
        properties:
          - {name: id, logicalType: integer, unique: true}
    """.write(toFile: contract, atomically: false, encoding: .utf8)
    process.arguments = [contract, path]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let text = String(decoding: output, as: UTF8.self).replacingOccurrences(of: path, with: "trips.csv")
    return (process.terminationStatus, text)
  }

  @Test func `the example lets a good batch through`() throws {
    let ending = try run("id\n1\n2\n")
    #expect(ending.exitCode == 0 && ending.output.hasPrefix("pass: 2 rows, "))
  }

  @Test func `the example halts on a broken one and says where`() throws {
    let ending = try run("id\n1\n1\n")
    #expect(ending.exitCode == 1)
    #expect(ending.output.hasPrefix("trips.id.unique: 2 of 2, expected "))
    #expect(ending.output.contains("\n  first in trips.csv, line 2, row 1\n"))
  }
}
