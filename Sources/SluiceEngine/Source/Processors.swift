internal import CSluiceKernels
internal import Glibc

/// How many threads this process may keep busy: its affinity mask, and its control group's quota of processor time.
enum Processors {
  static let available = max(1, min(affinity, quota ?? .max))

  private static var affinity: Int {
    let allowed = Int(sluice_allowed_processors())
    return allowed > 0 ? allowed : Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))
  }

  /// Processors' worth of time that version 2 control groups allow (`cpu.max`: quota and period), rounded up.
  private static var quota: Int? {
    guard let file = unsafe fopen("/sys/fs/cgroup/cpu.max", "re") else { return nil }
    // SAFETY: `file` is open until the end of this function; the line fits the buffer or is cut.
    defer { unsafe _ = fclose(file) }
    var line = [CChar](repeating: 0, count: 64)
    guard unsafe fgets(&line, 64, file) != nil else { return nil }
    let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let numbers = text.split(whereSeparator: \.isWhitespace).map { Int($0) }
    guard numbers.count == 2, let quota = numbers[0], let period = numbers[1], period > 0 else { return nil }
    return max(1, (quota + period - 1) / period)
  }
}
