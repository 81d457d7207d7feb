internal import Glibc

/// What libFuzzer hands over, read from the front: first the choices, then the text.
struct InputBytes {
  private(set) var rest: ArraySlice<UInt8>

  init(_ data: UnsafePointer<UInt8>?, _ size: Int) {
    rest = Array(UnsafeBufferPointer(start: data, count: size))[...]
  }

  /// One of `options`, chosen by the next byte; the first where no byte is left.
  mutating func choose<Option>(_ options: [Option]) -> Option {
    options[Int(rest.popFirst() ?? 0) % options.count]
  }
}

/// Stops the fuzzer at this input: it keeps the input as a file, and the words go to standard error.
func difference(_ words: String) -> Never {
  let line = Array("DIFFERENCE: \(words)\n".utf8)
  _ = write(STDERR_FILENO, line, line.count)
  abort()
}

/// Bytes as they can be pasted into a test.
func shown(_ bytes: some Sequence<UInt8>) -> String {
  bytes.map { byte in
    switch byte {
    case UInt8(ascii: "\n"): "\\n"
    case UInt8(ascii: "\r"): "\\r"
    case UInt8(ascii: "\\"): "\\\\"
    case 0x20...0x7E: String(UnicodeScalar(byte))
    default: "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
  }.joined()
}
