internal import CMessageDigest
internal import Glibc
internal import SluiceReport

/// A contract file as it was read: its bytes and their digest.
struct ContractFile: Sendable {
  /// More than any contract has; a file beyond it is most likely a batch in the contract's place.
  private static let mostBytes = 64 << 20

  let path: String
  let bytes: [UInt8]

  /// Lower-case hexadecimal, as `sha256sum` prints it.
  var sha256: String {
    var context = SHA2_CTX()
    SHA256Init(&context)
    bytes.withUnsafeBufferPointer { SHA256Update(&context, $0.baseAddress, $0.count) }
    var digest = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_LENGTH))
    SHA256Final(&digest, &context)
    return Hex.text(digest)
  }

  init(path: String) throws(SystemError) {
    self.path = path
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw SystemError.current("cannot read the contract", path) }
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
        throw SystemError.current("cannot read the contract", path)
      }
      guard bytes.count <= Self.mostBytes else { throw SystemError("cannot read the contract", path, EFBIG) }
    }
    self.bytes = bytes
  }
}
