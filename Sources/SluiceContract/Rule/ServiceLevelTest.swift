/// What a service level asks of the data, where that is something which a batch can show.
package struct ServiceLevelTest: Sendable {
  package enum Kind: String, Sendable, CaseIterable {
    /// now − the latest time < limit
    case freshness
    /// The same with ≤; with two columns, the largest second − first ≤ limit.
    case latency
    /// now − the earliest time ≤ limit
    case retention
    /// The largest gap between consecutive times ≤ limit.
    case frequency

    /// nil for promises about the service alone.
    init?(_ property: String) { self.init(rawValue: property.lowercased()) }
  }

  package var kind: Kind
  /// Names of one column, or of two.
  package var columns: [String]
  package var limit: ServicePeriod
}

/// What becomes of a service level for one object: a test for each column that it names, or why there is none.
enum ServiceLevelResolution {
  case test(ServiceLevelTest, column: String)
  case notRun(reason: String, column: String?)

  static func all(_ level: ServiceLevel, _ kind: ServiceLevelTest.Kind, _ object: SchemaObject, in contract: Contract)
    -> [ServiceLevelResolution]
  {
    let limit: ServicePeriod
    switch Self.limit(level) {
    case .success(let period): limit = period
    case .failure(let fault): return [.notRun(reason: fault.reason, column: nil)]
    }
    guard let element = level.element ?? contract.slaDefaultElement else {
      return [.notRun(reason: "it names no element, such as \(Words.escaped(object.name)).updated_at", column: nil)]
    }
    let parts = element.split(separator: ",").map(ElementName.init)
    // Elements of another object are listed there.
    let ours = parts.filter { $0.isAbout(object, in: contract) }
    if kind == .latency && parts.count == 2 { return [difference(parts, limit, object, contract)] }
    return ours.map { part in
      switch part.column(of: object) {
      case .success(let name):
        .test(ServiceLevelTest(kind: kind, columns: [name], limit: limit), column: name)
      case .failure(let fault): .notRun(reason: fault.reason, column: nil)
      }
    }
  }

  /// From the first element to the second.
  private static func difference(
    _ parts: [ElementName], _ limit: ServicePeriod, _ object: SchemaObject, _ contract: Contract
  ) -> ServiceLevelResolution {
    guard parts.allSatisfy({ $0.isAbout(object, in: contract) }) else {
      return .notRun(reason: "its elements belong to two objects, whose rows are not paired", column: nil)
    }
    do {
      let names = try parts.map { try $0.column(of: object).get() }
      return .test(ServiceLevelTest(kind: .latency, columns: names, limit: limit), column: names[1])
    } catch {
      return .notRun(reason: (error as? Fault)?.reason ?? "", column: nil)
    }
  }

  struct Fault: Error {
    var reason: String
  }

  private static func limit(_ level: ServiceLevel) -> Result<ServicePeriod, Fault> {
    let amount: ExactDecimal? =
      switch level.value {
      case .number(let number): number
      case .text(let text): ExactDecimal(text)
      case .boolean, .null: nil
      }
    guard let amount, !amount.isNegative else {
      return .failure(Fault(reason: "its value \(level.value.shown) is no length of time"))
    }
    guard let word = level.unit else { return .failure(Fault(reason: "it has no unit, such as `h` or `d`")) }
    guard let unit = ServicePeriod.Unit(word) else {
      return .failure(Fault(reason: "its unit \(Words.quoted(word)) is not known"))
    }
    return .success(ServicePeriod(amount: amount, unit: unit))
  }
}

/// One name of an `element`: `object.column`, or a column alone.
struct ElementName {
  let text: String
  /// In front of the first point.
  private let head: String
  private let tail: String?

  init(_ part: Substring) {
    var rest = part
    while rest.first == " " { rest.removeFirst() }
    while rest.last == " " { rest.removeLast() }
    text = String(rest)
    head = String(rest.prefix { $0 != "." })
    tail = rest.firstIndex(of: ".").map { String(rest[rest.index(after: $0)...]) }
  }

  /// Whether it names the object, or none of the contract's.
  func isAbout(_ object: SchemaObject, in contract: Contract) -> Bool {
    if names(object) { return true }
    return !contract.objects.contains(where: names)
  }

  private func names(_ object: SchemaObject) -> Bool {
    head.utf8.elementsEqual(object.name.utf8) || object.physicalName.map { head.utf8.elementsEqual($0.utf8) } ?? false
  }

  func column(of object: SchemaObject) -> Result<String, ServiceLevelResolution.Fault> {
    let wanted = names(object) ? tail : text
    let property = wanted.flatMap { name in
      object.property(named: name) ?? object.properties.first { $0.columnName.utf8.elementsEqual(name.utf8) }
    }
    guard let property else {
      return .failure(.init(reason: "\(Words.quoted(text)) names no column of \(Words.quoted(object.name))"))
    }
    switch property.logicalType {
    case .date, .timestamp: return .success(property.name)
    default:
      return .failure(.init(reason: "\(Words.quoted(property.name)) is neither a date nor a timestamp"))
    }
  }
}
