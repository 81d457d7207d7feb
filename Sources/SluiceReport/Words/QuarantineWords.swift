internal import SluiceEngine

/// The words in which reports say where rejected rows went.
enum QuarantineWords {
  /// `214 of 8,500,000 rows (0.0025 %) rejected, in rejected/4f1c…; reasons.csv says why`
  static func sentence(_ quarantine: QuarantineSummary) -> String {
    if quarantine.failure != nil { return rejected(quarantine) + ", but not written" }
    guard let path = quarantine.path else { return "no row is rejected, so nothing was written" }
    return rejected(quarantine) + ", in \(ShownText.whole(path)); reasons.csv says why"
  }

  /// What became of the share that may be rejected; nil where none was given, or nothing was rejected.
  static func acceptance(_ quarantine: QuarantineSummary) -> String? {
    guard let percent = quarantine.acceptedPercent, quarantine.rejected > 0 else { return nil }
    let word = quarantine.isWithinPercent ? "accepted" : "not accepted"
    return "\(word): \(count(quarantine)) rejected, at most \(percent) % allowed"
  }

  private static func rejected(_ quarantine: QuarantineSummary) -> String {
    let all = quarantine.accepted + quarantine.rejected
    return count(quarantine) + " (\(Quantity.percent(quarantine.rejected, of: all))) rejected"
  }

  private static func count(_ quarantine: QuarantineSummary) -> String {
    Quantity.count(quarantine.rejected) + " of " + Quantity.count(quarantine.accepted + quarantine.rejected, "row")
  }
}
