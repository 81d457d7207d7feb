import Foundation

/// Runs the real `sluice`: the one that `SLUICE_BINARY` names, else the one that was built beside these tests.
struct SluiceBinary {
  struct Ending {
    var exitCode: Int32
    var output: String
    var messages: String

    /// The report on standard output.
    func json() throws -> [String: Any] {
      try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any] ?? [:]
    }

    var lastLine: String { output.split(separator: "\n").last.map(String.init) ?? "" }
  }

  static let path: String = {
    if let path = ProcessInfo.processInfo.environment["SLUICE_BINARY"] { return path }
    let tests = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    return tests.deletingLastPathComponent().appendingPathComponent("sluice").path
  }()

  /// Runs to the end, in the folder, or in one below it.
  static func run(
    _ arguments: [String], in folder: TemporaryFolder, below: String? = nil, environment: [String: String] = [:],
    output: FileHandle? = nil, messages: FileHandle? = nil
  ) throws -> Ending {
    let process = start(arguments, in: folder, environment: environment)
    if let below { process.currentDirectoryURL = folder.url.appendingPathComponent(below) }
    let outputPipe = Pipe()
    let messagePipe = Pipe()
    process.standardOutput = output ?? outputPipe
    process.standardError = messages ?? messagePipe
    try process.run()
    let told = output == nil ? outputPipe.fileHandleForReading.readDataToEndOfFile() : Data()
    let warned = messages == nil ? messagePipe.fileHandleForReading.readDataToEndOfFile() : Data()
    process.waitUntilExit()
    return Ending(
      exitCode: code(process), output: String(decoding: told, as: UTF8.self),
      messages: String(decoding: warned, as: UTF8.self))
  }

  /// Runs until it waits for a contract that never comes, and sends it a signal there.
  static func interrupt(with signal: Int32, in folder: TemporaryFolder) throws -> Int32 {
    guard mkfifo(folder.path("never.yaml"), 0o600) == 0 else { return -1 }
    let process = start(["validate", "never.yaml", "batch.csv"], in: folder, environment: [:])
    process.standardError = FileHandle.nullDevice
    try process.run()
    // It has opened the contract, and so has its signals in order, once there is somebody to read from it.
    let writer = open(folder.path("never.yaml"), O_WRONLY)
    defer { close(writer) }
    kill(process.processIdentifier, signal)
    for _ in 0..<1000 where process.isRunning { usleep(10_000) }
    // A process that does not end must not hold up the tests; the code of SIGKILL fails them.
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    process.waitUntilExit()
    return code(process)
  }

  /// Runs, and sends a signal after some microseconds.
  static func signal(
    _ signal: Int32, after delay: UInt32, _ arguments: [String], in folder: TemporaryFolder
  ) throws -> Int32 {
    let process = start(arguments, in: folder, environment: [:])
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    usleep(delay)
    kill(process.processIdentifier, signal)
    process.waitUntilExit()
    return code(process)
  }

  private static func start(
    _ arguments: [String], in folder: TemporaryFolder, environment: [String: String]
  ) -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.currentDirectoryURL = folder.url
    process.environment = environment.merging(["PATH": "/usr/bin:/bin"]) { given, _ in given }
    process.standardInput = FileHandle.nullDevice
    return process
  }

  /// As a shell tells it: 128 and the signal for a process that a signal ended.
  private static func code(_ process: Process) -> Int32 {
    process.terminationReason == .exit ? process.terminationStatus : 128 + process.terminationStatus
  }
}
