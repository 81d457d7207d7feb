internal import SluiceReport

/// Where the report of a command goes, and how: the meaning of `--format`, `--output`, `--report` and their like.
struct ReportOptions: Sendable {
  struct Target: Sendable {
    enum Place: Sendable {
      case standardOutput
      case file(String)
    }

    var format: ReportFormat
    var place: Place
  }

  private(set) var targets: [Target] = []
  let isQuiet: Bool
  let isVerbose: Bool
  let color: ColorChoice

  /// - Parameter problems: what cannot be understood is added here; the rest is still meant.
  init(_ typed: TypedArguments, problems: inout [String]) {
    isQuiet = typed.has(.quiet)
    isVerbose = typed.has(.verbose)
    color = typed.value(.color).flatMap(ColorChoice.init) ?? .auto
    let format = typed.value(.format).flatMap(ReportFormat.init) ?? .text
    let output = typed.value(.output)
    // What quiet silences is the report that nobody asked for by name.
    if output != nil || !isQuiet {
      targets.append(Target(format: format, place: Self.place(output ?? "-")))
    }
    for value in typed.values(.report) {
      let parts = value.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 2, !parts[1].isEmpty, let format = ReportFormat(rawValue: parts[0]) else {
        problems.append("--report takes FORMAT=FILE, such as json=report.json, not \"\(value)\"")
        continue
      }
      targets.append(Target(format: format, place: Self.place(parts[1])))
    }
    problems += contradictions(explicitOutput: output)
  }

  private static func place(_ path: String) -> Target.Place {
    path.hasSameBytes(as: "-") ? .standardOutput : .file(path)
  }

  private func contradictions(explicitOutput: String?) -> [String] {
    var problems: [String] = []
    if explicitOutput?.isEmpty ?? false { problems.append("--output needs the name of a file") }
    let toStandardOutput = targets.count { target in
      if case .standardOutput = target.place { true } else { false }
    }
    if toStandardOutput > 1 {
      problems.append("two reports for standard output; give one of them a file with --output or --report")
    }
    if toStandardOutput > 0 && isQuiet {
      problems.append("--quiet and a report to standard output contradict")
    }
    let files = targets.compactMap { target in
      if case .file(let path) = target.place { path } else { nil }
    }
    for (index, path) in files.enumerated()
    where files[..<index].contains(where: { $0.hasSameBytes(as: path) }) {
      problems.append("two reports would be written to \(path)")
    }
    return problems
  }
}
