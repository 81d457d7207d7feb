/// Reads the arguments of `outliers`, `increasing` and `decreasing`: checks that hold a row against others.
struct SeriesReader {
  let findings: Findings

  func outliers(_ node: YAMLNode, path: String) -> OutlierTest {
    let method: OutlierTest.Method = choice(node, "method", path: path) ?? .iqr
    let standard = method == .iqr ? ExactDecimal("1.5") : ExactDecimal(3)
    return OutlierTest(
      method: method, k: k(node, path: path) ?? standard ?? .zero, side: choice(node, "side", path: path) ?? .both)
  }

  func order(_ node: YAMLNode, isDescending: Bool, path: String) -> OrderTest {
    var isStrict = false
    if let pair = node.pair("strict") {
      if let value = pair.value.boolean { isStrict = value } else { report(pair, "true or false", path: path) }
    }
    return OrderTest(isDescending: isDescending, isStrict: isStrict)
  }

  private func k(_ node: YAMLNode, path: String) -> ExactDecimal? {
    guard let pair = node.pair("k") else { return nil }
    if let k = pair.value.decimal, k >= .zero, k.exponent >= -6, k < ExactDecimal(1_000_000) { return k }
    report(pair, "a number from 0 on, with at most 6 decimals", path: path)
    return nil
  }

  private func choice<Choice: RawRepresentable & CaseIterable>(
    _ node: YAMLNode, _ key: String, path: String
  ) -> Choice? where Choice.RawValue == String {
    guard let pair = node.pair(key) else { return nil }
    if let choice = pair.value.text.flatMap({ Choice(rawValue: $0) }) { return choice }
    let names = Choice.allCases.map(\.rawValue)
    findings.add(
      .badArgument, "`\(key)` does not know \(pair.value.kindWords)", at: pair.value.mark, path: path,
      help: pair.value.text.flatMap { Words.suggestion(for: $0, among: names) } ?? "write \(Words.either(names))")
    return nil
  }

  private func report(_ pair: YAMLPair, _ expected: String, path: String) {
    findings.add(
      .badArgument, "`\(pair.key)` takes \(expected), found \(pair.value.kindWords)", at: pair.value.mark, path: path)
  }
}
