internal import SluiceContract
internal import SluiceEngine
internal import SluiceReport

extension AcceptedSkew {
  /// What the JSON report of an earlier `sluice skew` shows: its features that did not pass.
  init(report path: String) throws(RunFailure) {
    let file: ContractFile
    do throws(ContractFileError) {
      file = try ContractFile(path: path)
    } catch {
      let message = "cannot read the accepted report \(path): \(SystemError.words(error.errno))"
      throw RunFailure(
        exitCode: .inputUnreadable,
        error: RunError(
          code: "inputUnreadable", message: message, path: path, errno: error.errno, isRetryable: true))
    }
    guard let features = SkewReportReader.features(file.bytes) else {
      throw .usage("--accept takes a report of sluice skew --format json, which \(path) is not")
    }
    let known = features.filter { $0.status == "fail" || $0.status == "warn" }
    self.init(
      path: path,
      rates: Dictionary(known.compactMap { feature in feature.upperRate.map { (Array(feature.name.utf8), $0) } }) {
        first, _ in first
      })
  }
}
