import SluiceReport
import Testing

@testable import SluiceCLI

@Suite struct HelpTextTests {
  @Test func `the overview names every command and the example works as it stands`() {
    let text = HelpText.overview(style: .plain)
    for command in Sluice.commands {
      #expect(text.contains("\n    \(command.name) \(command.synopsis)"))
      #expect(text.contains(command.summary))
    }
    #expect(text.contains("sluice validate orders.odcs.yaml orders.csv && load orders.csv"))
    #expect(text.contains("0 pass · 1 the data breaks the contract · 2 usage"))
  }

  @Test func `the help of a command shows every flag that it takes`() {
    for command in Sluice.commands {
      let text = HelpText.of(command, style: .plain)
      for flag in command.flags + [.help] {
        #expect(
          text.contains("--\(flag.long)") && text.contains(flag.summary), "\(command.name) \(flag.long)")
      }
      for example in command.examples { #expect(text.contains(example)) }
    }
  }

  @Test func `every line of help fits a wide terminal`() {
    let texts = [HelpText.overview(style: .plain)] + Sluice.commands.map { HelpText.of($0, style: .plain) }
    for line in texts.flatMap({ $0.split(separator: "\n") }) {
      #expect(line.unicodeScalars.count <= 120, "\(line)")
    }
  }

  @Test func `every topic that can be explained has an id of its own and a text`() {
    let topics = ExplainSection.all.flatMap(\.topics)
    #expect(Set(topics.map(\.id)).count == topics.count)
    for topic in topics { #expect(!topic.text(.plain).isEmpty, "\(topic.id)") }
  }
}
