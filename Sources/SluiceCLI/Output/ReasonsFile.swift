internal import Glibc
internal import SluiceEngine

/// `reasons.csv`, which has the lines of all parts in the order of the parts, whichever is read first.
///
/// How it works: the lines of the first part that is not ended go into the file at once; those of later ones wait in a
/// file without a name, and follow when their turn comes. A batch of one part never waits.
final class ReasonsFile: Sendable {
  private let file: QuarantineFile
  private let name: String
  /// Makes the file for lines that wait: it must be open for reading too, and need not have a name.
  private let makeSpool: @Sendable () throws(SystemError) -> Int32
  private let state = Lock(State())

  private struct State {
    /// The first part that is not ended.
    var front = 0
    var ended: Set<Int> = []
    var spool: Int32 = -1
    var spooled = 0
    /// Stretches of the spool, by part.
    var waiting: [Int: [Range<Int>]] = [:]
  }

  private static let copiedBytes = 1 << 18

  init(_ file: QuarantineFile, name: String, spool: @escaping @Sendable () throws(SystemError) -> Int32) {
    self.file = file
    self.name = name
    makeSpool = spool
  }

  deinit {
    state.withLock { state in if state.spool >= 0 { _ = Glibc.close(state.spool) } }
  }

  func write(_ bytes: [UInt8], part: Int) throws(SystemError) {
    try state.withLock { state throws(SystemError) in
      if part == state.front { return try file.write(bytes, name: name) }
      if state.spool < 0 { state.spool = try makeSpool() }
      try Descriptor.write(bytes, to: state.spool, name: name)
      state.waiting[part, default: []].append(state.spooled..<state.spooled + bytes.count)
      state.spooled += bytes.count
    }
  }

  func end(part: Int) throws(SystemError) {
    try state.withLock { state throws(SystemError) in
      state.ended.insert(part)
      while state.ended.remove(state.front) != nil {
        state.front += 1
        for range in state.waiting.removeValue(forKey: state.front) ?? [] { try copy(range, from: state.spool) }
      }
    }
  }

  func synchronize() throws(SystemError) {
    try file.synchronize(name: name)
  }

  private func copy(_ range: Range<Int>, from spool: Int32) throws(SystemError) {
    var offset = range.lowerBound
    while offset < range.upperBound {
      var buffer = [UInt8](repeating: 0, count: min(Self.copiedBytes, range.upperBound - offset))
      let count = pread(spool, &buffer, buffer.count, off_t(offset))
      if count > 0 {
        if count < buffer.count { buffer.removeLast(buffer.count - count) }
        try file.write(buffer, name: name)
        offset += count
      } else if count == 0 || errno != EINTR {
        throw SystemError("cannot read back the lines of", name, count == 0 ? EIO : errno)
      }
    }
  }
}
