internal import Glibc
internal import SluiceContract
internal import SluiceReport

/// The command of `--on-fail`: a shell gets the JSON report on its standard input, and what it says goes to standard
/// error, so that it never mixes with a report.
enum AlertCommand {
  /// Runs it to its end; nil where it succeeded.
  ///
  /// A command that does not read its input is none the worse for it.
  static func run(_ command: String, input: [UInt8]) -> RunError? {
    guard let pipe = Descriptor.pipe() else { return failure("cannot be started", errno) }
    let (child, status) = spawn(command, standardInput: pipe.reading)
    close(pipe.reading)
    guard status == 0 else {
      close(pipe.writing)
      return failure("cannot be started", status)
    }
    var unwritten: Int32 = 0
    do throws(SystemError) {
      // SIGPIPE is ignored in this process, so a command that has ended already is an error here, no signal.
      try Descriptor.write(input, to: pipe.writing, name: "the command of --on-fail")
    } catch {
      unwritten = error.code == EPIPE ? 0 : error.code
    }
    close(pipe.writing)
    if let ending = wait(for: child) { return ending }
    return unwritten == 0 ? nil : failure("did not get the report", unwritten)
  }

  /// With the signals as a shell expects them: this process blocks some, and ignores SIGPIPE.
  private static func spawn(_ command: String, standardInput: Int32) -> (child: pid_t, status: Int32) {
    var actions = posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    posix_spawn_file_actions_adddup2(&actions, standardInput, STDIN_FILENO)
    posix_spawn_file_actions_adddup2(&actions, STDERR_FILENO, STDOUT_FILENO)
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    sigaddset(&signals, SIGPIPE)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    var child: pid_t = 0
    var words: [UnsafeMutablePointer<CChar>?] = [strdup("sh"), strdup("-c"), command.withPath { strdup($0) }, nil]
    defer { for word in words { free(word) } }
    let status = posix_spawn(&child, "/bin/sh", &actions, &attributes, &words, environ)
    return (child, status)
  }

  private static func wait(for child: pid_t) -> RunError? {
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0 {
      guard errno == EINTR else { return failure("cannot be waited for", errno) }
    }
    let signal = status & 0x7F
    if signal != 0 { return failure("was ended by signal \(signal)") }
    let code = (status >> 8) & 0xFF
    return code == 0 ? nil : failure("ended with exit code \(code)")
  }

  private static func failure(_ what: String, _ code: Int32? = nil) -> RunError {
    let because = code.map { ": " + SystemError.words($0) } ?? ""
    return RunError(code: "alertFailed", message: "the command of --on-fail \(what)\(because)", errno: code)
  }
}
