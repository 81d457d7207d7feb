import Foundation
import Testing

/// The flags that say which ends are as good as a pass: `--require-all` and `--no-data-exit-code`.
@Suite struct EndToEndStrictnessTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try Orders.folder()
    try folder.write("id,amount\n", "none.csv")
  }

  private func validate(_ contract: String, _ batch: String, _ words: String...) throws -> SluiceBinary.Ending {
    try folder.write(contract, "c.odcs.yaml")
    return try SluiceBinary.run(["validate", "c.odcs.yaml", batch] + words, in: folder)
  }

  private static func emptyBatch(_ policy: String) -> String {
    Orders.contract + "    customProperties: [{property: sluiceEmptyBatch, value: \(policy)}]\n"
  }

  private static let ofDrift = """
            quality:
              - type: custom
                engine: sluice
                implementation: {check: psi, against: baseline, mustBeLessThan: 0.2}

    """
  private static let foreign = """
        quality:
          - id: freshly-baked
            type: custom
            engine: soda
            implementation: checks for orders

    """

  @Test func `a rule that was not run is a pass unless all are required`() throws {
    let contract = Orders.contract + Self.foreign
    #expect(try validate(contract, "good.csv").exitCode == 0)
    let ending = try validate(contract, "good.csv", "--require-all", "--report", "json=r.json")
    #expect(ending.exitCode == 5 && ending.lastLine.hasPrefix("PASS · "))
    #expect(
      ending.messages == """
        error: 1 rule was not run, and --require-all asks for all: freshly-baked (engine soda is not ours)

        """)
    #expect(ending.output.contains("incomplete: 1 rule was not run"))
    let report = try folder.read("r.json")
    #expect(report.contains("\"verdict\": \"pass\",\n  \"complete\": false,\n  \"exitCode\": 5"))
    #expect(report.contains("\"code\": \"rulesNotRun\""))
  }

  @Test func `a rule of another command is not required`() throws {
    let ending = try validate(Orders.contract + Self.ofDrift, "good.csv", "--require-all", "--format", "json")
    #expect(ending.output.contains("\"notRun\": 1") && ending.output.contains("belongs to `sluice drift`"))
    #expect(ending.exitCode == 0)
  }

  @Test func `bad data outweighs what was not run`() throws {
    let ending = try validate(Orders.contract + Self.foreign, "range.csv", "--require-all")
    #expect(ending.exitCode == 1)
    let never = try validate(
      Orders.contract + Self.foreign, "range.csv", "--require-all", "--fail-on", "never")
    #expect(never.exitCode == 5)
  }

  @Test func `a pass without rows ends as asked, and the report says the same`() throws {
    let ending = try validate(
      Self.emptyBatch("pass"), "none.csv", "--no-data-exit-code", "99", "--format", "json")
    #expect(ending.exitCode == 99)
    #expect(try ending.json()["exitCode"] as? Int == 99 && ending.json()["verdict"] as? String == "pass")
    #expect(try validate(Self.emptyBatch("pass"), "none.csv").exitCode == 0)
    #expect(try validate(Self.emptyBatch("warn"), "none.csv", "--no-data-exit-code", "99").exitCode == 99)
    #expect(try validate(Self.emptyBatch("pass"), "good.csv", "--no-data-exit-code", "99").exitCode == 0)
  }

  @Test func `no data never hides a worse end`() throws {
    let words = ["--no-data-exit-code", "99"]
    let run = { (contract: String, more: [String]) in
      try folder.write(contract, "c.odcs.yaml")
      return try SluiceBinary.run(["validate", "c.odcs.yaml", "none.csv"] + words + more, in: folder).exitCode
    }
    #expect(try run(Orders.contract, []) == 1)
    #expect(try run(Orders.contract, ["--fail-on", "never"]) == 0)
    #expect(try run(Self.emptyBatch("warn"), ["--fail-on", "warning"]) == 1)
    #expect(try run(Self.emptyBatch("pass"), ["--report", "json=/dev/full"]) == 5)
    #expect(try run(Orders.wrongContract, []) == 3)
  }

  @Test(arguments: [
    ("3", "which means: the contract is wrong"), ("70", "which means: internal error"), ("126", "from 0 to 125"),
    ("-1", "from 0 to 125"), ("x", "from 0 to 125"),
  ]) func `a number that means something else is refused`(number: String, why: String) throws {
    let ending = try validate(Orders.contract, "good.csv", "--no-data-exit-code", number)
    #expect(ending.exitCode == 2 && ending.messages.contains(why))
  }

  @Test func `an empty command is refused`() throws {
    #expect(try validate(Orders.contract, "good.csv", "--on-fail", "").messages.hasPrefix("error: --on-fail needs"))
  }
}
