internal import Glibc

/// Makes a crash end with exit code 70, so that no orchestrator takes it for anything else.
///
/// What to beware: this runs in a signal handler of a process that is broken. It says its words with a plain
/// `write`, removes temporaries only if it need not wait for them, and should it fail itself, the handler is gone
/// by then and the signal ends the process.
enum CrashWatch {
  private static let crashes = [SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE, SIGABRT]

  /// Developers who ask the Swift runtime for a backtrace get that instead.
  static func start() {
    guard getenv("SWIFT_BACKTRACE") == nil else { return }
    var action = sigaction()
    action.sa_flags = Int32(bitPattern: UInt32(SA_RESETHAND))
    action.__sigaction_handler.sa_handler = { _ in
      let words: StaticString = "error: internal error; please report it with the command and this output\n"
      write(STDERR_FILENO, words.utf8Start, words.utf8CodeUnitCount)
      Temporaries.shared.removeAllIfPossible()
      _exit(70)
    }
    var signals = sigset_t()
    sigemptyset(&signals)
    for number in crashes {
      sigaction(number, &action, nil)
      sigaddset(&signals, number)
    }
    // Whoever started the process may have left them blocked; a crash would then end it without a handler.
    pthread_sigmask(SIG_UNBLOCK, &signals, nil)
  }
}
