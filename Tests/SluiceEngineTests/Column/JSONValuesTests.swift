import Testing

@testable import SluiceEngine

/// When two values of JSON are one.
struct JSONValuesTests {
  private func order(_ left: String, _ right: String) -> (order: Int, hashesAgree: Bool) {
    withBytes("[\(left),\(right)]") { bytes in
      let values = JSONValues()
      let second = left.utf8.count + 2
      let agree = values.hash(bytes, 1).hash == values.hash(bytes, second).hash
      return (values.order(bytes, 1, second), agree)
    }
  }

  @Test(arguments: [
    ("1", "1.0"), ("10", "1e1"), ("0", "-0.0e9"), ("0.5", "5E-1"), ("\"a\"", "\"\\u0061\""), ("[1, 2]", "[1.0,2]"),
    ("{\"a\":1,\"b\":[]}", "{ \"b\" : [ ] , \"\\u0061\" : 1e0 }"), ("null", "null"), ("{}", "{ }"), ("[]", "[ ]"),
    ("1e1000001", "1e1000001"),
  ])
  func `these are equal`(left: String, right: String) {
    #expect(order(left, right) == (0, true))
  }

  @Test(arguments: [
    ("1", "2"), ("1", "-1"), ("1", "\"1\""), ("0", "false"), ("null", "\"\""), ("[]", "{}"), ("[1]", "[1,1]"),
    ("{\"a\":1}", "{\"a\":2}"), ("{\"a\":1}", "{\"b\":1}"), ("{\"a\":1}", "{\"a\":1,\"b\":1}"),
    ("0.1", "0.10000000000000000000000000000000001"), ("1e1000001", "1e1000002"), ("true", "false"), ("\"a\"", "\"A\""),
  ])
  func `these are not`(left: String, right: String) {
    #expect(order(left, right).order != 0)
    #expect(order(left, right).order.signum() == -order(right, left).order.signum())
  }

  @Test
  func `random values are equal where the slow reader says so`() throws {
    let seed = SeededNumbers().seed
    var source = RandomJSON(random: SeededNumbers(seed: seed))
    var equal = 0
    for _ in 0..<3000 {
      let (left, right) = (source.value(depth: 2), source.value(depth: 2))
      guard let one = NaiveJSON(left), let other = NaiveJSON(right) else { continue }
      let found = order(left, right)
      #expect((found.order == 0) == (one == other), "seed \(seed): \(left) \(right)")
      if found.order == 0 {
        #expect(found.hashesAgree, "seed \(seed): \(left) \(right)")
        equal += 1
      }
    }
    #expect(equal > 20)
  }
}
