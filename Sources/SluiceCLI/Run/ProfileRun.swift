internal import SluiceContract
internal import SluiceEngine
internal import SluiceReport

/// One run of `profile`.
struct ProfileRun {
  let arguments: ProfileArguments
  /// One for each object, in the order given; none where a batch is broken.
  private(set) var profiles: [BatchProfile] = []

  init(arguments: ProfileArguments) { self.arguments = arguments }

  mutating func execute() throws(RunFailure) -> ExitCode {
    let measured = if let path = arguments.contractPath { try profiles(by: path) } else { [try guessed()] }
    for profile in measured { tellStructure(of: profile) }
    if measured.contains(where: \.isBroken) {
      Terminal.error("the structure of the batch is broken, and what cannot be read has no profile")
      return .dataBreaksContract
    }
    profiles = measured
    return .pass
  }

  private func profiles(by path: String) throws(RunFailure) -> [BatchProfile] {
    var loading = ContractLoading(path: path, report: arguments.report)
    let contract = try loading.read()
    let inputs = try contract.inputs(arguments.batches, flags: arguments.csv, server: arguments.server, path: path)
    do throws(SourceError) {
      // All of them are found before the first is read.
      let batches = try inputs.map { input throws(SourceError) in try batch(input.paths) }
      let line = progressLine(batches, passes: 1)
      defer { line?.end() }
      return try zip(inputs, batches).map { input, batch throws(SourceError) in
        try Profiler.run(object: input.object, batch: batch, dialect: input.dialect, options: options(line))
      }
    } catch {
      throw .input(error)
    }
  }

  private func guessed() throws(RunFailure) -> BatchProfile {
    do throws(SourceError) {
      let batch = try batch(arguments.batches.flatMap(\.paths))
      // Once for the types, once for the rest.
      let line = progressLine([batch], passes: 2)
      defer { line?.end() }
      return try Profiler.run(batch: batch, dialect: arguments.dialect, options: options(line))
    } catch {
      throw .input(error)
    }
  }

  private func batch(_ paths: [String]) throws(SourceError) -> Batch {
    try Batch(paths: paths, temporaryDirectory: arguments.run.temporaryDirectory)
  }

  private func progressLine(_ batches: [Batch], passes: Int) -> ProgressLine? {
    let sizes = batches.compactMap(\.bytes)
    let total = sizes.count == batches.count ? passes * sizes.reduce(0, +) : nil
    return ProgressLine.start(total: total, isQuiet: arguments.report.isQuiet)
  }

  private func options(_ line: ProgressLine?) -> RunOptions {
    var options = arguments.run
    options.progress = line?.progress
    return options
  }

  private func tellStructure(of profile: BatchProfile) {
    if profile.structure.isEmpty || arguments.report.isQuiet && !profile.isBroken { return }
    let isColored = Terminal.isColored(arguments.report.color, for: .standardError)
    Terminal.message(StructureText.render(profile.structure, style: isColored ? .ansi : .plain))
  }
}

extension BatchProfile {
  /// Whether some of the batch could not be read as what it is.
  fileprivate var isBroken: Bool { structure.contains { $0.severity == .error } }
}
