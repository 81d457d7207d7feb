import Foundation
import Testing

/// The examples of `docs/outputs.md` are what the command prints.
@Suite struct EndToEndOutputsDocTests {
  /// A command of the document and the lines that it is said to print.
  struct Example {
    var words: [String]
    var lines: [Substring]
  }

  private static func examples() throws -> [Example] {
    var file = URL(fileURLWithPath: #filePath)
    for _ in 0..<4 { file.deleteLastPathComponent() }
    let text = try String(contentsOf: file.appendingPathComponent("docs/outputs.md"), encoding: .utf8)
    return text.components(separatedBy: "```").enumerated().compactMap { index, block in
      let lines = block.split(separator: "\n", omittingEmptySubsequences: false).dropFirst()
      guard index % 2 == 1, let first = lines.first, first.hasPrefix("$ sluice ") else { return nil }
      let words = first.dropFirst("$ sluice ".count).split(separator: " ").map(String.init)
      return Example(words: words, lines: Array(lines.dropFirst()))
    }
  }

  /// What no two runs have alike.
  private static func stable(_ line: Substring) -> String {
    String(line)
      .replacing(/\b[0-9a-f]{32}\b/, with: "ID")
      .replacing(/[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z/, with: "TIME")
      .replacing(/time="[0-9]+\.[0-9]+"/, with: "SECONDS")
      .replacing(#/ in [0-9.,]+ m?s \([^)]*\)/#, with: " in SECONDS")
      .replacing(/"timing": \{[^}]*\}/, with: "TIMING")
  }

  @Test func `there is an example of every format`() throws {
    let formats = try Self.examples().map { example in
      example.words.firstIndex(of: "--format").map { example.words[$0 + 1] } ?? "text"
    }
    #expect(Set(formats) == ["text", "json", "junit", "github"])
  }

  @Test func `every example is what the command prints`() throws {
    let folder = try Orders.folder()
    for example in try Self.examples() {
      let ending = try SluiceBinary.run(example.words, in: folder)
      var printed = ending.output.split(separator: "\n", omittingEmptySubsequences: false).map(Self.stable)[...]
      // A line that says "…" stands for any number of lines.
      for (index, part) in example.lines.split(separator: "…", omittingEmptySubsequences: false).enumerated() {
        let wanted = part.map(Self.stable)
        let start = printed.indices.first { printed[$0...].starts(with: wanted) }
        guard let start, index > 0 || start == printed.startIndex else {
          Issue.record("\(example.words): not printed:\n\(wanted.joined(separator: "\n"))\nbut:\n\(ending.output)")
          break
        }
        printed = printed[(start + wanted.count)...]
      }
      #expect(printed.isEmpty, "\(example.words): more is printed: \(printed)")
    }
  }
}
