internal import SluiceContract
internal import SluiceEngine

/// What is read for one object of a contract, and how.
struct ObjectInput {
  var object: SchemaObject
  var dialect: Dialect
  var paths: [String]
}

extension Contract {
  /// The batches of a command line, each with its object; several of one object are one batch.
  func inputs(
    _ batches: [BatchArgument], flags: CSVSettings, server: String?, path: String
  ) throws(RunFailure) -> [ObjectInput] {
    var inputs: [ObjectInput] = []
    for batch in batches {
      let object = try object(askedFor: batch.object)
      if let index = inputs.firstIndex(where: { $0.object.name.hasSameBytes(as: object.name) }) {
        inputs[index].paths += batch.paths
        continue
      }
      let dialect = try dialect(of: object, flags: flags, server: server, path: path)
      inputs.append(ObjectInput(object: object, dialect: dialect, paths: batch.paths))
    }
    return inputs
  }
}
