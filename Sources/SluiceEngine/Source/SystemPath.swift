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
    left.bytes.lexicographicallyPrecedes(right.bytes)
  }
}

extension BatchFile {
  init(_ path: SystemPath, bytes: Int) {
    self.init(path: path.text, bytes: bytes)
  }
}
