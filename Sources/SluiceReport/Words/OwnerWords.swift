internal import SluiceEngine

/// The line of a text report that says who is to be asked, and told.
enum OwnerWords {
  /// `owner: data-platform · ask #orders-help (slack) · tell #orders-oncall`; nil for a batch that passed.
  static func line(_ owner: ContractOwner?, _ verdict: RunResult.Verdict) -> String? {
    guard let owner, verdict != .pass else { return nil }
    var parts: [String] = []
    if let team = owner.team { parts.append(ShownText.sentence(team)) }
    if !owner.channels.isEmpty { parts.append("ask " + owner.channels.map(channel).joined(separator: ", ")) }
    // Where nobody is named for warnings, nobody is told of them.
    let alert = verdict == .warn ? owner.warningAlert : owner.errorAlert
    if let alert { parts.append("tell " + ShownText.sentence(alert)) }
    return parts.isEmpty ? nil : "owner: " + parts.joined(separator: " · ")
  }

  private static func channel(_ channel: ContractOwner.Channel) -> String {
    let more = [channel.tool, channel.url].compactMap { $0.map(ShownText.sentence) }
    return ShownText.sentence(channel.name) + (more.isEmpty ? "" : " (\(more.joined(separator: ", ")))")
  }
}
