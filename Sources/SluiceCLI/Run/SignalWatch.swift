internal import Glibc

/// Ends the process cleanly when it is interrupted: no temporary file stays behind.
///
/// How it works: the signals are blocked in every thread, and one thread waits for them with `sigwait`. So the
/// clean-up is ordinary code that may take locks, not a handler that may do almost nothing. A signal that the
/// parent ignores (`nohup`, a job in the background) stays ignored.
enum SignalWatch {
  private static let ending = [SIGINT, SIGTERM, SIGHUP, SIGQUIT]

  /// Called once, before any other thread starts: threads inherit which signals are blocked.
  static func start() {
    // A reader that goes away is an error of the write, not the end of the process.
    signal(SIGPIPE, SIG_IGN)
    // So is a file that may not grow any further (`ulimit -f`).
    signal(SIGXFSZ, SIG_IGN)
    var signals = watched()
    guard pthread_sigmask(SIG_BLOCK, &signals, nil) == 0 else { return }
    var thread = pthread_t()
    let started = pthread_create(
      &thread, nil,
      { _ in
        SignalWatch.wait()
        return nil
      }, nil)
    // Without the thread nobody would wait for them: better to end at once than not at all.
    if started != 0 { pthread_sigmask(SIG_UNBLOCK, &signals, nil) }
  }

  private static func wait() {
    var signals = watched()
    var received: Int32 = 0
    guard sigwait(&signals, &received) == 0 else { return }
    Temporaries.shared.removeAll()
    ProgressLine.eraseIfDrawn()
    _exit(128 + received)
  }

  private static func watched() -> sigset_t {
    var signals = sigset_t()
    sigemptyset(&signals)
    for number in ending where !isIgnored(number) { sigaddset(&signals, number) }
    return signals
  }

  private static func isIgnored(_ number: Int32) -> Bool {
    var action = sigaction()
    guard sigaction(number, nil, &action) == 0 else { return false }
    return unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
      == unsafeBitCast(SIG_IGN, to: Int.self)
  }
}
