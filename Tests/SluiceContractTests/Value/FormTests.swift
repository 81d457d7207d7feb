import Testing

@testable import SluiceContract

struct TextFormTests {
  @Test(
    arguments: [
      (.email, ["a@b", "ada.lovelace+x@example.co.uk", "!#$%&'*+-/=?^_`{|}~@x-y.org", "1@2.3"]),
      (.uuid, ["f81d4fae-7dec-11d0-a765-00a0c91e6bf6", "F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6"]),
      (
        .uri,
        [
          "https://example.org/a%20b?c=d&e#f", "urn:isbn:0451450523", "mailto:a@b", "http://[2001:db8::1]:8080/",
          "s3://bucket/key",
          "http://u:p@h/", "file:///etc/hosts", "a:", "tel:+49-30",
        ]
      ),
      (.hostname, ["localhost", "a.b-c.d1", "xn--bcher-kva.example", "3com.com", String(repeating: "a", count: 63)]),
      (.ipv4, ["0.0.0.0", "255.255.255.255", "10.0.0.1"]),
      (
        .ipv6,
        [
          "::", "::1", "1::", "2001:db8::8:800:200c:417a", "1:2:3:4:5:6:7:8", "::ffff:192.0.2.1",
          "1:2:3:4:5:6:192.0.2.1", "1:2:3:4:5:6:7::",
        ]
      ),
      (.byte, ["", "Zg==", "Zm8=", "Zm9v", "+/+/"]), (.binary, ["", "anything"]), (.password, ["", "\u{E9}"]),
    ] as [(TextForm, [String])])
  func `texts that have the form`(form: TextForm, texts: [String]) {
    for text in texts { #expect(form.matches(text), "\(text)") }
  }

  @Test(
    arguments: [
      (
        .email,
        [
          "", "a", "@b", "a@", "a@@b", "a@b@c", ".a@b", "a.@b", "a..b@c", "a b@c", "a@-b", "a@b_c", "\u{E9}@b", "a@b.",
          String(repeating: "a", count: 65) + "@b",
        ]
      ),
      (
        .uuid,
        [
          "", "f81d4fae7dec11d0a76500a0c91e6bf6", "{f81d4fae-7dec-11d0-a765-00a0c91e6bf6}",
          "g81d4fae-7dec-11d0-a765-00a0c91e6bf6", "f81d4fae-7dec-11d0-a765-00a0c91e6bf",
        ]
      ),
      (
        .uri,
        [
          "", "example.org", "//example.org", "1a:b", "http://a b", "http://a/%zz", "http://a/%2", "http://[::1",
          "http://h:8x/", "a#b#c:", "a:b#c#d",
          "http://\u{E9}", ":a", "http://a/<b>", "http://a/[b]", "http://[1:2]/",
        ]
      ),
      (
        .hostname,
        [
          "", "-a", "a-", "a..b", ".a", "a.", "a_b", "a b", String(repeating: "a", count: 64),
          String(repeating: "a.", count: 127) + "a",
        ]
      ),
      (.ipv4, ["", "1.2.3", "1.2.3.4.5", "256.1.1.1", "01.2.3.4", "1.2.3.4 ", "1..2.3", "a.b.c.d", "1.2.3.1000"]),
      (
        .ipv6,
        [
          "", ":", ":::", "1::2::3", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "12345::", "g::", "::1%eth0",
          "1:2:3:4:5:6:7:1.2.3.4", "::1.2.3", "1:", ":1", "1:2:3:4:5:6:7:8::",
        ]
      ),
      (.byte, ["Z", "Zg", "Zg=", "Z===", "Zg==Zg==", "Zg_-", "Zm9v\n", "===="]),
    ] as [(TextForm, [String])])
  func `texts that do not have it`(form: TextForm, texts: [String]) {
    for text in texts { #expect(!form.matches(text), "\(text)") }
  }
}

struct NumberFormTests {
  @Test(arguments: [
    ("i8", "-128", "127"), ("u8", "0", "255"), ("i16", "-32768", "32767"), ("u32", "0", "4294967295"),
    ("i64", "-9223372036854775808", "9223372036854775807"), ("u64", "0", "18446744073709551615"),
    ("i128", "-170141183460469231731687303715884105728", "170141183460469231731687303715884105727"),
    ("u128", "0", "340282366920938463463374607431768211455"),
  ])
  func `the ends of integers are inside, and one further is not`(word: String, low: String, high: String) throws {
    let bounds = try #require(NumberForm(word)).bounds
    #expect(bounds.minimum?.value == ExactDecimal(low).map { .number($0) })
    #expect(bounds.maximum?.value == ExactDecimal(high).map { .number($0) })
    #expect(bounds.minimum?.isExclusive == false && bounds.maximum?.isExclusive == false)
  }

  @Test func `the ends of floats are where rounding makes infinity`() throws {
    func fits(_ word: String, _ number: String) throws -> Bool {
      BoundOrder.isInside(try #require(ExactDecimal(number)), try #require(NumberForm(word)).bounds)
    }
    for text in ["3.4028235677973365e38", "-3.4028234663852886e38", "0", "1e-60"] { #expect(try fits("f32", text)) }
    // 2^128 − 2^103, to the last digit: Float rounds it to infinity.
    #expect(try !fits("f32", "340282356779733661637539395458142568448"))
    #expect(try fits("f32", "340282356779733661637539395458142568447.9"))
    #expect(Float("340282356779733661637539395458142568448") == .infinity)
    #expect(try fits("f64", "1.7976931348623157e308") && !fits("f64", "1.8e308"))
  }

  @Test(arguments: ["i7", "i", "u256", "f16", "int", ""])
  func `other words are none`(word: String) {
    #expect(NumberForm(word) == nil)
  }
}

struct MultipleTests {
  @Test func `multiples are what fractions say`() throws {
    let lines = String(decoding: try fixture("multiples.txt"), as: UTF8.self).split(separator: "\n")
    #expect(lines.count > 1000)
    for line in lines {
      let words = line.split(separator: " ").map(String.init)
      let (value, step) = (try #require(ExactDecimal(words[0])), try #require(ExactDecimal(words[1])))
      #expect(value.isMultiple(of: step) == (words[2] == "1"), "\(line)")
    }
  }

  @Test func `powers of ten of any size are not multiplied out`() throws {
    #expect(try #require(ExactDecimal("3e1000000000")).isMultiple(of: ExactDecimal(3 * 128)))
    #expect(try !#require(ExactDecimal("1e1000000000")).isMultiple(of: ExactDecimal(3)))
    #expect(try #require(ExactDecimal("1")).isMultiple(of: #require(ExactDecimal("1e-1000000000"))))
  }
}
