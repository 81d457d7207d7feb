import SluiceContract
import Testing

@testable import SluiceEngine

/// The slow, complete reader of numbers: its grammar and its arithmetic are those of exact decimals.
struct NumberTextTests {
  @Test func `what is a number, is one for exact decimals too`() {
    var random = SeededNumbers()
    let alphabet = Array("0012.eE+-".utf8)
    for _ in 0..<20_000 {
      let text = (0..<Int.random(in: 0...7, using: &random)).map { _ in
        alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
      }
      withBytes(text) { bytes in
        let isNumber = NumberText(bytes, 0, text.count) != nil
        #expect(
          isNumber == (ExactDecimal(bytes: text) != nil),
          "\(String(decoding: text, as: UTF8.self)), seed \(random.seed)")
      }
    }
  }

  @Test func `scaling agrees with exact decimals`() {
    var random = SeededNumbers()
    for _ in 0..<5000 {
      let text = Self.number(&random)
      let scale = Int.random(in: 0...12, using: &random)
      guard let exact = ExactDecimal(text) else { continue }
      withBytes(text) { bytes in
        guard let number = NumberText(bytes, 0, text.utf8.count) else {
          Issue.record("\(text) is no number, seed \(random.seed)")
          return
        }
        let isIntegral = exact.isZero || exact.exponent + scale >= 0
        #expect(number.isIntegral(scaledBy: scale) == isIntegral, "\(text), seed \(random.seed)")
        #expect(
          number.scaled(by: scale) == (isIntegral ? exact.scaledDown(toScale: scale) : nil),
          "\(text) by \(scale), seed \(random.seed)")
        #expect(
          number.integerPlaces == (exact.isZero ? 0 : max(0, exact.digits.count + exact.exponent)),
          "\(text), seed \(random.seed)")
      }
    }
  }

  @Test func `an exponent of any length saturates`() {
    for (text, exponent) in [
      ("1e99999999999999999999", 1_000_000), ("1e-99999999999999999999", -1_000_000), ("1E+07", 7),
    ] {
      withBytes(text) { bytes in #expect(NumberText(bytes, 0, text.utf8.count)?.exponent == exponent) }
    }
  }

  private static func number(_ random: inout SeededNumbers) -> String {
    let whole = random.digits(.random(in: 1...20, using: &random)).drop { $0 == "0" }
    var text = (Bool.random(using: &random) ? "-" : "") + (whole.isEmpty ? "0" : whole)
    if Bool.random(using: &random) { text += "." + random.digits(.random(in: 1...12, using: &random)) }
    if Bool.random(using: &random) { text += "e\(Int.random(in: -15...15, using: &random))" }
    return text
  }
}
