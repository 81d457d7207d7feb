import Foundation
import Testing

@testable import SluiceCLI

@Suite struct CompletionTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(BashCompletion.script(), "sluice.bash")
    try folder.write(ZshCompletion.script(), "_sluice")
    try folder.write(FishCompletion.script(), "sluice.fish")
    try folder.write("", "orders 1.csv")
    try folder.write("", "orders.yaml")
  }

  @Test func `scripts are what their golden files say`() throws {
    try expectSnapshot(BashCompletion.script(), "sluice.bash")
    try expectSnapshot(ZshCompletion.script(), "_sluice.zsh")
    try expectSnapshot(FishCompletion.script(), "sluice.fish")
  }

  @Test func `a flag means the same in every command`() {
    var known: [String: (short: Character?, valueName: String?, choices: [String])] = [:]
    for flag in Sluice.commands.flatMap({ $0.flags }) {
      let found = (flag.short, flag.valueName, flag.choices)
      #expect(known[flag.long].map { $0 == found } ?? true, "--\(flag.long)")
      known[flag.long] = found
    }
  }

  @Test(arguments: [("bash", "sluice.bash"), ("zsh", "_sluice"), ("fish", "sluice.fish")])
  func `the shell that a script is for can read it`(shell: String, script: String) throws {
    guard
      let path = ["/bin", "/usr/bin", "/usr/local/bin"].map({ "\($0)/\(shell)" })
        .first(where: FileManager.default.isExecutableFile)
    else { return }
    let ending = try run(path, ["-n", script])
    #expect(ending.code == 0 && ending.output.isEmpty)
  }

  @Test(arguments: [
    (["v"], ["validate"]), (["--v"], ["--version"]), (["validate", "--fail"], ["--fail-on"]),
    (["validate", "--format", ""], ["text", "json", "junit", "github"]),
    (["validate", "-f", "j"], ["json", "junit"]),
    (["validate", "--format", "="], ["text", "json", "junit", "github"]),
    (["validate", "--format", "=", "gi"], ["github"]),
    (["validate", "c.yaml", "--dialect", "pa"], ["pandas"]), (["validate", "--dialect", "=", "pol"], ["polars"]),
    (["validate", "--report", "j"], ["json=", "junit="]), (["validate", "--report", "=", "te"], ["text="]),
    (["validate", "--report", "json", "=", "ord"], ["orders 1.csv", "orders.yaml"]),
    (["validate", "--report", "json", "="], ["_sluice", "orders 1.csv", "orders.yaml", "sluice.bash", "sluice.fish"]),
    (["validate", "--report", "=", "json", "=", "orders "], ["orders 1.csv"]),
    (["validate", "--report", "json", "=", "r.json", "--fail-on", "=", "w"], ["warning"]),
    (["validate", "--output", "orders."], ["orders.yaml"]), (["validate", "--samples", ""], []),
    (["validate", "orders."], ["orders.yaml"]), (["lint", "orders.yaml", "--q"], ["--quiet"]),
    (["lint", "--fail"], []), (["completions", ""], ["bash", "zsh", "fish"]), (["help", "l"], ["lint"]),
    (["explain", ""], []),
  ]) func `bash offers commands, flags, values and files`(words: [String], offered: [String]) throws {
    let typed = (["sluice"] + words).map { "'\($0)'" }.joined(separator: " ")
    try folder.write(
      """
      source ./sluice.bash
      registered=$(complete -p sluice) || exit 1
      function=${registered#*-F }; function=${function%% *}
      COMP_WORDS=(\(typed)); COMP_CWORD=\(words.count)
      "$function"
      for word in "${COMPREPLY[@]}"; do printf '%s\\n' "$word"; done
      """, "drive.sh")
    let ending = try run("/bin/bash", ["--norc", "drive.sh"])
    let lines = ending.output.split(separator: "\n").map(String.init).filter { $0 != "drive.sh" }
    #expect(ending.code == 0 && lines.sorted() == offered.sorted(), "\(words)")
  }

  @Test func `the command prints the script of the shell that is named`() throws {
    let printed = try SluiceBinary.run(["completions", "bash"], in: folder)
    #expect(printed.exitCode == 0 && printed.output == BashCompletion.script())
    for (words, message) in [
      ([], "one shell is needed"), (["bahs"], #"did you mean "bash"?"#), (["bash", "zsh"], "one shell is needed"),
    ] {
      let ending = try SluiceBinary.run(["completions"] + words, in: folder)
      #expect(ending.exitCode == 2 && ending.messages.contains(message), "\(words)")
    }
  }

  /// Standard output and standard error together.
  private func run(_ path: String, _ arguments: [String]) throws -> (code: Int32, output: String) {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.currentDirectoryURL = folder.url
    process.standardOutput = pipe
    process.standardError = pipe
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, output)
  }
}
