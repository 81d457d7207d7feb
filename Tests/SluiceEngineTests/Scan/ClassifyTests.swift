import CSluiceKernels
import Testing

@testable import SluiceEngine

/// All kernels that find separators say the same as a loop over bytes.
struct ClassifyTests {
  /// The kernels that run here; the dispatcher is the one who knows whether this processor has AVX2.
  static let kernels: [String] = {
    #if arch(x86_64)
      return ["portable", "sse2"] + (String(cString: sluice_classify_name()) == "avx2" ? ["avx2"] : [])
    #else
      return ["portable"]
    #endif
  }()

  static func function(_ name: String) -> sluice_classify_function {
    #if arch(x86_64)
      if name == "sse2" { return sluice_classify_sse2 }
      if name == "avx2" { return sluice_classify_avx2 }
    #endif
    return sluice_classify_portable
  }

  struct Bitmaps: Equatable {
    var delimiters: [UInt64]
    var newlines: [UInt64]
    var quotes: [UInt64]
    var returns: [UInt64]
    var seen: UInt32
  }

  /// Classifies the bytes behind `offset`, so that they are aligned in every possible way.
  static func run(_ kernel: String, _ bytes: [UInt8], offset: Int, delimiter: UInt8, quote: UInt8) -> Bitmaps {
    let words = (bytes.count - offset) / 64
    // Four bitmaps, each with a word behind it that must stay as it is.
    var maps = [UInt64](repeating: 0xAAAA, count: 4 * (words + 1))
    let classify = function(kernel)
    let seen = bytes.withUnsafeBufferPointer { input in
      maps.withUnsafeMutableBufferPointer { maps -> UInt32 in
        guard let input = input.baseAddress, let base = maps.baseAddress else { return 0 }
        let out = sluice_bitmaps(
          delimiters: base, newlines: base + (words + 1), quotes: base + 2 * (words + 1),
          returns: base + 3 * (words + 1))
        return classify(input + offset, words, delimiter, quote, out)
      }
    }
    let cut = (0..<4).map { Array(maps[$0 * (words + 1)..<$0 * (words + 1) + words]) }
    #expect((0..<4).allSatisfy { maps[$0 * (words + 1) + words] == 0xAAAA }, "written behind the last word")
    return Bitmaps(delimiters: cut[0], newlines: cut[1], quotes: cut[2], returns: cut[3], seen: seen)
  }

  /// What the bitmaps are, one byte at a time.
  static func reference(_ bytes: [UInt8], offset: Int, delimiter: UInt8, quote: UInt8) -> Bitmaps {
    let words = (bytes.count - offset) / 64
    let none = [UInt64](repeating: 0, count: words)
    var maps = Bitmaps(delimiters: none, newlines: none, quotes: none, returns: none, seen: 0)
    for index in 0..<words * 64 {
      let byte = bytes[offset + index]
      let bit = UInt64(1) << UInt64(index % 64)
      if byte == delimiter { maps.delimiters[index / 64] |= bit }
      if byte == UInt8(ascii: "\n") { maps.newlines[index / 64] |= bit }
      if byte == quote { maps.quotes[index / 64] |= bit }
      if byte == UInt8(ascii: "\r") { maps.returns[index / 64] |= bit }
      if byte >= 0x80 { maps.seen |= UInt32(SLUICE_SEEN_NON_ASCII) }
      if byte == 0 { maps.seen |= UInt32(SLUICE_SEEN_NUL) }
      if byte == UInt8(ascii: "\r") { maps.seen |= UInt32(SLUICE_SEEN_RETURN) }
      if byte == quote { maps.seen |= UInt32(SLUICE_SEEN_QUOTE) }
    }
    return maps
  }

  @Test(arguments: kernels)
  func `every byte value is told apart, at every place of a word`(kernel: String) {
    for value in UInt8.min...UInt8.max {
      // Neighbours one above and below are what a carry would disturb.
      let bytes = (0..<192).map { $0 % 67 == 0 ? value : $0 % 2 == 0 ? value &+ 1 : value &- 1 }
      for (delimiter, quote) in [(UInt8(ascii: ","), UInt8(ascii: "\"")), (value, value &+ 1), (0x00, 0x80)] {
        let found = Self.run(kernel, bytes, offset: 0, delimiter: delimiter, quote: quote)
        #expect(
          found == Self.reference(bytes, offset: 0, delimiter: delimiter, quote: quote), "value \(value)")
      }
    }
  }

  @Test(arguments: kernels)
  func `one odd byte alone is seen`(kernel: String) {
    for odd: UInt8 in [0x00, 0x0A, 0x0D, 0x22, 0x2C, 0x7F, 0x80, 0xFF] {
      for place in 0..<64 {
        var bytes = [UInt8](repeating: UInt8(ascii: "a"), count: 64)
        bytes[place] = odd
        let found = Self.run(kernel, bytes, offset: 0, delimiter: 0x2C, quote: 0x22)
        #expect(found == Self.reference(bytes, offset: 0, delimiter: 0x2C, quote: 0x22), "\(odd) at \(place)")
      }
    }
  }

  @Test(arguments: kernels)
  func `random bytes at any alignment are classified as a loop does`(kernel: String) {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededGenerator(seed: seed)
    for words in [1, 2, 3, 5, 64, 300] {
      for offset in words <= 3 ? Array(0..<64) : [0, 1, 7, 31, 33, 63] {
        let few = Array(",\"\r\n;ax\u{0}".utf8) + [0x80, 0xFF]
        let isText = Bool.random(using: &random)
        let bytes = (0..<offset + words * 64).map { _ in
          isText
            ? few[Int.random(in: 0..<few.count, using: &random)] : UInt8.random(in: 0...255, using: &random)
        }
        let found = Self.run(kernel, bytes, offset: offset, delimiter: 0x2C, quote: 0x22)
        let wanted = Self.reference(bytes, offset: offset, delimiter: 0x2C, quote: 0x22)
        #expect(found == wanted, "seed \(seed), \(words) words at \(offset)")
      }
    }
  }

  @Test
  func `the dispatcher's choice is one of the kernels`() {
    let name = String(cString: sluice_classify_name())
    #expect(Self.kernels.contains(name))
  }

  @Test(arguments: kernels)
  func `one byte is marked where it stands, and nowhere else`(kernel: String) {
    var random = SeededGenerator(seed: 7)
    for offset in 0..<8 {
      let bytes = (0..<64 * 5 + offset).map { _ in UInt8.random(in: 88...96, using: &random) }
      let words = (bytes.count - offset) / 64
      var marks = [UInt64](repeating: 0xAAAA, count: words + 1)
      bytes.withUnsafeBufferPointer { input in
        guard let base = input.baseAddress else { return }
        Self.mark(kernel)(base + offset, words, UInt8(ascii: "\\"), &marks)
      }
      let found = (0..<words * 64).filter { marks[$0 / 64] >> UInt64($0 % 64) & 1 == 1 }
      #expect(found == (0..<words * 64).filter { bytes[offset + $0] == UInt8(ascii: "\\") })
      #expect(marks[words] == 0xAAAA, "written behind the last word")
    }
  }

  static func mark(_ name: String) -> sluice_mark_function {
    #if arch(x86_64)
      if name == "sse2" { return sluice_mark_sse2 }
      if name == "avx2" { return sluice_mark_avx2 }
    #endif
    return sluice_mark_portable
  }
}
