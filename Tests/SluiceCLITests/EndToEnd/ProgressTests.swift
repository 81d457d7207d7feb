import Foundation
import Testing

/// The line on a terminal that tells how far a run is.
@Suite struct EndToEndProgressTests {
  private static let erasing = "\r\u{1B}[K"
  private let folder: TemporaryFolder

  init() throws {
    folder = try Orders.folder()
  }

  /// What a terminal got on standard error.
  private func shown(
    _ words: [String], columns: UInt16 = 100, environment: [String: String] = ["CI": "1", "NO_COLOR": "1"]
  ) throws -> (ending: SluiceBinary.Ending, text: String) {
    let terminal = try PseudoTerminal(columns: columns)
    let ending = try SluiceBinary.run(
      words, in: folder, environment: environment, messages: terminal.terminal)
    return (ending, terminal.readToEnd())
  }

  @Test(arguments: [["validate", "orders.odcs.yaml", "good.csv"], ["inspect", "good.csv"]])
  func `a terminal sees how far a run is and nothing of it afterwards`(words: [String]) throws {
    let (ending, text) = try shown(words)
    #expect(ending.exitCode == 0)
    let drawn = text.components(separatedBy: Self.erasing)
    #expect(drawn.first == "" && drawn.last == "" && drawn.count >= 3)
    #expect(drawn.dropFirst().dropLast().allSatisfy { $0.contains(" of 26 bytes · ") && !$0.contains("\n") })
    #expect(!ending.output.contains("\u{1B}") && ending.lastLine.hasPrefix("PASS · "))
  }

  @Test func `it is drawn ten times a second at most and counts up`() throws {
    let rows = (1...60_000).map { "\($0),\($0 % 100)\n" }.joined()
    try folder.write("id,amount\n" + rows, "many.csv")
    let (ending, text) = try shown(["validate", "orders.odcs.yaml", "many.csv", "--format", "json"])
    let seconds = try #require((ending.json()["timing"] as? [String: Any])?["seconds"] as? Double)
    let drawn = text.components(separatedBy: Self.erasing).filter { !$0.isEmpty }
    #expect(Double(drawn.count) <= seconds * 10 + 2)
    let counts = drawn.compactMap { line in
      line.components(separatedBy: " · ").dropFirst().first
        .flatMap { Int($0.filter(\.isNumber)) }
    }
    #expect(counts.count == drawn.count && counts == counts.sorted() && counts.allSatisfy { $0 <= 60_000 })
  }

  @Test func `a narrow terminal never gets a second line`() throws {
    let (_, text) = try shown(["validate", "orders.odcs.yaml", "good.csv"], columns: 20)
    let drawn = text.components(separatedBy: Self.erasing)
    #expect(drawn.allSatisfy { $0.unicodeScalars.count < 20 } && drawn.count >= 3)
  }

  @Test func `messages stand on lines of their own`() throws {
    let (ending, text) = try shown(["validate", "orders.odcs.yaml", "good.csv", "--output", "/dev/full"])
    #expect(ending.exitCode == 5)
    #expect(text.contains("\(Self.erasing)error: cannot write /dev/full"))
  }

  @Test func `quiet, a dumb terminal and a pipe get none`() throws {
    let words = ["validate", "orders.odcs.yaml", "good.csv"]
    #expect(try shown(words + ["--quiet"]).text.isEmpty)
    #expect(try shown(words, environment: ["TERM": "dumb"]).text.isEmpty)
    #expect(try SluiceBinary.run(words, in: folder).messages.isEmpty)
  }
}
