/// Which object a batch is held against, and which server describes how it is written.
extension Contract {
  /// The object of that name, or the only one.
  package func chosenObject(_ name: String?) throws(ContractChoiceError) -> SchemaObject {
    let known = objects.map(\.name).joined(separator: ", ")
    if let name {
      if let object = object(named: name) { return object }
      let near = Words.nearest(to: name, among: objects.map(\.name)).map { "; did you mean \"\($0)\"?" } ?? ""
      throw ContractChoiceError("the contract has no object \"\(name)\", only \(known)\(near)")
    }
    if objects.count == 1 { return objects[0] }
    if objects.isEmpty { throw ContractChoiceError("the contract has no object to hold a batch against") }
    throw ContractChoiceError("the contract has several objects; choose one with --schema: \(known)")
  }

  /// The server of that name, or the only one; nil where there is none, or where no server says anything of CSV.
  package func chosenServer(_ name: String?) throws(ContractChoiceError) -> Server? {
    let known = servers.map(\.server).joined(separator: ", ")
    if let name {
      if let server = servers.first(where: { $0.server.utf8.elementsEqual(name.utf8) }) { return server }
      if servers.isEmpty { throw ContractChoiceError("the contract has no servers, so there is no \"\(name)\"") }
      let near = Words.nearest(to: name, among: servers.map(\.server)).map { "; did you mean \"\($0)\"?" } ?? ""
      throw ContractChoiceError("the contract has no server \"\(name)\", only \(known)\(near)")
    }
    if servers.count > 1 && servers.contains(where: { $0.csv != nil }) {
      throw ContractChoiceError("the servers of the contract describe their CSV; choose one with --server: \(known)")
    }
    return servers.count == 1 ? servers[0] : nil
  }
}

/// A name that a contract does not have, or a choice that it leaves open.
package struct ContractChoiceError: Error, Sendable {
  /// Lower case, no full stop.
  package let message: String

  init(_ message: String) { self.message = message }
}
