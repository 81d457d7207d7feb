import Testing

@testable import SluiceContract

/// What a comparison comes to: perspectives, exemptions, waivers, the version, and the words of its messages.
struct ContractEvolutionTests {
  private static let two = "properties: [{name: a}, {name: b}]"
  private static let one = "properties: [{name: a}]"

  private func severities(_ evolution: ContractEvolution) -> [String] {
    evolution.findings.map { "\($0.change.rule.id) \($0.severity.rawValue)" }
  }

  private func with(_ text: String, version: String, status: String = "active", root: String = "") -> String {
    let lines = text.split(separator: "\n").map { line -> String in
      line.hasPrefix("version:")
        ? "version: \(version)" : line.hasPrefix("status:") ? "status: \(status)" : String(line)
    }
    return lines.joined(separator: "\n") + "\n" + root
  }

  private func waived(_ waiver: String) -> String {
    "customProperties: [{property: sluiceWaivers, value: [{\(waiver)}]}]\n"
  }

  @Test(
    arguments: [
      (nil, "error", "error"), (.full, "error", "error"), (.consumer, "error", "info"), (.producer, "info", "error"),
      (ContractEvolution.Perspective.none, "info", "info"),
    ] as [(ContractEvolution.Perspective?, String, String)])
  func `the perspective says whose breaks count`(
    perspective: ContractEvolution.Perspective?, removed: String, required: String
  ) throws {
    let old = object("properties: [{name: a}, {name: b}]")
    let new = object("properties: [{name: a, required: true}]")
    let evolution = try EvolutionTests.evolution(old, with(new, version: "2.0.0"), perspective: perspective)
    #expect(severities(evolution) == ["required-changed \(required)", "column-removed \(removed)"])
    #expect(evolution.findings.map(\.change.breaks) == [[.producer], [.consumer]])
  }

  @Test func `the old contract says whom it protects, the new one cannot take that back`() throws {
    func contract(_ compatibility: String, _ properties: String, _ version: String) -> String {
      with(
        object(properties), version: version,
        root: "customProperties: [{property: sluiceCompatibility, value: \(compatibility)}]\n")
    }
    let evolution = try EvolutionTests.evolution(
      contract("consumer", Self.two, "1.0.0"), contract("none", Self.one, "2.0.0"))
    #expect(evolution.perspective == .consumer)
    #expect(severities(evolution) == ["compatibility-changed warning", "column-removed error"])
  }

  @Test func `a draft has promised nothing`() throws {
    let old = with(object(Self.two), version: "1.0.0", status: "draft")
    let evolution = try EvolutionTests.evolution(old, object(Self.one))
    #expect(severities(evolution) == ["status-changed info", "column-removed info"])
    #expect(evolution.findings.allSatisfy { $0.change.exemption == .draft && $0.change.breaks.isEmpty })
    #expect(evolution.bump.required == .none && evolution.bump.isEnough)
  }

  @Test func `what was deprecated may be removed, with a minor version`() throws {
    let old = object("properties: [{name: a}, {name: b, deprecated: true}]")
    let evolution = try EvolutionTests.evolution(old, with(object(Self.one), version: "1.1.0"))
    #expect(severities(evolution) == ["column-removed info"])
    #expect(evolution.findings[0].change.exemption == .deprecated)
    #expect(evolution.bump == VersionBump(from: "1.0.0", to: "1.1.0", required: .minor))
    // Deprecated and removed in one step is not enough.
    let hasty = try EvolutionTests.evolution(object(Self.two), with(object(Self.one), version: "2.0.0"))
    #expect(severities(hasty) == ["column-removed error"])
    let object = try EvolutionTests.evolution(
      head + "schema: [{name: a}, {name: b, deprecated: true, properties: [{name: c}]}]\n",
      with(head, version: "1.1.0", root: "schema: [{name: a}]\n"))
    #expect(severities(object) == ["object-removed info"])
  }

  @Test(arguments: [
    ("rule: column-removed, until: 2999-01-01", "warning"),
    ("rule: column-removed, path: orders, until: 2999-01-01", "warning"),
    ("rule: column-removed, path: orders.b, until: 2999-01-01", "warning"),
    ("rule: column-removed, path: 'schema[orders].properties[b]', until: 2999-01-01", "warning"),
    ("rule: column-removed, path: orders.a, until: 2999-01-01", "error"),
    ("rule: object-removed, until: 2999-01-01", "error"),
    ("rule: column-removed, until: 2026-02-16", "warning"),
  ]) func `a waiver turns a breaking change into a warning`(waiver: String, severity: String) throws {
    // 2026-02-16 is the day itself.
    #expect(CivilTime.format(days: EvolutionTests.today) == "2026-02-16")
    let new = with(object(Self.one), version: "2.0.0", root: waived(waiver))
    let evolution = try EvolutionTests.evolution(object(Self.two), new)
    #expect(severities(evolution) == ["column-removed \(severity)"])
    #expect(evolution.findings[0].change.breaks == [.consumer])
    #expect((evolution.findings[0].waiver != nil) == (severity == "warning"))
  }

  @Test func `an expired waiver excuses nothing and is a warning of its own`() throws {
    let waiver = waived("rule: column-removed, until: 2026-02-15, reason: nobody reads it")
    let new = with(object(Self.one), version: "2.0.0", root: waiver)
    let evolution = try EvolutionTests.evolution(object(Self.two), new)
    #expect(severities(evolution) == ["column-removed error", "waiver-expired warning"])
    // One of a broken rule is told by `validate`.
    let data = with(object(Self.two), version: "2.0.0", root: waived("rule: required, until: 2026-02-15"))
    #expect(severities(try EvolutionTests.evolution(object(Self.two), data)) == ["waivers-changed warning"])
  }

  @Test(
    arguments: [
      // Something breaks.
      ("1.4.0", "2.0.0", Self.two, Self.one, "major", "major", true),
      ("1.4.0", "1.5.0", Self.two, Self.one, "major", "minor", false),
      ("1.4.0", "1.4.0", Self.two, Self.one, "major", "none", false),
      ("v1", "v2", Self.two, Self.one, "major", "major", true),
      ("1.4.0", "1.3.9", Self.two, Self.one, "major", "backward", false),
      ("may", "june", Self.two, Self.one, "major", "unknown", false),
      ("0.1.0", "0.2.0", Self.two, Self.one, "major", "minor", false),
      // Something is new.
      ("1.4.0", "1.5.0", Self.one, Self.two, "minor", "minor", true),
      ("1.4", "1.4.1", Self.one, Self.two, "minor", "patch", false),
      ("1.9.0", "1.10.0", Self.one, Self.two, "minor", "minor", true),
      // Nothing.
      ("1.4.0", "1.4.0", Self.one, Self.one, "none", "none", true),
      ("may", "june", Self.one, Self.one, "none", "unknown", true),
      ("1.4.0", "1.3.0", Self.one, Self.one, "none", "backward", true),
      ("2.0.0-rc.1", "2.0.0", Self.one, Self.one, "none", "patch", true),
      ("1.4.0", "2.0.0", Self.one, Self.one, "none", "major", true),
    ] as [(String, String, String, String, String, String, Bool)])
  func `the version must say how much has changed`(
    old: String, new: String, before: String, after: String, required: String, actual: String, isEnough: Bool
  ) throws {
    let evolution = try EvolutionTests.evolution(
      with(object(before), version: "'\(old)'"), with(object(after), version: "'\(new)'"))
    #expect(evolution.bump.required.word == required)
    #expect(evolution.bump.actual.word == actual)
    #expect(evolution.bump.isEnough == isEnough)
    let finding = evolution.findings.first { $0.change.rule.id == "version-bump" }
    #expect((finding == nil) == isEnough)
    if !isEnough { #expect(finding?.severity == (required == "major" ? .error : .warning)) }
  }

  @Test func `a text needs a patch, and a waived break a major version, which only warns`() throws {
    let text = try EvolutionTests.evolution(column("description: a"), column("description: b"))
    #expect(severities(text) == ["text-changed info", "version-bump warning"])
    #expect(text.bump.required == .patch)
    let new = with(object(Self.one), version: "1.0.1", root: waived("rule: column-removed, until: 2999-01-01"))
    let waived = try EvolutionTests.evolution(object(Self.two), new)
    #expect(severities(waived) == ["column-removed warning", "version-bump warning"])
    #expect(waived.bump.required == .major)
  }

  @Test func `whole contracts come and go`() throws {
    func reading(_ status: String) -> ContractReading { read(with(head, version: "1.0.0", status: status)) }
    #expect(severities(ContractEvolution(only: reading("active"), side: .new)) == ["contract-added info"])
    #expect(severities(ContractEvolution(only: reading("active"), side: .old)) == ["contract-removed error"])
    for status in ["draft", "deprecated", "retired"] {
      #expect(severities(ContractEvolution(only: reading(status), side: .old)) == ["contract-removed info"])
    }
  }

  @Test func `variables are compared by their values and shown by their names`() throws {
    func contract(_ name: String) -> String {
      head + "servers: [{server: a, type: postgres, host: '${\(name)}', port: 1, database: d, schema: s}]\n"
    }
    let environment = ["A": "secret-a", "B": "secret-b", "C": "secret-a"]
    let changed = try EvolutionTests.evolution(contract("A"), contract("B"), environment: environment)
    let message = try #require(changed.findings.first).diagnostic.message
    #expect(message.contains("${A}") && message.contains("${B}") && !message.contains("secret"))
    #expect(
      EvolutionTests.words(try EvolutionTests.evolution(contract("A"), contract("C"), environment: environment)) == [])
  }

  @Test func `examples that flip are shown, those of a classified column are counted`() throws {
    func contract(_ pattern: String, _ more: String) -> String {
      column("logicalType: string\nlogicalTypeOptions: {pattern: '\(pattern)'}\n\(more)")
    }
    func hint(_ before: String, _ after: String) throws -> String? {
      let evolution = try EvolutionTests.evolution(contract("^[ab]$", before), contract("^[ac]?$", after))
      return evolution.findings.lazy.map(\.change).first { $0.rule.id == "pattern-changed" }?.hint
    }
    #expect(try hint("", "") == nil)
    #expect(try hint("examples: [a]", "examples: [a]") == "none of its examples flips")
    #expect(try hint("examples: [a, b]", "examples: [a]") == "of its examples \"b\" matches no more")
    let secret = "classification: restricted\n"
    #expect(try hint(secret + "examples: [a, b]", secret + "examples: [a]") == "of its examples 1 matches no more")
    let gained = try EvolutionTests.evolution(contract("^a$", "examples: [a]"), contract("^b?a$", "examples: [a, ba]"))
    #expect(gained.findings.contains { $0.change.hint == "of its examples \"ba\" matches now" })
  }

  @Test func `what is gone stands in the old file, all else in the new one`() throws {
    let old = object("properties:\n  - name: a\n  - name: b")
    let new = object("description: x\nproperties:\n  - name: a\n    required: true")
    let evolution = try EvolutionTests.evolution(old, with(new, version: "2.0.0"))
    let places = evolution.findings.map {
      "\($0.change.rule.id) \($0.change.side) \($0.change.mark.line):\($0.change.mark.column)"
    }
    #expect(places == ["text-changed new 8:18", "required-changed new 11:19", "column-removed old 10:9"])
    #expect(
      evolution.findings.map(\.change.path) == [
        "schema[orders].description", "schema[orders].properties[a].required", "schema[orders].properties[b]",
      ])
  }

  /// One message of every kind, so that wording is reviewed.
  @Test func `the messages are the recorded ones`() throws {
    var text = ""
    for step in EvolutionCase.all {
      let contracts = step.contracts
      let evolution = try EvolutionTests.evolution(contracts.old, contracts.new)
      text += "# \(step.name)\n"
      for finding in evolution.findings where finding.change.rule.id != "version-bump" {
        let diagnostic = finding.diagnostic
        text += "\(diagnostic.severity.rawValue)[\(diagnostic.code)]: \(diagnostic.message)\n"
        if let hint = finding.change.hint { text += "  hint: \(hint)\n" }
      }
    }
    try expectFile("Tests/SluiceContractTests/Fixtures/evolution.txt", holds: text)
  }
}
