internal import SluiceContract
internal import SluiceEngine

/// What a command takes from a contract: the object that was asked for, and how its batch is written.
extension Contract {
  /// The object of that name, or the only one.
  func chosenObject(_ name: String?) throws(RunFailure) -> SchemaObject {
    let known = objects.map(\.name).joined(separator: ", ")
    if let name {
      if let object = object(named: name) { return object }
      let near = NearName.of(name, among: objects.map(\.name)).map { "; did you mean \"\($0)\"?" } ?? ""
      throw .usage("the contract has no object \"\(name)\", only \(known)\(near)")
    }
    if objects.count == 1 { return objects[0] }
    if objects.isEmpty { throw .usage("the contract has no object to hold a batch against") }
    throw .usage("the contract has several objects; choose one with --schema: \(known)")
  }

  /// The server of that name, or the only one; nil where there is none, or where no server says anything of CSV.
  private func chosenServer(_ name: String?) throws(RunFailure) -> Server? {
    let known = servers.map(\.server).joined(separator: ", ")
    if let name {
      if let server = servers.first(where: { $0.server.hasSameBytes(as: name) }) { return server }
      if servers.isEmpty { throw .usage("the contract has no servers, so there is no \"\(name)\"") }
      let near = NearName.of(name, among: servers.map(\.server)).map { "; did you mean \"\($0)\"?" } ?? ""
      throw .usage("the contract has no server \"\(name)\", only \(known)\(near)")
    }
    if servers.count > 1 && servers.contains(where: { $0.csv != nil }) {
      throw .usage("the servers of the contract describe their CSV; choose one with --server: \(known)")
    }
    return servers.count == 1 ? servers[0] : nil
  }

  /// How the batch is to be read: flags, then the object, then the server, then the standard.
  func dialect(
    of object: SchemaObject, flags: CSVSettings, server name: String?, path: String
  ) throws(RunFailure) -> Dialect {
    let server = try chosenServer(name)
    let promised = (object.settings.csv ?? CSVSettings()).over(server?.csv)
    do throws(DialectError) {
      return try Dialect(flags.over(promised))
    } catch {
      // Where the contract alone makes sense, it is the flags that do not fit it.
      if !flags.isEmpty, (try? Dialect(promised)) != nil {
        throw .usage("the flags do not fit how the contract says the batch is written: \(error.message)")
      }
      throw .contract("sluiceCsv: \(error.message)", path: path)
    }
  }
}
