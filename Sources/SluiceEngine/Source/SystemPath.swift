internal import Glibc
internal import SluiceContract

/// A path as the system has it: bytes, which need not be text.
struct SystemPath: Comparable, Sendable {
  let bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Copies what stands before a zero.
  init(terminated name: UnsafePointer<CChar>) {
    // SAFETY: `strlen` bytes are there, and they are copied.
    let count = unsafe strlen(name)
    bytes = unsafe Array(UnsafeRawBufferPointer(start: name, count: count))
  }

  /// As everybody but the system has it.
  var text: String { PathText.text(of: bytes) }

  func appending(_ name: [UInt8]) -> SystemPath {
    SystemPath(bytes.last == UInt8(ascii: "/") ? bytes + name : bytes + [UInt8(ascii: "/")] + name)
  }

  func withTerminated<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result {
    unsafe (bytes + [0]).withUnsafeBufferPointer { buffer in
      unsafe buffer.withMemoryRebound(to: CChar.self) { text in
        guard let base = text.baseAddress else { preconditionFailure("the zero is there") }
        return unsafe body(base)
      }
    }
  }

  static func < (left: SystemPath, right: SystemPath) -> Bool {
    let count = min(left.bytes.count, right.bytes.count)
    // SAFETY: as many bytes are compared as both have.
    let order = unsafe left.bytes.withUnsafeBytes { left in
      unsafe right.bytes.withUnsafeBytes { right in
        guard let left = left.baseAddress, let right = right.baseAddress else { return Int32(0) }
        return unsafe memcmp(left, right, count)
      }
    }
    return order == 0 ? left.bytes.count < right.bytes.count : order < 0
  }
}

extension BatchFile {
  init(_ path: SystemPath, _ stamp: FileStamp) {
    self.init(path: path.text, bytes: stamp.bytes)
    identity = (stamp.device, stamp.inode)
  }
}
