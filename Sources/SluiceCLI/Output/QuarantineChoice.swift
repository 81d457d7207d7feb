internal import Glibc
internal import SluiceContract
internal import SluiceEngine

/// What was meant by `--quarantine`, `--accept-rejected` and `--keep-first`.
struct QuarantineChoice: Sendable {
  let directory: String
  /// nil where no rejected row is accepted.
  let acceptedPercent: ExactDecimal?
  let keepsFirst: Bool

  /// nil where no quarantine is wanted.
  init?(_ typed: TypedArguments, problems: inout [String]) {
    let percent = typed.value(.acceptRejected).flatMap { Self.percent($0, problems: &problems) }
    guard let directory = typed.value(.quarantine) else {
      for flag in [Flag.acceptRejected, .keepFirst] where typed.has(flag) {
        problems.append("--\(flag.long) needs --quarantine DIR, where the rejected rows go")
      }
      return nil
    }
    if directory.isEmpty { problems.append("--quarantine needs the name of a folder") }
    self.directory = directory
    acceptedPercent = percent
    keepsFirst = typed.has(.keepFirst)
  }

  private static func percent(_ text: String, problems: inout [String]) -> ExactDecimal? {
    let hundred = ExactDecimal(100)
    if let percent = ExactDecimal(text), percent.isNegative == false, !(hundred < percent) { return percent }
    problems.append("--accept-rejected takes a percentage from 0 to 100, such as 0.5, not \"\(text)\"")
    return nil
  }

  func options(runID: String) -> QuarantineOptions {
    QuarantineOptions(
      sink: QuarantineFolder(directory: directory, runID: runID), acceptedPercent: acceptedPercent,
      keepsFirst: keepsFirst)
  }

  /// Why the quarantine may not stand there: in a folder that is the batch, the next run would read it as data.
  func refusal(batchPaths: [String]) -> String? {
    guard let place = Self.resolved(directory) else { return nil }
    for path in batchPaths {
      guard let batch = Self.resolved(path), place.starts(with: batch, by: { $0.hasSameBytes(as: $1) })
      else { continue }
      // Names that begin so are never data.
      if place.dropFirst(batch.count).contains(where: { $0.hasPrefix("_") || $0.hasPrefix(".") }) { continue }
      return "the quarantine \(directory) would become part of the batch \(path);"
        + " take a folder outside of it, or one in it whose name begins with _"
    }
    return nil
  }

  /// The names on the way from the root, symbolic links followed as far as the path exists.
  private static func resolved(_ path: String) -> [String]? {
    var existing = path
    var rest: [String] = []
    while true {
      if let real = realpath(existing, nil) {
        defer { free(real) }
        return String(cString: real).split(separator: "/").map(String.init) + rest
      }
      guard errno == ENOENT else { return nil }
      let parts = existing.split(separator: "/", omittingEmptySubsequences: true)
      guard let last = parts.last else { return nil }
      rest.insert(String(last), at: 0)
      let parent = parts.dropLast().joined(separator: "/")
      existing = existing.hasPrefix("/") ? "/" + parent : parent.isEmpty ? "." : parent
    }
  }
}
