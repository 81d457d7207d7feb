package import SluiceContract

/// Who stands behind a contract, as the contract says: whoever is paged must know whom to ask.
///
/// Text that came from a variable is shown as the variable, never as its value.
package struct ContractOwner: Sendable, Equatable {
  /// The team's name; nil where there is none.
  package var team: String?
  package var channels: [Channel] = []
  /// Where broken rules are to be told of, and rules that only warn: `sluiceAlerts`.
  package var errorAlert: String?
  package var warningAlert: String?

  package struct Channel: Sendable, Equatable {
    package var name: String
    package var tool: String?
    package var url: String?

    package init(name: String, tool: String? = nil, url: String? = nil) {
      (self.name, self.tool, self.url) = (name, tool, url)
    }
  }

  package init(team: String?, channels: [Channel], errorAlert: String? = nil, warningAlert: String? = nil) {
    (self.team, self.channels) = (team, channels)
    (self.errorAlert, self.warningAlert) = (errorAlert, warningAlert)
  }

  /// nil where the contract names nobody.
  package init?(_ contract: Contract) {
    team = contract.team?.name
    channels = contract.support.map { Channel(name: $0.channel, tool: $0.tool, url: $0.url) }
    errorAlert = contract.settings.alerts?.error
    warningAlert = contract.settings.alerts?.warning
    if team == nil && channels.isEmpty && errorAlert == nil && warningAlert == nil { return nil }
  }
}
