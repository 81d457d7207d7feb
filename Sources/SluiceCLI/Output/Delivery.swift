internal import Glibc
internal import SluiceReport

/// Brings the reports of a run to where they were asked for, and settles the exit status that they all tell.
///
/// A report that cannot be written makes the run incomplete, which the others must say too: files are written
/// first, those that were already written are written again with the news, and standard output, which cannot be
/// taken back, comes last.
struct Delivery {
  let options: ReportOptions
  let inputs: InputFiles

  /// One report that is due: its form, and how the run has ended by the time it is written.
  struct Request {
    let format: ReportFormat
    let isColored: Bool
    /// Whoever reads it there reads the messages on standard error too.
    let isForStandardOutput: Bool
    let status: ExitStatus
    let error: RunError?
  }

  /// Renders a report; nil where there is nothing to say in that form.
  typealias Rendering = (Request) -> [UInt8]?

  /// - Parameter inputPaths: what the command was told to read; no report may take the place of any of it.
  init(_ options: ReportOptions, inputPaths: [String]) {
    self.options = options
    let outputs = options.targets.compactMap { if case .file(let path) = $0.place { path } else { nil } }
    inputs = InputFiles(inputPaths, beside: outputs)
  }

  /// Why nothing may be written, or nil.
  var refusal: String? {
    for case .file(let path) in options.targets.map(\.place) where inputs.contain(path) {
      return "the report would overwrite an input: \(path)"
    }
    return nil
  }

  /// Writes all reports, and runs the command of `--on-fail` where it is due.
  ///
  /// - Parameters:
  ///   - error: why there is no verdict; a report that fails on top of it does not replace it.
  ///   - alert: the command that is to get the JSON report; its failure counts like that of a report.
  /// - Returns: how the process ends, with what became of the reports in it.
  func deliver(
    _ status: ExitStatus, error: RunError? = nil, alert: String? = nil, render: Rendering
  ) -> ExitStatus {
    var status = status
    var error = error
    var written: [ReportOptions.Target] = []
    for step in steps(alert) {
      guard let failure = take(step, status, error, render) else {
        if case .report(let target) = step { written.append(target) }
        continue
      }
      Terminal.error(failure.message)
      status = status.orWorse(.incomplete)
      if error == nil {
        error = failure
        // What has been written does not know yet; that it can be written has just been shown.
        for target in written { _ = write(target, status, error, render) }
      }
    }
    return status
  }

  private enum Step {
    case report(ReportOptions.Target)
    case alert(String)
  }

  /// Files first, then the command, whose report can say what became of them, and standard output last.
  private func steps(_ alert: String?) -> [Step] {
    let isFile = { (target: ReportOptions.Target) in
      if case .file = target.place { true } else { false }
    }
    let files = options.targets.filter(isFile).map(Step.report)
    return files + (alert.map { [.alert($0)] } ?? []) + options.targets.filter { !isFile($0) }.map(Step.report)
  }

  private func take(
    _ step: Step, _ status: ExitStatus, _ error: RunError?, _ render: Rendering
  ) -> RunError? {
    switch step {
    case .report(let target): return write(target, status, error, render)
    case .alert(let command):
      let request = Request(
        format: .json, isColored: false, isForStandardOutput: false, status: status, error: error)
      return AlertCommand.run(command, input: render(request) ?? [])
    }
  }

  private func write(
    _ target: ReportOptions.Target, _ status: ExitStatus, _ error: RunError?, _ render: Rendering
  ) -> RunError? {
    do {
      switch target.place {
      case .standardOutput:
        let request = Request(
          format: target.format, isColored: Terminal.isColored(options.color, for: .standardOutput),
          isForStandardOutput: true, status: status, error: error)
        guard let bytes = render(request) else { return nil }
        try Descriptor.write(bytes, to: STDOUT_FILENO, name: "standard output")
      case .file(let path):
        guard !inputs.contain(path) else { return nil }
        let request = Request(
          format: target.format, isColored: options.color == .always, isForStandardOutput: false,
          status: status, error: error)
        guard let bytes = render(request) else { return nil }
        try StreamedFile.write(bytes, to: path)
      }
      return nil
    } catch {
      return RunError(
        code: "outputNotWritten", message: error.message, path: error.path, errno: error.code,
        isRetryable: true)
    }
  }
}
