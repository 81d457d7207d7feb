/// Codes and numbers with a checksum: currencies, countries, IBAN, Luhn.
enum CodeForms {
  static func isCurrency(_ bytes: Span<UInt8>) -> Bool { bytes.count == 3 && currencies.contains(packed(bytes, 3)) }

  static func isCountry(_ bytes: Span<UInt8>) -> Bool { bytes.count == 2 && countries.contains(packed(bytes, 2)) }

  /// Country, two check digits, account: as long as the country's are, and 1 modulo 97 with the first four at the end.
  static func isIBAN(_ bytes: Span<UInt8>) -> Bool {
    guard bytes.count >= 15, lengths[packed(bytes, 2)] == bytes.count, ASCII.isDigit(bytes[2]), ASCII.isDigit(bytes[3])
    else { return false }
    var rest = 0
    for index in 0..<bytes.count {
      let byte = bytes[(index + 4) % bytes.count]
      if ASCII.isDigit(byte) {
        rest = (rest * 10 + Int(byte - UInt8(ascii: "0"))) % 97
      } else if byte >= UInt8(ascii: "A"), byte <= UInt8(ascii: "Z") {
        rest = (rest * 100 + Int(byte - UInt8(ascii: "A")) + 10) % 97
      } else {
        return false
      }
    }
    return rest == 1
  }

  /// From the right every second digit counts twice, less nine where that has two digits.
  static func isLuhn(_ bytes: Span<UInt8>) -> Bool {
    guard bytes.count >= 2 else { return false }
    var sum = 0
    for index in 0..<bytes.count {
      let byte = bytes[bytes.count - 1 - index]
      guard ASCII.isDigit(byte) else { return false }
      let digit = Int(byte - UInt8(ascii: "0"))
      sum += index % 2 == 0 ? digit : digit > 4 ? 2 * digit - 9 : 2 * digit
    }
    return sum % 10 == 0
  }

  private static func packed(_ bytes: Span<UInt8>, _ count: Int) -> UInt32 {
    var code = UInt32(0)
    for index in 0..<count { code = code << 8 | UInt32(bytes[index]) }
    return code
  }

  private static func codes(_ list: String) -> [(code: UInt32, rest: Substring)] {
    list.split(whereSeparator: \.isWhitespace).map { word in
      let letters = word.prefix { $0.isLetter }
      return (letters.utf8.reduce(0) { $0 << 8 | UInt32($1) }, word[letters.endIndex...])
    }
  }

  /// ISO 4217 as Debian's iso-codes 4.15 lists it (2023), and what came since: XCG, ZWG.
  private static let currencies = Set(
    codes(
      """
      AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BOV BRL BSD BTN BWP BYN BZD
      CAD CDF CHE CHF CHW CLF CLP CNY COP COU CRC CUC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP
      GEL GHS GIP GMD GNF GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW
      KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD
      NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE
      SLL SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD USN UYI UYU UYW UZS VED
      VES VND VUV WST XAF XAG XAU XBA XBB XBC XBD XCD XCG XDR XOF XPD XPF XPT XSU XTS XUA XXX YER ZAR ZMW ZWG
      ZWL
      """
    ).map(\.code))

  /// ISO 3166-1, alpha-2.
  private static let countries = Set(
    codes(
      """
      AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW
      BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI
      FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN
      IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME
      MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF
      PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV
      SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE
      YT ZA ZM ZW
      """
    ).map(\.code))

  /// The registry of IBAN formats: countries, and how long theirs are.
  private static let lengths = Dictionary(
    uniqueKeysWithValues: codes(
      """
      AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20
      EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30
      KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23
      PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26
      UA29 VA22 VG24 XK20 YE30
      """
    ).map { ($0.code, Int($0.rest) ?? 0) })
}
