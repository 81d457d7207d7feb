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

  /// - Parameter object: whose quarantine it is, where a run has several; each then has a folder of its own.
  func options(runID: String, object: String?) -> QuarantineOptions {
    let folder =
      object.map { QuarantineFolder(directory: directory + "/" + runID, name: Self.folderName($0)) }
      ?? QuarantineFolder(directory: directory, name: runID)
    return QuarantineOptions(sink: folder, acceptedPercent: acceptedPercent, keepsFirst: keepsFirst)
  }

  /// The object's name as the name of a folder: no way out of the quarantine, and different for different names.
  private static func folderName(_ object: String) -> String {
    var name = ""
    for scalar in object.unicodeScalars {
      let isPlain = scalar != "/" && scalar != "%" && scalar.value >= 0x20 && !(name.isEmpty && scalar == ".")
      let digits = String(scalar.value, radix: 16, uppercase: true)
      name += isPlain ? String(scalar) : (digits.utf8.count == 1 ? "%0" : "%") + digits
    }
    return name
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
      if let real = existing.withPath({ realpath($0, nil) }) {
        defer { free(real) }
        return PathText.text(of: real).split(separator: "/").map(String.init) + rest
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
