import Testing

@testable import SluiceEngine

/// Lines that are put together piece by piece.
struct ByteBufferTests {
  @Test(arguments: [0, 1, 9, 10, 11, 99, 100, 12_345, 999_999_999, 1_000_000_000, Int.max - 1, Int.max])
  func `a number is its decimal digits`(number: Int) {
    var buffer = ByteBuffer(capacity: 1)
    buffer.reserve(ByteBuffer.decimalDigits)
    buffer.append(decimal: number)
    let found = buffer.bytes
    #expect(found == Array(String(number).utf8))
  }

  @Test func `numbers of every length are their decimal digits`() {
    var random = SeededNumbers()
    for _ in 0..<5000 {
      let number = Int(random.next() >> 1) >> Int.random(in: 0...62, using: &random)
      var buffer = ByteBuffer(capacity: ByteBuffer.decimalDigits)
      buffer.append(decimal: number)
      let found = buffer.bytes
      #expect(found == Array(String(number).utf8), "seed \(random.seed)")
    }
  }

  @Test func `what was appended survives growth, and can be said again`() {
    var buffer = ByteBuffer(capacity: 1)
    for piece in ["part,", "1", ",", String(repeating: "x", count: 300)] {
      buffer.reserve(piece.utf8.count)
      buffer.append(Array(piece.utf8))
    }
    buffer.reserve(5)
    buffer.repeatBytes(0..<5)
    let found = buffer.bytes
    #expect(found == Array(("part,1," + String(repeating: "x", count: 300) + "part,").utf8))
    buffer.removeAll()
    let rest = buffer.bytes
    #expect(rest.isEmpty)
  }

  @Test(arguments: [
    ("", "\"\""), ("a", "a"), (" a ", " a "), ("a,b", "\"a,b\""), ("a\"b", "\"a\"\"b\""), ("\"", "\"\"\"\""),
    ("a\nb", "\"a\nb\""), ("a\rb", "\"a\rb\""), ("é•", "é•"),
  ])
  func `a field has quotes where it needs them, and an empty text always`(text: String, field: String) {
    let bytes = Array(text.utf8)
    #expect(CSVField.bytes(bytes) == Array(field.utf8))
    var source = ByteBuffer()
    var buffer = ByteBuffer()
    source.append(bytes)
    buffer.reserve(CSVField.room(bytes.count))
    CSVField.append(source.view, 0, bytes.count, to: &buffer)
    let found = buffer.bytes
    #expect(found == Array(field.utf8))
  }
}
