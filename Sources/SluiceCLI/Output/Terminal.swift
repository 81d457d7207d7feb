internal import Glibc
internal import SluiceReport

/// Standard output and standard error: what is data, what is a message, and what may be coloured.
enum Terminal {
  enum Stream {
    case standardOutput
    case standardError

    var descriptor: Int32 { self == .standardOutput ? STDOUT_FILENO : STDERR_FILENO }
  }

  /// Colour only on a terminal that can show it, and without `NO_COLOR`, unless the user decides.
  static func isColored(_ choice: ColorChoice, for stream: Stream) -> Bool {
    switch choice {
    case .always: true
    case .never: false
    case .auto:
      isatty(stream.descriptor) == 1 && (variable("NO_COLOR") ?? "").isEmpty && variable("TERM") != "dumb"
    }
  }

  static func style(_ choice: ColorChoice, for stream: Stream) -> Style {
    isColored(choice, for: stream) ? .ansi : .plain
  }

  /// Whether a line can be drawn and erased again.
  static func canRedraw(_ stream: Stream) -> Bool {
    isatty(stream.descriptor) == 1 && variable("TERM") != "dumb"
  }

  /// Cells of a line; 80 where the terminal does not say.
  static func width(of stream: Stream) -> Int {
    var size = winsize()
    guard ioctl(stream.descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }

  /// A message to a person; where even standard error is gone, there is nobody left to tell.
  static func message(_ text: String) {
    try? Descriptor.write(Array(text.utf8), to: STDERR_FILENO, name: "standard error")
  }

  /// `error: cannot read orders.csv: No such file or directory`
  static func error(_ text: String) {
    message("error: \(ShownText.sentence(text))\n")
  }

  /// Tells what is wrong with the command line.
  static func usage(_ problems: [String], of command: String? = nil) -> ExitCode {
    for problem in problems { error(problem) }
    message("help: sluice \(command.map { $0 + " " } ?? "")--help\n")
    return .usage
  }

  /// Data to standard output; false, and told, where that fails.
  static func deliver(_ bytes: [UInt8]) -> Bool {
    do {
      try Descriptor.write(bytes, to: STDOUT_FILENO, name: "standard output")
      return true
    } catch {
      self.error(error.message)
      return false
    }
  }

  private static func variable(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }
}
