// The parts of a contract around its schema.

extension ModelBuilder {
  func description(_ node: YAMLNode) -> ContractDescription {
    ContractDescription(
      usage: node.text("usage"), purpose: node.text("purpose"), limitations: node.text("limitations"),
      authoritativeDefinitions: definitions(node),
      customProperties: foreignProperties(node, path: "description"))
  }

  func context(_ node: YAMLNode, path: String) -> Context {
    if let text = node.text { return Context(instructions: text, verifiedStatements: [], constraints: []) }
    func statements(_ key: String, _ textKey: String) -> [Context.Statement] {
      list(node, key, path: path) { item, path in
        Context.Statement(
          id: item.text("id"), text: item.text(textKey) ?? "", answer: item.text("answer"),
          tags: item.texts("tags"), authoritativeDefinitions: definitions(item),
          customProperties: foreignProperties(item, path: path), marks: Marks(item))
      }
    }
    return Context(
      instructions: node.text("instructions"),
      verifiedStatements: statements("verifiedStatements", "question"),
      constraints: statements("constraints", "constraint"))
  }

  func server(_ node: YAMLNode, path: String) -> Server {
    let shared = Set(Grammar.server.fields.map(\.key))
    var details: [String: String] = [:]
    for pair in node.pairs ?? [] where !shared.contains(pair.key) { details[pair.key] = pair.value.text }
    let properties = customProperties(node, path: path)
    var settings = SettingsReader(place: .server, findings: findings)
    return Server(
      server: node.text("server") ?? "", type: node.text("type") ?? "", id: node.text("id"),
      description: node.text("description"), environment: node.text("environment"),
      roles: list(node, "roles", path: path) { role($0, path: $1) }, details: details,
      csv: settings.server(properties, path: path), customProperties: properties, marks: Marks(node))
  }

  func role(_ node: YAMLNode, path: String) -> Role {
    Role(
      id: node.text("id"), role: node.text("role") ?? "", description: node.text("description"),
      access: node.text("access"), firstLevelApprovers: node.text("firstLevelApprovers"),
      secondLevelApprovers: node.text("secondLevelApprovers"),
      customProperties: foreignProperties(node, path: path), marks: Marks(node))
  }

  func support(_ node: YAMLNode, path: String) -> SupportChannel {
    SupportChannel(
      id: node.text("id"), channel: node.shown("channel") ?? "", url: node.shown("url"),
      description: node.text("description"), tool: node.shown("tool"), scope: node.text("scope"),
      invitationUrl: node.text("invitationUrl"), customProperties: foreignProperties(node, path: path),
      marks: Marks(node))
  }

  func price(_ node: YAMLNode) -> Price {
    Price(
      id: node.text("id"), amount: node["priceAmount"]?.decimal, currency: node.text("priceCurrency"),
      unit: node.text("priceUnit"), marks: Marks(node))
  }

  func team(_ node: YAMLNode) -> Team {
    let members =
      node.items.map { items in
        items.enumerated().map { member($1, path: "team" + DocumentPath.component(of: $1, index: $0)) }
      } ?? list(node, "members", path: "team") { member($0, path: $1) }
    return Team(
      id: node.text("id"), name: node.shown("name"), description: node.text("description"), members: members,
      tags: node.texts("tags"), authoritativeDefinitions: definitions(node),
      customProperties: foreignProperties(node, path: "team"), marks: Marks(node))
  }

  private func member(_ node: YAMLNode, path: String) -> Team.Member {
    Team.Member(
      id: node.text("id"), username: node.text("username") ?? "", name: node.text("name"),
      description: node.text("description"), role: node.text("role"), dateIn: node.text("dateIn"),
      dateOut: node.text("dateOut"), replacedByUsername: node.text("replacedByUsername"),
      tags: node.texts("tags"), authoritativeDefinitions: definitions(node),
      customProperties: foreignProperties(node, path: path), marks: Marks(node))
  }

  func serviceLevel(_ node: YAMLNode, path: String) -> ServiceLevel {
    ServiceLevel(
      id: node.text("id"), property: node.text("property") ?? "", value: node["value"]?.freeScalar ?? .null,
      valueExt: node["valueExt"]?.freeScalar, unit: node.text("unit"), element: node.text("element"),
      driver: node.text("driver"), description: node.text("description"), scheduler: node.text("scheduler"),
      schedule: node.text("schedule"), authoritativeDefinitions: definitions(node),
      customProperties: foreignProperties(node, path: path), marks: Marks(node))
  }
}
