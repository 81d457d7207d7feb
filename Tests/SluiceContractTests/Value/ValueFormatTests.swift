import SluiceContract
import Testing

/// What the check `validFormat` takes and refuses.
struct ValueFormatTests {
  static let table: [(format: ValueFormat, taken: [String], refused: [String])] = [
    (.currency, ["EUR", "USD", "JPY", "XAU", "XCG", "CHE"], ["eur", "EURO", "EU", "", "XXA", "EUR ", "DEM"]),
    (.country, ["DE", "GB", "ZW"], ["de", "UK", "EU", "XK", "DEU", "", "D "]),
    (
      .iban,
      [
        "DE89370400440532013000", "GB29NWBK60161331926819", "NO9386011117947", "MT84MALT011000012345MTLCAST001S",
        "FR1420041010050500013M02606",
      ],
      [
        "DE89370400440532013001", "DE8937040044053201300", "DE89 3704 0044 0532 0130 00", "de89370400440532013000",
        "XX89370400440532013000", "GB29nwbk60161331926819", "", "DEX9370400440532013000",
      ]
    ),
    (
      .luhn, ["4111111111111111", "378282246310005", "18", "00", "79927398713"],
      ["4111111111111112", "0", "", "4111 1111 1111 1111", "18a", "٤٢"]
    ),
    (.uuid, ["123e4567-e89b-12d3-a456-426614174000"], ["123e4567e89b12d3a456426614174000"]),
    (.email, ["a@b.example"], ["a@", "a b@c"]), (.ipv4, ["127.0.0.1"], ["127.0.0.01"]),
    (.base64, ["", "QUJD", "QQ=="], ["QQ", "Q Q="]),
  ]

  @Test(arguments: table)
  func `a value has the form or has not`(format: ValueFormat, taken: [String], refused: [String]) {
    for text in taken { #expect(format.matches(text), "\(text)") }
    for text in refused { #expect(!format.matches(text), "\(text)") }
  }

  /// One digit more or less, or two neighbours exchanged, is what checksums are for.
  @Test func `every change of one character breaks an IBAN and a Luhn number`() {
    for (format, text) in [(ValueFormat.iban, "DE89370400440532013000"), (.luhn, "4111111111111111")] {
      let bytes = Array(text.utf8)
      for index in bytes.indices where bytes[index] < 0x40 {
        for digit in UInt8(ascii: "0")...UInt8(ascii: "9") where digit != bytes[index] {
          var changed = bytes
          changed[index] = digit
          #expect(!format.matches(String(decoding: changed, as: UTF8.self)))
        }
      }
    }
  }
}
