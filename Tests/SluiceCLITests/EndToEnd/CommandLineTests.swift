import Foundation
import Testing

/// The command line as a user meets it.
@Suite struct EndToEndCommandLineTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try Orders.folder()
  }

  private func sluice(_ words: String...) throws -> SluiceBinary.Ending {
    try SluiceBinary.run(words, in: folder)
  }

  @Test func `help and version go to standard output`() throws {
    for words in [
      ["--help"], ["-h"], ["help"], ["validate", "--help"], ["help", "lint"], ["explain", "-h"],
    ] {
      let ending = try SluiceBinary.run(words, in: folder)
      #expect(ending.exitCode == 0 && !ending.output.isEmpty && ending.messages.isEmpty, "\(words)")
    }
    #expect(try sluice("--version").output == "sluice 0.1.0\n")
  }

  @Test func `no word at all shows the help as a message`() throws {
    let ending = try sluice()
    #expect(ending.exitCode == 2 && ending.output.isEmpty)
    #expect(ending.messages.contains("sluice validate orders.odcs.yaml orders.csv && load orders.csv"))
  }

  @Test(arguments: [
    (["vaildate"], #"unknown command "vaildate"; did you mean "validate"?"#),
    (["--quiet", "validate"], #"unknown flag "--quiet"; flags come after the command"#),
    (["validate"], "a contract and a batch are needed: sluice validate CONTRACT BATCH..."),
    (["validate", "orders.odcs.yaml"], "a batch is needed: sluice validate orders.odcs.yaml BATCH..."),
    (["validate", "orders.odcs.yaml", "good.csv", "--shema", "x"], #"did you mean "--schema"?"#),
    (["validate", "orders.odcs.yaml", "good.csv", "--samples", "-1"], "--samples takes a whole number"),
    (["validate", "orders.odcs.yaml", "good.csv", "--threads", "0"], "--threads takes a whole number"),
    (["validate", "orders.odcs.yaml", "good.csv", "--schema", "order"], #"did you mean "orders"?"#),
    (["validate", "two.odcs.yaml", "good.csv"], "choose one with --schema: orders, items"),
    (["validate", "orders.odcs.yaml", "good.csv", "--server", "x"], #"there is no "x""#),
    (["validate", "orders.odcs.yaml", "good.csv", "--dialect", "panda"], #"did you mean "pandas"?"#),
    (["validate", "orders.odcs.yaml", "good.csv", "--delimiter", "ab"], "delimiter must be one"),
    (["inspect"], "a batch is needed"), (["lint"], "a contract is needed"),
    (["explain", "exit4"], #"did you mean "exit-4"?"#),
  ]) func `what is wrong with a command line is told with a way on and ends with 2`(
    words: [String], message: String
  ) throws {
    let ending = try SluiceBinary.run(words, in: folder)
    #expect(ending.exitCode == 2)
    #expect(ending.output.isEmpty)
    #expect(ending.messages.hasPrefix("error: ") && ending.messages.contains(message))
    #expect(ending.messages.contains("help: sluice "))
  }

  @Test func `even a wrong command line leaves a report where one was asked for`() throws {
    let ending = try sluice("validate", "orders.odcs.yaml", "good.csv", "--nope", "--report", "json=r.json")
    #expect(ending.exitCode == 2)
    let report = try JSONSerialization.jsonObject(with: Data(folder.read("r.json").utf8)) as? [String: Any]
    #expect(report?["exitCode"] as? Int == 2)
    #expect((report?["error"] as? [String: Any])?["code"] as? String == "usage")
  }

  @Test func `quiet says nothing but errors`() throws {
    for batch in ["good.csv", "range.csv", "extra.csv"] {
      let ending = try sluice("validate", "orders.odcs.yaml", batch, "--quiet", "--report", "json=r.json")
      #expect(ending.output.isEmpty && ending.messages.isEmpty)
      #expect(ending.exitCode == (batch == "range.csv" ? 1 : 0))
      #expect(try folder.read("r.json").hasSuffix("}\n"))
    }
    let ending = try sluice("validate", "orders.odcs.yaml", "none.csv", "--quiet")
    #expect(ending.exitCode == 4 && !ending.messages.isEmpty)
  }

  @Test func `a pipe gets no colour unless it is asked for`() throws {
    #expect(!(try sluice("validate", "orders.odcs.yaml", "range.csv").output.contains("\u{1B}")))
    let colored = try sluice("validate", "orders.odcs.yaml", "range.csv", "--color", "always")
    #expect(colored.output.contains("\u{1B}[1;31mFAIL"))
  }

  @Test func `lint shows all contracts and ends with 3 where one is wrong`() throws {
    #expect(try sluice("lint", "orders.odcs.yaml").exitCode == 0)
    let ending = try sluice("lint", "orders.odcs.yaml", "wrong.odcs.yaml", "none.yaml")
    #expect(ending.exitCode == 3)
    #expect(ending.output.contains("--> wrong.odcs.yaml:10:"))
    #expect(ending.messages.contains("none.yaml: No such file or directory"))
    let json = try sluice("lint", "wrong.odcs.yaml", "--format", "json").json()
    #expect(json["verdict"] as? String == "fail" && json["exitCode"] as? Int == 3)
    let first = (json["diagnostics"] as? [[String: Any]])?.first
    #expect((first?["location"] as? [String: Any])?["file"] as? String == "wrong.odcs.yaml")
  }

  @Test func `inspect shows the columns and ends with 1 where the structure is broken`() throws {
    let good = try sluice("inspect", "good.csv", "--format", "json")
    #expect(good.exitCode == 0)
    let columns = try good.json()["columns"] as? [[String: Any]] ?? []
    #expect(columns.compactMap { $0["name"] as? String } == ["id", "amount"])
    #expect(columns.compactMap { $0["type"] as? String } == ["integer", "number"])
    let broken = try sluice("inspect", "ragged.csv")
    #expect(broken.exitCode == 1 && broken.output.contains("fieldCount"))
    #expect(try sluice("inspect", "none.csv").exitCode == 4)
  }

  @Test func `explain knows checks, findings, codes and exit codes in any case`() throws {
    for id in ["range", "fieldCount", "fieldcount", "exit-4", "EXIT-4"] {
      let ending = try sluice("explain", id)
      #expect(ending.exitCode == 0 && ending.output.contains(id.lowercased().prefix(4)), "\(id)")
    }
    let list = try sluice("explain").output
    for id in ["range", "fieldCount", "SL0", "exit-143"] { #expect(list.contains("    \(id)"), "\(id)") }
  }
}
