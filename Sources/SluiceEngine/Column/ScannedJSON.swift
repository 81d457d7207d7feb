/// Says whether a text is JSON, whatever it holds: the scanner without anybody who reads its tokens.
final class ScannedJSON {
  private let tape = JSONTape()
  private let names = JSONNames()

  func isWhole(_ bytes: Bytes, _ start: Int, _ length: Int) -> Bool {
    var scanner = JSONScanner(bytes, start, length)
    var progress = scanner.fill(tape, names: names)
    while progress == .full { progress = scanner.fill(tape, names: names) }
    if progress != .done { names.reset() }
    return progress == .done
  }
}
