/// Builds the typed model from a document that the grammar has checked.
///
/// Lenient on purpose: where the grammar reported an error the part is left out or empty, so that what is
/// right elsewhere can still be judged. Only quality rules and `sluice*` properties report errors of their
/// own.
struct ModelBuilder {
  let version: StandardVersion
  let findings: Findings
  let zones: ZoneDatabase

  func contract(_ root: YAMLNode) -> Contract {
    var contract = Contract(
      apiVersion: root.text("apiVersion") ?? "", id: root.text("id") ?? "",
      version: root.text("version") ?? "")
    contract.standard = version
    contract.name = root.text("name")
    contract.status = root.text("status")
    contract.tenant = root.text("tenant")
    contract.domain = root.text("domain")
    contract.dataProduct = root.text("dataProduct")
    contract.tags = root.texts("tags")
    contract.description = root["description"].map { description($0) }
    contract.context = root["context"].map { context($0, path: "context") }
    contract.servers = list(root, "servers", path: "") { server($0, path: $1) }
    contract.support = list(root, "support", path: "") { support($0, path: $1) }
    contract.price = root["price"].map { price($0) }
    contract.team = root["team"].map { team($0) }
    contract.roles = list(root, "roles", path: "") { role($0, path: $1) }
    contract.slaDefaultElement = root.text("slaDefaultElement")
    contract.serviceLevels = list(root, "slaProperties", path: "") { serviceLevel($0, path: $1) }
    contract.authoritativeDefinitions = definitions(root)
    contract.contractCreatedTs = root.text("contractCreatedTs")
    contract.marks = Marks(root)
    contract.customProperties = customProperties(root, path: "")
    var settings = SettingsReader(place: .contract, findings: findings)
    contract.settings = settings.contract(contract.customProperties, path: "")
    contract.objects = list(root, "schema", path: "") { object($0, path: $1) }
    return contract
  }

  /// Maps the mappings of a list, each with its path; what is not a mapping was reported by the grammar.
  func list<Value>(
    _ node: YAMLNode, _ key: String, path: String, _ make: (YAMLNode, String) -> Value
  ) -> [Value] {
    let base = DocumentPath.join(path, key)
    return node.list(key).enumerated().compactMap { index, item in
      item.pairs == nil ? nil : make(item, base + DocumentPath.component(of: item, index: index))
    }
  }

  func definitions(_ node: YAMLNode) -> [AuthoritativeDefinition] {
    list(node, "authoritativeDefinitions", path: "") { item, _ in
      AuthoritativeDefinition(
        id: item.text("id"), url: item.text("url") ?? "", type: item.text("type") ?? "",
        description: item.text("description"), marks: Marks(item))
    }
  }

  /// The custom properties themselves; who reads `sluice*` ones follows with a `SettingsReader`.
  func customProperties(_ node: YAMLNode, path: String) -> [CustomProperty] {
    list(node, "customProperties", path: path) { item, _ in
      CustomProperty(
        id: item.text("id"), property: item.text("property") ?? "",
        nameMark: item["property"]?.mark ?? item.headMark, value: item["value"] ?? item,
        description: item.text("description"), vendor: item.text("vendor"), marks: Marks(item))
    }
  }

  /// Custom properties of a part that Sluice has no settings for.
  func foreignProperties(_ node: YAMLNode, path: String) -> [CustomProperty] {
    let properties = customProperties(node, path: path)
    var reader = SettingsReader(place: .elsewhere, findings: findings)
    reader.refuse(properties, path: path)
    return properties
  }
}
