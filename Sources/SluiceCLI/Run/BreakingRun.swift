internal import SluiceContract
internal import SluiceReport

/// One comparison of contracts, for `breaking` and `diff`; what could be compared is reported however it ends.
struct BreakingRun {
  let arguments: BreakingArguments
  private(set) var comparisons: [ComparedContracts] = []

  init(arguments: BreakingArguments) { self.arguments = arguments }

  /// - Returns: why there is no verdict on all of them; nil where there is.
  mutating func execute() throws(RunFailure) -> RunError? {
    let pairs = try ContractPairs(old: arguments.old, new: arguments.new, revisions: arguments.mayBeRevision)
    if !arguments.report.isQuiet {
      for word in pairs.unknown { Terminal.message("note: \(ShownText.sentence(word))\n") }
    }
    if pairs.pairs.isEmpty {
      throw .usage("no contract in \(arguments.new.joined(separator: ", ")), nor in what it is compared with")
    }
    var failure: RunError?
    for pair in pairs.pairs {
      let wrong = [pair.old, pair.new].compactMap(\.self).filter { $0.reading.contract == nil }
      if wrong.isEmpty {
        comparisons.append(compared(pair))
      } else {
        for read in wrong {
          let error = tell(read)
          failure = failure ?? error
        }
      }
    }
    return failure
  }

  private func compared(_ pair: ContractPairs.Pair) -> ComparedContracts {
    ComparedContracts(old: pair.old.map(file), new: pair.new.map(file), evolution: evolution(pair))
  }

  private func evolution(_ pair: ContractPairs.Pair) -> ContractEvolution {
    switch (pair.old?.reading, pair.new?.reading) {
    case (let old?, let new?):
      ContractEvolution(from: old, to: new, perspective: arguments.perspective, today: arguments.today)
    case (nil, let new?): ContractEvolution(only: new, side: .new, perspective: arguments.perspective)
    case (let old?, nil): ContractEvolution(only: old, side: .old, perspective: arguments.perspective)
    case (nil, nil): preconditionFailure("a pair has at least one contract")
    }
  }

  private func file(_ read: ContractPairs.Read) -> ComparedContracts.File {
    let contract = read.reading.contract
    return ComparedContracts.File(
      summary: ContractSummary(
        path: read.file.path, sha256: read.file.sha256, id: contract?.id, version: contract?.version,
        owner: contract.flatMap { ContractOwner($0) }),
      source: read.file.bytes)
  }

  /// All errors of a contract that cannot be compared.
  private func tell(_ read: ContractPairs.Read) -> RunError {
    let isColored = Terminal.isColored(arguments.report.color, for: .standardError)
    let errors = read.reading.diagnostics.filter { $0.severity == .error }
    let linted = LintedContract(path: read.file.path, source: read.file.bytes, diagnostics: errors)
    let summary = LintText.summary(of: errors, in: read.file.path)
    Terminal.message(LintText.diagnostics(linted, color: isColored) + summary + "\n")
    return RunFailure.contract("the contract has errors: \(summary)", path: read.file.path, isTold: true).error
  }
}
