import CSluiceKernels
import Testing

@testable import SluiceEngine

/// What the kernel of a whole column reads is what the parser of one cell reads, to the last bit.
struct DecimalKernelTests {
  @Test func `cells of every shape, near and far from the beginning of the memory, are read alike`() throws {
    var random = SeededNumbers()
    let alphabet = Array("0123456789.-0123456789.e+ ".utf8)
    let texts = (0..<20_000).map { index -> String in
      let count = Int.random(in: 1...24, using: &random)
      if index % 2 == 0 {
        return String(decoding: (0..<count).map { _ in alphabet.randomElement(using: &random) ?? 0 }, as: UTF8.self)
      }
      let digits = random.digits(count)
      let whole = digits.prefix(Int.random(in: 1...count, using: &random))
      return (index % 3 == 0 ? "-" : "") + whole + (whole.count < count ? "." : "") + digits.dropFirst(whole.count)
    }
    try Cells.eachColumn(of: texts, as: .number, chunkBytes: 1 << 12) { column in
      let values = (0..<column.rows).map { column.doubles[$0].bitPattern }
      let status = (0..<column.rows).map { column.status[$0] }
      column.resetForDecoding()
      NumberParser.decodeAlone(column)
      #expect(values == (0..<column.rows).map { column.doubles[$0].bitPattern }, "seed \(random.seed)")
      #expect(status == (0..<column.rows).map { column.status[$0] }, "seed \(random.seed)")
    }
  }
}
