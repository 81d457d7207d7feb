internal import Glibc

/// Whole writes to open descriptors, and pipes.
enum Descriptor {
  /// A pipe whose ends no command that is started inherits; nil with `errno` set where there is none to be had.
  static func pipe() -> (reading: Int32, writing: Int32)? {
    var ends: [Int32] = [-1, -1]
    guard Glibc.pipe(&ends) == 0 else { return nil }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }

  /// Writes everything, whatever the kernel takes at once.
  static func write(_ bytes: [UInt8], to descriptor: Int32, name: String) throws(SystemError) {
    var offset = 0
    while offset < bytes.count {
      let written = bytes.withUnsafeBytes { buffer in
        Glibc.write(descriptor, buffer.baseAddress.map { $0 + offset }, buffer.count - offset)
      }
      if written >= 0 {
        offset += written
      } else if errno == EAGAIN {
        // Somebody made the pipe non-blocking: wait until it takes more.
        var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        poll(&request, 1, -1)
      } else if errno != EINTR {
        throw SystemError.current("cannot write", name)
      }
    }
  }
}
