import SluiceContract
import SluiceEngine
import Testing

@testable import SluiceReport

/// Whoever reads a report knows whom to ask, and no secret of the environment.
struct ContractOwnerTests {
  private static func owner(_ lines: String) throws -> ContractOwner? {
    let head = "apiVersion: v3.2.0\nkind: DataContract\nid: shop\nversion: 1.0.0\nstatus: active\n"
    let reading = ContractReader.read(
      Array((head + lines + "\n").utf8), path: "shop.odcs.yaml", environment: ["HOOK": "https://s3cret.example"])
    return ContractOwner(try #require(reading.contract, "\(reading.diagnostics.map(\.message))"))
  }

  @Test func `the owner is the team, its channels and its alerts`() throws {
    let owner = try #require(
      try Self.owner(
        """
        team: {name: Orders}
        support: [{channel: help, tool: slack, url: https://help}, {channel: desk}]
        customProperties: [{property: sluiceAlerts, value: {error: oncall, warning: help}}]
        """))
    #expect(owner.team == "Orders")
    #expect(owner.channels == [.init(name: "help", tool: "slack", url: "https://help"), .init(name: "desk")])
    #expect((owner.errorAlert, owner.warningAlert) == ("oncall", "help"))
    #expect(OwnerWords.line(owner, .fail) == "owner: Orders · ask help (slack, https://help), desk · tell oncall")
    #expect(OwnerWords.line(owner, .error) == OwnerWords.line(owner, .fail))
    #expect(OwnerWords.line(owner, .warn)?.hasSuffix("tell help") == true)
    #expect(OwnerWords.line(owner, .pass) == nil)
  }

  @Test func `a contract that names nobody has no owner`() throws {
    #expect(try Self.owner("domain: shop") == nil)
    #expect(OwnerWords.line(nil, .fail) == nil)
  }

  @Test func `the value of a variable is not shown`() throws {
    let owner = try #require(
      try Self.owner(
        """
        support: [{channel: help, url: "${HOOK}/x"}]
        customProperties: [{property: sluiceAlerts, value: {error: "${HOOK}"}}]
        """))
    #expect(owner.channels == [.init(name: "help", url: "${HOOK}/x")])
    #expect(owner.errorAlert == "${HOOK}")
  }
}
