internal import Glibc

/// A Python that lives as long as the fuzzer and judges cells as `dates.py` says, many in one exchange.
final class PythonDates {
  private var toPython: Int32 = -1
  private var fromPython: Int32 = -1

  init() {
    var (input, output): ([Int32], [Int32]) = ([0, 0], [0, 0])
    guard pipe(&input) == 0, pipe(&output) == 0 else { difference("pipe: errno \(errno)") }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawn_file_actions_adddup2(&actions, input[0], STDIN_FILENO)
    posix_spawn_file_actions_adddup2(&actions, output[1], STDOUT_FILENO)
    for end in input + output { posix_spawn_file_actions_addclose(&actions, end) }
    defer { posix_spawn_file_actions_destroy(&actions) }
    let script = getenv("SLUICE_FUZZ_DATES").map { String(cString: $0) } ?? "Tests/Fuzz/dates.py"
    var arguments: [UnsafeMutablePointer<CChar>?] = [strdup("python3"), strdup("-u"), strdup(script), nil]
    defer { for argument in arguments { free(argument) } }
    var environment: [UnsafeMutablePointer<CChar>?] = [nil]
    var child: pid_t = 0
    let status = posix_spawnp(&child, "python3", &actions, nil, &arguments, &environment)
    guard status == 0 else { difference("python3: errno \(status)") }
    close(input[0])
    close(output[1])
    (toPython, fromPython) = (input[1], output[0])
  }

  /// For each cell what it is as a date, a time and a timestamp.
  func judge(_ cells: [[UInt8]]) -> [[DecodedCell]] {
    send(cells)
    return cells.map { _ in receive() }
  }

  private var buffer: [UInt8] = []
  private var position = 0

  /// The number of cells as a line, then each as a line; no cell holds a line feed.
  private func send(_ cells: [[UInt8]]) {
    let text = Array("\(cells.count)\n".utf8) + Array(cells.joined(separator: [UInt8(ascii: "\n")])) + [0x0A]
    var done = 0
    while done < text.count {
      let count = text[done...].withUnsafeBytes { write(toPython, $0.baseAddress, $0.count) }
      if count > 0 { done += count } else { checkInterrupted() }
    }
  }

  /// A line of three words: `-` for refused, else the value; a timestamp is told in nanoseconds.
  private func receive() -> [DecodedCell] {
    let words = line().split(separator: " ")
    return words.enumerated().map { place, word in
      guard let value = Int128(word) else { return .invalid }
      let isTimestamp = place == 2
      if isTimestamp && value % 1000 != 0 { return .wide(value) }
      return .integer(Int64(isTimestamp ? value / 1000 : value))
    }
  }

  /// The fuzzer's own clock interrupts calls that wait.
  private func checkInterrupted() {
    if errno != EINTR { difference("Python is gone: errno \(errno)") }
  }

  private func line() -> String {
    var line: [UInt8] = []
    while true {
      if position == buffer.count {
        buffer = [UInt8](repeating: 0, count: 1 << 16)
        let count = read(fromPython, &buffer, buffer.count)
        if count == 0 { difference("Python ended") }
        if count < 0 { checkInterrupted() }
        buffer.removeLast(buffer.count - max(0, count))
        position = 0
        continue
      }
      let byte = buffer[position]
      position += 1
      if byte == 0x0A { return String(decoding: line, as: UTF8.self) }
      line.append(byte)
    }
  }
}
