internal import Glibc

/// Whole writes to open descriptors.
enum Descriptor {
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
