internal import SluiceContract

/// The second pass of a run with a quarantine: accepted rows here, rejected ones there, and why.
///
/// Law: the result and every byte handed to the sink are the same for any number of threads and any chunks.
enum QuarantinePass {
  struct Result {
    var plan: QuarantinePlan
    var summary: QuarantineSummary
  }

  /// `results`: one for each rule of the plan, in its order, waivers applied.
  static func run(
    _ plan: Plan, _ results: [CheckResult], _ pass: ColumnPass.Result, options: QuarantineOptions, threads: Int,
    chunkBytes: Int
  ) throws(SourceError) -> Result {
    let rejection = QuarantinePlan(plan, results, pass)
    var summary = QuarantineSummary(pass.reading, options)
    guard rejection.rejectsAny else { return Result(plan: rejection, summary: summary) }

    let files = pass.reading.files
    let writer = QuarantineWriter(rejection, paths: files.map(\.file.path), sink: options.sink)
    let workers = (0..<threads).map { _ in QuarantineWorker(rejection, plan.pass, files: files, writer: writer) }
    do throws(SourceError) {
      _ = try BatchReader.run(
        files.map(\.file), scan: plan.pass.scan, chunkBytes: chunkBytes, workers: workers)
    } catch {
      writer.abandon()
      throw error
    }
    summary.take(writer.counts, writer.finish(), failure: writer.failure, options)
    return Result(plan: rejection, summary: summary)
  }
}

extension QuarantineSummary {
  /// Of a batch of which no row is rejected.
  fileprivate init(_ reading: BatchReader.Outcome, _ options: QuarantineOptions) {
    self.init(
      path: nil, reasons: nil, accepted: reading.rows, rejected: 0,
      parts: reading.files.map {
        Part(path: $0.file.path, accepted: $0.rows, rejected: 0, acceptedPath: $0.file.path, rejectedPath: nil)
      },
      acceptedPercent: options.acceptedPercent?.description, isWithinPercent: true, failure: nil)
  }

  fileprivate mutating func take(
    _ counts: [QuarantineWriter.Count], _ place: QuarantinePlace?, failure: QuarantineError?,
    _ options: QuarantineOptions
  ) {
    path = place?.path
    reasons = place?.reasons
    accepted = counts.reduce(0) { $0 + $1.accepted }
    rejected = counts.reduce(0) { $0 + $1.rejected }
    for index in parts.indices {
      parts[index].accepted = counts[index].accepted
      parts[index].rejected = counts[index].rejected
      parts[index].acceptedPath = place?.parts[index].accepted
      parts[index].rejectedPath = place?.parts[index].rejected
    }
    isWithinPercent =
      options.acceptedPercent.map { percent in
        Threshold(comparison: .mustBeLessOrEqualTo(percent), unit: .percent).admits(rejected, of: accepted + rejected)
      } ?? (rejected == 0)
    self.failure = failure
  }
}
