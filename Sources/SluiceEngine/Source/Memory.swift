internal import Glibc

/// How much memory this process may take: what is free now, and the limit of its control group.
enum Memory {
  /// What keys may take where nobody says: half of what is left, so that two runs at a time still fit.
  static let standardBudget = max(64 << 20, min(free ?? 1 << 30, limit ?? .max) / 2)

  /// Bytes that could be had without swapping.
  private static var free: Int? {
    guard let text = beginning(of: "/proc/meminfo") else { return nil }
    return available(meminfo: text)
  }

  /// `MemAvailable` of `/proc/meminfo`, in bytes.
  static func available(meminfo text: String) -> Int? {
    let line = text.split(separator: "\n").first { $0.utf8.starts(with: "MemAvailable:".utf8) }
    let words = line?.split(separator: " ") ?? []
    return words.count > 1 ? Int(words[1]).map { $0 * 1024 } : nil
  }

  /// The limit that version 2 or version 1 control groups set, as a container sees its own; nil where there is none.
  private static var limit: Int? {
    let files = ["/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"]
    return files.compactMap { beginning(of: $0).flatMap(limit(controlGroup:)) }.min()
  }

  /// Version 2 writes `max` for no limit, version 1 a number beyond all memory.
  static func limit(controlGroup text: String) -> Int? {
    text.split(whereSeparator: \.isWhitespace).first.flatMap { Int($0) }
  }

  private static func beginning(of path: String) -> String? {
    guard let file = unsafe fopen(path, "re") else { return nil }
    // SAFETY: `file` is open until the end of this function; `fread` writes at most what the buffer holds.
    defer { unsafe _ = fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = unsafe fread(&bytes, 1, bytes.count, file)
    return String(decoding: bytes.prefix(count), as: UTF8.self)
  }
}
