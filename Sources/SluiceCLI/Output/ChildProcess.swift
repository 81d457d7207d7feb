internal import Glibc
internal import SluiceContract

/// Starts other programs, and waits for their end.
///
/// With the signals as a program expects them: this process blocks some, and ignores SIGPIPE.
enum ChildProcess {
  /// Where the streams of a program go: descriptors of this process.
  struct Streams {
    var input: Int32
    var output: Int32
    var errors: Int32 = STDERR_FILENO
  }

  /// How a program has ended.
  enum Ending: Equatable {
    case code(Int32)
    case signal(Int32)
  }

  /// - Parameters:
  ///   - program: a path, or a name that is looked for in `PATH`.
  ///   - words: all of them, the program's own name first.
  /// - Returns: 0 and its id, or why it cannot be started.
  static func start(_ program: String, _ words: [String], _ streams: Streams) -> (child: pid_t, status: Int32) {
    var actions = posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    posix_spawn_file_actions_adddup2(&actions, streams.input, STDIN_FILENO)
    posix_spawn_file_actions_adddup2(&actions, streams.output, STDOUT_FILENO)
    posix_spawn_file_actions_adddup2(&actions, streams.errors, STDERR_FILENO)
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    sigaddset(&signals, SIGPIPE)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    var child: pid_t = 0
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { $0.withPath { strdup($0) } } + [nil]
    defer { for word in arguments { free(word) } }
    let status = program.withPath { posix_spawnp(&child, $0, &actions, &attributes, &arguments, environ) }
    return (child, status)
  }

  /// Waits for its end; nil with `errno` set where that fails.
  static func wait(for child: pid_t) -> Ending? {
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0 {
      guard errno == EINTR else { return nil }
    }
    let signal = status & 0x7F
    return signal != 0 ? .signal(signal) : .code((status >> 8) & 0xFF)
  }

  /// Runs a program without input to its end.
  ///
  /// - Parameter limit: bytes of output from which on it is cut off.
  static func output(of program: String, _ words: [String], limit: Int) throws(SystemError) -> Output {
    guard let pipe = Descriptor.pipe() else { throw .current("cannot run", program) }
    guard let errors = Descriptor.pipe() else {
      let error = SystemError.current("cannot run", program)
      for end in [pipe.reading, pipe.writing] { close(end) }
      throw error
    }
    let nothing = open("/dev/null", O_RDONLY | O_CLOEXEC)
    let (child, status) = start(
      program, [program] + words, Streams(input: nothing, output: pipe.writing, errors: errors.writing))
    for end in [nothing, pipe.writing, errors.writing] { close(end) }
    defer { for end in [pipe.reading, errors.reading] { close(end) } }
    guard status == 0 else { throw SystemError("cannot run", program, status) }
    var output = Output()
    var sources = [
      pollfd(fd: pipe.reading, events: Int16(POLLIN), revents: 0),
      pollfd(fd: errors.reading, events: Int16(POLLIN), revents: 0),
    ]
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    // Both streams at once: a program that waits for the one to be read would never write the other.
    while sources.contains(where: { $0.fd >= 0 }) {
      guard poll(&sources, nfds_t(sources.count), -1) >= 0 || errno == EINTR else { break }
      for index in sources.indices where sources[index].fd >= 0 && sources[index].revents != 0 {
        let count = read(sources[index].fd, &buffer, buffer.count)
        if count > 0 {
          index == 0 ? output.take(buffer[..<count], limit: limit) : output.tell(buffer[..<count])
        } else if count == 0 || errno != EINTR {
          sources[index].fd = -1
        }
      }
    }
    guard let ending = wait(for: child) else { throw .current("cannot wait for", program) }
    output.ending = ending
    return output
  }

  struct Output {
    private(set) var bytes: [UInt8] = []
    private(set) var messages: [UInt8] = []
    private(set) var isCutOff = false
    fileprivate(set) var ending = Ending.code(0)

    var isGood: Bool { ending == .code(0) && !isCutOff }

    fileprivate mutating func take(_ part: ArraySlice<UInt8>, limit: Int) {
      isCutOff = isCutOff || bytes.count + part.count > limit
      if !isCutOff { bytes += part }
    }

    /// Messages are for people, who read a few of them.
    fileprivate mutating func tell(_ part: ArraySlice<UInt8>) {
      messages += part.prefix(max(0, 4096 - messages.count))
    }

    /// The first line that it wrote to standard error.
    var firstMessage: String {
      String(decoding: messages.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
    }
  }
}
