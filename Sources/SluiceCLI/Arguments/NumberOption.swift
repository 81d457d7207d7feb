extension TypedArguments {
  /// The whole number that a flag was given; nil where it was not, or where it is none in the range.
  func number(_ flag: Flag, in range: ClosedRange<Int>, problems: inout [String]) -> Int? {
    guard let text = value(flag) else { return nil }
    if let number = Int(text), range.contains(number), !text.utf8.starts(with: "+".utf8) { return number }
    problems.append(
      "--\(flag.long) takes a whole number from \(range.lowerBound) to \(range.upperBound), not \"\(text)\"")
    return nil
  }
}
