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
    let streams = ChildProcess.Streams(input: pipe.reading, output: STDERR_FILENO)
    let (child, status) = ChildProcess.start("/bin/sh", ["sh", "-c", command], streams)
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

  private static func wait(for child: pid_t) -> RunError? {
    switch ChildProcess.wait(for: child) {
    case nil: failure("cannot be waited for", errno)
    case .signal(let signal): failure("was ended by signal \(signal)")
    case .code(0): nil
    case .code(let code): failure("ended with exit code \(code)")
    }
  }

  private static func failure(_ what: String, _ code: Int32? = nil) -> RunError {
    let because = code.map { ": " + SystemError.words($0) } ?? ""
    return RunError(code: "alertFailed", message: "the command of --on-fail \(what)\(because)", errno: code)
  }
}
