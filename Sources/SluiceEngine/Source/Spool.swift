internal import Glibc
internal import SluiceContract

/// What comes through a pipe, kept in a file without a name, since later passes must read it again.
///
/// How it works: whoever asks for bytes that have not come yet reads them from the pipe and writes them to the file, in
/// that order and under a lock; bytes that have come are read from the file. So the first pass runs while the other end
/// of the pipe is still writing, and no pass knows the difference.
/// What to beware: opening a named pipe waits for its writer, and so happens when the first byte is asked for.
final class Spool: Sendable {
  private let path: String
  private let directory: String
  private let state = Lock(State())

  private struct State {
    var pipe: Pipe?
    var file: ScratchFile?
    var bytes = 0
    var isComplete = false
  }

  /// `path`: of a named pipe, or `-` for standard input. `directory`: where the file is to be.
  init(path: String, directory: String) {
    self.path = path
    self.directory = directory
  }

  /// That have come so far.
  var bytes: Int { state.withLock { $0.bytes } }
  /// Whether the pipe has ended.
  var isComplete: Bool { state.withLock { $0.isComplete } }

  /// Fills `count` bytes at `target` from `offset` on, waiting for them where they have yet to come; fewer, at the end.
  func read(into target: UnsafeMutablePointer<UInt8>, offset: Int, upTo count: Int) throws(SourceError) -> Int {
    try state.withLock { state throws(SourceError) in
      var done = 0
      while done < count {
        if offset + done < state.bytes {
          let here = min(count - done, state.bytes - offset - done)
          try unsafe reread(state.file, UnsafeMutableRawBufferPointer(start: target + done, count: here), offset + done)
          done += here
        } else {
          // Nobody asks for bytes behind those that are still to come.
          assert(offset + done == state.bytes)
          let got = try unsafe receive(&state, UnsafeMutableRawBufferPointer(start: target + done, count: count - done))
          if got == 0 { break }
          done += got
        }
      }
      return done
    }
  }

  private func reread(
    _ file: ScratchFile?, _ target: UnsafeMutableRawBufferPointer, _ offset: Int
  ) throws(SourceError) {
    do throws(ScratchError) {
      try unsafe file?.read(into: target, at: offset)
    } catch {
      throw SourceError(error)
    }
  }

  private func receive(_ state: inout State, _ target: UnsafeMutableRawBufferPointer) throws(SourceError) -> Int {
    if state.isComplete { return 0 }
    let pipe = if let open = state.pipe { open } else { try Pipe(path) }
    state.pipe = pipe
    let got = try unsafe pipe.read(into: target)
    if got == 0 {
      state.isComplete = true
      state.pipe = nil
      return 0
    }
    do throws(ScratchError) {
      let file =
        if let made = state.file { made } else {
          try ScratchFile(in: directory, for: "the input", isOverflow: false)
        }
      state.file = file
      _ = try unsafe file.append(UnsafeRawBufferPointer(rebasing: target[..<got]))
    } catch {
      throw SourceError(error)
    }
    state.bytes += got
    return got
  }
}

/// The reading end of a pipe, closed when it is not needed any more.
private final class Pipe: Sendable {
  private let descriptor: Int32
  private let path: String

  /// What the kernel gives an ordinary user; fewer turns between the two ends.
  private static let capacity: Int32 = 1 << 20
  /// Glibc's `F_SETPIPE_SZ`, which Swift does not import.
  private static let setCapacity: Int32 = 1031

  init(_ path: String) throws(SourceError) {
    self.path = path
    descriptor =
      path.utf8.elementsEqual("-".utf8)
      ? fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3) : Self.open(path)
    guard descriptor >= 0 else { throw SourceError(.cannotOpen, path: path, errno: errno) }
    _ = fcntl(descriptor, Self.setCapacity, Self.capacity)
  }

  deinit { close(descriptor) }

  private static func open(_ path: String) -> Int32 {
    while true {
      let descriptor = unsafe path.withPath { unsafe Glibc.open($0, O_RDONLY | O_CLOEXEC) }
      if descriptor >= 0 || errno != EINTR { return descriptor }
    }
  }

  /// What is there, at most what `target` holds, after waiting for it; 0 at the end.
  func read(into target: UnsafeMutableRawBufferPointer) throws(SourceError) -> Int {
    while true {
      let got = unsafe Glibc.read(descriptor, target.baseAddress, target.count)
      if got >= 0 { return got }
      switch errno {
      case EINTR: continue
      case EAGAIN:
        // Whoever opened the other end may have asked not to wait; this end does.
        var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        _ = unsafe poll(&request, 1, -1)
      default: throw SourceError(.cannotRead, path: path, errno: errno)
      }
    }
  }
}
