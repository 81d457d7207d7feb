internal import Glibc
internal import SluiceEngine
internal import SluiceReport
internal import Synchronization

/// One line on a terminal that tells how far a run is, drawn again ten times a second and gone at the end.
///
/// How it works: a thread of its own draws the line, then waits for a tenth of a second or for the end, which is
/// told by closing a pipe.
final class ProgressLine: Sendable {
  let progress = Progress()
  private let total: Int?
  private let start = ContinuousClock.now
  private let ended: (reading: Int32, writing: Int32)
  private let thread = Lock<pthread_t?>(nil)

  private static let millisecondsBetween: Int32 = 100
  /// To the start of the line, and everything right of it away.
  private static let erasing = Array("\r\u{1B}[K".utf8)
  private static let isDrawn = Atomic<Bool>(false)

  /// Starts to draw, where standard error is a terminal that can erase a line.
  ///
  /// - Parameter total: bytes that are to be read; nil where nobody knows.
  static func start(total: Int?, isQuiet: Bool) -> ProgressLine? {
    guard !isQuiet, Terminal.canRedraw(.standardError) else { return nil }
    guard let pipe = Descriptor.pipe() else { return nil }
    let line = ProgressLine(total: total, ended: pipe)
    guard line.begin() else {
      close(pipe.reading)
      close(pipe.writing)
      return nil
    }
    return line
  }

  private init(total: Int?, ended: (reading: Int32, writing: Int32)) {
    self.total = total
    self.ended = ended
  }

  private func begin() -> Bool {
    var thread = pthread_t()
    let context = Unmanaged.passRetained(self)
    let status = pthread_create(
      &thread, nil,
      { context in
        guard let context else { return nil }
        Unmanaged<ProgressLine>.fromOpaque(context).takeRetainedValue().drawUntilEnd()
        return nil
      }, context.toOpaque())
    guard status == 0 else {
      context.release()
      return false
    }
    self.thread.withLock { $0 = thread }
    return true
  }

  /// Erases the line; whatever is written afterwards finds the terminal as it was.
  func end() {
    guard let thread = thread.withLock({ $0.take() }) else { return }
    close(ended.writing)
    pthread_join(thread, nil)
    close(ended.reading)
  }

  /// For a run that is interrupted: what it says last must not stand behind the line.
  static func eraseIfDrawn() {
    guard isDrawn.load(ordering: .acquiring) else { return }
    try? Descriptor.write(erasing, to: STDERR_FILENO, name: "standard error")
  }

  private func drawUntilEnd() {
    var request = pollfd(fd: ended.reading, events: Int16(POLLIN), revents: 0)
    repeat { draw() } while poll(&request, 1, Self.millisecondsBetween) <= 0
    Self.eraseIfDrawn()
    Self.isDrawn.store(false, ordering: .releasing)
  }

  private func draw() {
    // The last cell of a line stays empty: some terminals begin a new line when it is filled.
    let line = ProgressText.line(
      bytes: progress.bytes, total: total, rows: progress.rows,
      seconds: start.duration(to: .now) / .seconds(1), width: Terminal.width(of: .standardError) - 1)
    Self.isDrawn.store(true, ordering: .releasing)
    try? Descriptor.write(Self.erasing + line.utf8, to: STDERR_FILENO, name: "standard error")
  }
}

extension Batch {
  /// Of all files; nil where some come through a pipe.
  var bytes: Int? { files.contains(where: \.isPipe) ? nil : files.reduce(0) { $0 + $1.bytes } }
}
