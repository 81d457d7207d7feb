internal import CMessageDigest
internal import Glibc

/// A contract file as it was read: its bytes and their digest.
package struct ContractFile: Sendable {
  /// More than any contract has; a file beyond it is most likely a batch in the contract's place.
  package static let mostBytes = 64 << 20

  package let path: String
  package let bytes: [UInt8]

  /// Lower-case hexadecimal, as `sha256sum` prints it.
  package var sha256: String {
    var context = SHA2_CTX()
    SHA256Init(&context)
    bytes.withUnsafeBufferPointer { SHA256Update(&context, $0.baseAddress, $0.count) }
    var digest = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_LENGTH))
    SHA256Final(&digest, &context)
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }

  /// What was read from elsewhere under a name.
  package init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }

  package init(path: String, mostBytes: Int = mostBytes) throws(ContractFileError) {
    self.path = path
    let descriptor = path.withPath { open($0, O_RDONLY | O_CLOEXEC) }
    guard descriptor >= 0 else { throw ContractFileError(path: path, errno: errno) }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      if count > 0 {
        bytes += buffer[..<count]
      } else if count == 0 {
        break
      } else if errno != EINTR {
        throw ContractFileError(path: path, errno: errno)
      }
      guard bytes.count <= mostBytes else { throw ContractFileError(path: path, errno: EFBIG) }
    }
    self.bytes = bytes
  }
}

/// Why a contract's file could not be read.
package struct ContractFileError: Error, Sendable {
  package let path: String
  package let errno: Int32
}
