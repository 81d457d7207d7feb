import Testing

@testable import SluiceEngine

/// Hashes of key parts: the same for equal values wherever they stand, different for nearly all others.
struct KeyHashTests {
  @Test func `a text hashes alike wherever it stands and whatever stands behind it`() {
    let text = "a text of some length"
    for length in 0...text.utf8.count {
      let part = String(text.prefix(length))
      let hashes = ["", "x", "garbage in front "].flatMap { before in
        ["", "0", "garbage behind"].map { behind in
          withBytes(before + part + behind) { KeyHash.text($0, before.utf8.count, length, seed: 7) }
        }
      }
      #expect(Set(hashes).count == 1, "length \(length)")
    }
  }

  @Test func `texts that differ in a byte, a length or a seed hash apart`() {
    var hashes: Set<UInt64> = []
    var count = 0
    for length in 0..<40 {
      for place in -1..<length {
        var text = [UInt8](repeating: UInt8(ascii: "a"), count: length)
        if place >= 0 { text[place] = UInt8(ascii: "b") }
        for seed in [UInt64(1), 2] {
          hashes.insert(withBytes(text) { KeyHash.text($0, 0, length, seed: seed) })
          count += 1
        }
      }
    }
    #expect(hashes.count == count)
  }

  @Test func `words hash apart`() {
    let values = (0..<5000).map { UInt64($0) } + (0..<64).map { UInt64(1) << $0 }.filter { $0 >= 5000 }
    #expect(Set(values.map { KeyHash.word($0, seed: 3) }).count == values.count)
  }

  @Test func `zero bytes at the end of a text count`() {
    let hashes = (0..<20).map { length in
      withBytes([UInt8](repeating: 0, count: length)) { KeyHash.text($0, 0, length, seed: 1) }
    }
    #expect(Set(hashes).count == 20)
  }
}
