import SluiceContract

/// Whatever the bytes: they are a contract, or are refused with a place inside them; of a contract every rule has an id
/// of its own, and a plan.
@_cdecl("LLVMFuzzerTestOneInput")
public func readContract(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: data, count: size))
  let reading = ContractReader.read(bytes, path: "contract.yaml", environment: ["HOME": "/home"])
  for diagnostic in reading.diagnostics {
    let places = [diagnostic.mark] + diagnostic.notes.compactMap(\.mark)
    for mark in places where mark.offset > bytes.count || mark.line < 1 || mark.column < 1 {
      fatalError("\(diagnostic.message) at \(mark)")
    }
    if diagnostic.message.isEmpty { fatalError("\(diagnostic.code) says nothing") }
    if DiagnosticCode(rawValue: diagnostic.code) == nil { fatalError("the code \(diagnostic.code) is not listed") }
    let shown = DiagnosticPrinter(source: bytes, path: "contract.yaml", color: false).render(diagnostic)
    if shown.utf8.contains(0) || shown.utf8.contains(0x1B) { fatalError("\(shown.debugDescription) is not plain") }
  }
  guard let contract = reading.contract else {
    if !reading.diagnostics.contains(where: { $0.severity == .error }) { fatalError("refused without an error") }
    return 0
  }
  if reading.diagnostics.contains(where: { $0.severity == .error }) { fatalError("accepted with an error") }
  for object in contract.objects {
    let rules = contract.rules(for: object)
    let ids = Set(rules.map { Array($0.id.utf8) })
    if ids.count != rules.count { fatalError("ids repeat: \(rules.map(\.id))") }
    let plan = Plan(contract, object, dialect: .standard, samples: 5)
    if plan.rules.count != rules.count { fatalError("\(plan.rules.count) plans of \(rules.count) rules") }
    for rule in plan.rules where rule.columns.contains(where: { !object.properties.indices.contains($0) }) {
      fatalError("\(rule.rule.id) reads a column that is not there")
    }
  }
  return 0
}
