import SluiceContract
import SluiceEngine
import Testing

@testable import SluiceReport

/// The four reports of `breaking` and the three of `diff`.
@Suite struct BreakingReportTests {
  private static let old = """
    apiVersion: v3.2.0
    kind: DataContract
    id: orders-eu
    version: 1.4.0
    status: active
    support: [{channel: help, url: 'https://a.example'}]
    schema:
      - name: orders
        properties:
          - name: id
            logicalType: integer
            required: true
          - name: note
            description: whatever was said
          - name: state
            logicalType: string
            logicalTypeOptions: {pattern: '^[a-z]+$'}
            examples: [new]
          - {name: legacy, deprecated: true}
          - name: amount
            logicalType: integer
            quality:
              - {metric: nullValues, mustBeLessThan: 5, severity: warning}

    """

  private static let new = """
    apiVersion: v3.2.0
    kind: DataContract
    id: orders-eu
    version: 1.5.0
    status: active
    support: [{channel: help, url: 'https://b.example'}]
    customProperties:
      - property: sluiceWaivers
        value:
          - {rule: type-changed, until: 2026-12-31, reason: the <warehouse> "moves" & grows}
          - {rule: column-removed, until: 2026-01-31}
    schema:
      - name: orders
        properties:
          - name: id
            logicalType: integer
            required: true
            unique: true
          - name: state
            logicalType: string
            logicalTypeOptions: {pattern: '^[a-z_0-9]+$'}
            examples: [new, sent_1]
          - name: amount
            logicalType: number
            quality:
              - {metric: nullValues, mustBeLessThan: 9, severity: warning}
          - name: city
            description: "with *stars* and `ticks`"

    """

  private static func file(_ path: String, _ text: String) -> (ComparedContracts.File, ContractReading) {
    let reading = ContractReader.read(Array(text.utf8), path: path)
    let summary = ContractSummary(
      path: path, sha256: String(repeating: "ab", count: 32), id: reading.contract?.id,
      version: reading.contract?.version)
    return (ComparedContracts.File(summary: summary, source: Array(text.utf8)), reading)
  }

  private static func compared(_ old: String, _ new: String) -> ComparedContracts {
    let (before, after) = (file("main:orders.odcs.yaml", old), file("orders.odcs.yaml", new))
    return ComparedContracts(
      old: before.0, new: after.0, evolution: ContractEvolution(from: before.1, to: after.1, today: 20_500))
  }

  static let outcome = BreakingOutcome(
    head: SampleRuns.head("breaking", exitCode: 1), comparisons: [compared(old, new)])

  /// One that breaks, one that does not, one that is new and one that is gone.
  static let several: BreakingOutcome = {
    let file = Self.file("items.odcs.yaml", old)
    let added = ComparedContracts(old: nil, new: file.0, evolution: ContractEvolution(only: file.1, side: .new))
    let removed = ComparedContracts(old: file.0, new: nil, evolution: ContractEvolution(only: file.1, side: .old))
    return BreakingOutcome(
      head: SampleRuns.head("breaking", exitCode: 1),
      comparisons: [compared(old, old), compared(old, new), added, removed])
  }()

  private static let ended = BreakingOutcome(
    head: SampleRuns.head(
      "breaking", exitCode: 3,
      error: RunError(code: "contractUnreadable", message: "cannot read the contract x.yaml", path: "x.yaml", errno: 2))
  )

  private static let diff: BreakingOutcome = {
    var outcome = Self.outcome
    outcome.head = SampleRuns.head("diff")
    return outcome
  }()

  private static let reports: [(name: String, bytes: [UInt8])] = [
    ("breaking.txt", BreakingText.render(outcome)),
    ("breaking-verbose.txt", BreakingText.render(outcome, isVerbose: true)),
    ("breaking.json", JSONReport.render(outcome)), ("breaking.xml", JUnitReport.render(outcome)),
    ("breaking.github.txt", GitHubReport.render(outcome)), ("breaking-several.txt", BreakingText.render(several)),
    ("breaking-several.json", JSONReport.render(several)), ("breaking-several.xml", JUnitReport.render(several)),
    ("breaking-several.github.txt", GitHubReport.render(several)), ("breaking-ended.json", JSONReport.render(ended)),
    ("diff.txt", Changelog.render(diff, as: .text(isColored: false))),
    ("diff.md", Changelog.render(diff, as: .markdown)),
    ("diff.json", JSONReport.renderChanges(diff)),
  ]

  @Test(arguments: reports.indices) func `reports are what their golden files say`(index: Int) throws {
    try expectSnapshot(Self.reports[index].bytes, Self.reports[index].name)
  }

  @Test(arguments: reports.indices.filter { reports[$0].name.hasSuffix(".json") })
  func `reports keep the published schema`(index: Int) throws {
    #expect(try SchemaCheck.report().violations(Self.reports[index].bytes) == [])
  }

  @Test(arguments: reports.indices.filter { reports[$0].name.hasSuffix(".xml") })
  func `build servers can read it`(index: Int) throws {
    #expect(JUnitShape(Self.reports[index].bytes).violations == [])
  }

  @Test func `the verdict is that of the worst contract`() {
    #expect(Self.outcome.verdict == .fail && Self.several.verdict == .fail && Self.ended.verdict == .error)
    #expect(
      BreakingOutcome(head: SampleRuns.head("breaking"), comparisons: [Self.compared(Self.old, Self.old)]).verdict
        == .pass)
  }

  @Test(arguments: [
    ("a_b*c", "a\\_b\\*c"), ("`a_b` c_d", "`a_b` c\\_d"), ("one ` tick_", "one \\` tick\\_"), ("<b>", "\\<b\\>"),
  ]) func `markdown shows what is written`(text: String, escaped: String) {
    #expect(Markdown.escaped(text) == escaped)
  }
}
