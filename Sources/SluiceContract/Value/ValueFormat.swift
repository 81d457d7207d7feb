/// The formats that the check `validFormat` knows, as tests over the bytes of a cell.
///
/// Exact and without a guess: a grammar, a list of codes, or a checksum. Blanks around a value make it another one.
package enum ValueFormat: String, Sendable, CaseIterable {
  /// As `format: email` of the standard, and so on to `ipv6`.
  case email, uuid, uri, hostname, ipv4, ipv6
  /// An alphabetic code of ISO 4217 in capitals, of money in use, funds and metals.
  case currency
  /// An alpha-2 code of ISO 3166-1 in capitals, officially assigned.
  case country
  /// ISO 13616 in the electronic form, without blanks: the country's length, and the checksum.
  case iban
  /// Two digits or more whose Luhn sum is a multiple of ten: numbers of payment cards, IMEI.
  case luhn
  /// One value of RFC 8259: text of JSON, whatever it holds.
  case json
  /// With padding: RFC 4648, section 4.
  case base64

  /// The same test under the standard's own name; nil where the standard has none.
  package var form: TextForm? {
    switch self {
    case .email: .email
    case .uuid: .uuid
    case .uri: .uri
    case .hostname: .hostname
    case .ipv4: .ipv4
    case .ipv6: .ipv6
    case .base64: .byte
    case .currency, .country, .iban, .luhn, .json: nil
    }
  }

  /// Whether a text has the format; of `json`, which the engine's own reader decides, always true.
  package func matches(_ bytes: Span<UInt8>) -> Bool {
    switch self {
    case .currency: CodeForms.isCurrency(bytes)
    case .country: CodeForms.isCountry(bytes)
    case .iban: CodeForms.isIBAN(bytes)
    case .luhn: CodeForms.isLuhn(bytes)
    case .json: true
    default: form?.matches(bytes) ?? true
    }
  }

  package func matches(_ text: String) -> Bool { matches(Array(text.utf8).span) }
}
