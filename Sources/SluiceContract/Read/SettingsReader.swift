/// Reads the `sluice*` custom properties of one part of a contract, and refuses those it does not know.
///
/// A misspelt setting would silently do nothing, so unknown names, places and values are errors.
struct SettingsReader {
  enum Place: String, CaseIterable {
    case contract, server, object, property, elsewhere

    var names: [String] {
      switch self {
      case .contract: ["sluiceAlerts", "sluiceCompatibility", "sluiceWaivers"]
      case .server: ["sluiceCsv"]
      case .object:
        [
          "sluiceCsv", "sluiceExtraColumns", "sluiceColumnOrder", "sluiceEmptyBatch", "sluiceStructure",
          "sluiceSkewKeys",
        ]
      case .property: ["sluicePresence", "sluiceEnvironments", "sluiceServingColumn"]
      case .elsewhere: []
      }
    }

    var words: String {
      switch self {
      case .contract: "the contract"
      case .server: "a server"
      case .object: "a schema object"
      case .property: "a property"
      case .elsewhere: "this part"
      }
    }
  }

  let place: Place
  let findings: Findings

  mutating func contract(_ properties: [CustomProperty], path: String) -> ContractSettings {
    let own = take(properties, path: path)
    var settings = ContractSettings()
    settings.alerts = own["sluiceAlerts"].flatMap { alerts($0) }
    settings.compatibility = own["sluiceCompatibility"].flatMap { word($0) }
    settings.waivers = own["sluiceWaivers"].map { waivers($0) } ?? []
    return settings
  }

  mutating func server(_ properties: [CustomProperty], path: String) -> CSVSettings? {
    take(properties, path: path)["sluiceCsv"].flatMap { csv($0) }
  }

  mutating func object(_ properties: [CustomProperty], path: String) -> ObjectSettings {
    let own = take(properties, path: path)
    var settings = ObjectSettings()
    settings.csv = own["sluiceCsv"].flatMap { csv($0) }
    settings.extraColumns = own["sluiceExtraColumns"].flatMap { policy($0, ignore: "ignore") }
    settings.columnOrder = own["sluiceColumnOrder"].flatMap { policy($0, ignore: "ignore") }
    settings.emptyBatch = own["sluiceEmptyBatch"].flatMap { policy($0, ignore: "pass") }
    settings.structure = own["sluiceStructure"].map { structure($0) } ?? [:]
    settings.skewKeys = own["sluiceSkewKeys"].flatMap { texts($0) } ?? []
    return settings
  }

  mutating func property(_ properties: [CustomProperty], path: String) -> PropertySettings {
    let own = take(properties, path: path)
    var settings = PropertySettings()
    settings.presence = own["sluicePresence"].flatMap { word($0) }
    settings.environments = own["sluiceEnvironments"].flatMap { environments($0) }
    settings.servingColumn = own["sluiceServingColumn"].flatMap { text($0) }
    return settings
  }

  /// For parts that have no settings at all.
  mutating func refuse(_ properties: [CustomProperty], path: String) {
    _ = take(properties, path: path)
  }

  /// The values by name; whatever begins with `sluice` and has no business here is reported.
  private mutating func take(_ properties: [CustomProperty], path: String) -> [String: Setting] {
    var taken: [String: Setting] = [:]
    for property in properties where property.property.lowercased().hasPrefix("sluice") {
      let mark = property.nameMark
      guard place.names.contains(property.property) else {
        reportUnknown(property.property, at: mark, path: path)
        continue
      }
      if taken[property.property] != nil {
        findings.add(
          .badSetting, "\(property.property) is given twice for \(place.words)", at: mark, path: path,
          help: "keep one of the two")
      }
      taken[property.property] = Setting(name: property.property, node: property.value, path: path)
    }
    return taken
  }

  private func reportUnknown(_ name: String, at mark: Mark, path: String) {
    let homes = Place.allCases.filter { $0.names.contains(name) }
    guard homes.isEmpty else {
      return findings.add(
        .misplacedSetting, "\(name) has no meaning for \(place.words)", at: mark, path: path,
        help: "it belongs to \(Words.either(homes.map(\.words)))")
    }
    let all = Place.allCases.flatMap(\.names)
    findings.add(
      .unknownSetting, "unknown custom property \(Words.quoted(name))", at: mark, path: path,
      help: Words.suggestion(for: name, among: place.names + all)
        ?? "names that begin with sluice are reserved; choose another")
  }
}

/// One setting on its way to its typed form.
struct Setting {
  var name: String
  var node: YAMLNode
  var path: String
}
