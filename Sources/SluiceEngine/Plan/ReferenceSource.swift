package import SluiceContract

/// Where the values of a reference are: the batch of another object, or a file that is none.
package struct ReferenceSource: Sendable {
  /// nil for a file that the contract does not describe.
  package var object: SchemaObject?
  package var batch: Batch
  /// nil where it is to be guessed from the first bytes; a header is expected all the same.
  package var dialect: Dialect?

  package init(object: SchemaObject?, batch: Batch, dialect: Dialect?) {
    self.object = object
    self.batch = batch
    self.dialect = dialect
  }
}

extension ReferenceSource {
  /// What a name stands for: files of an object of the contract, written as it says, or files that it does not describe.
  ///
  /// Throws where a path names nothing.
  package init(
    _ name: String, paths: [String], of contract: Contract, server: Server?, temporaryDirectory: String = "/tmp"
  ) throws(SourceError) {
    let object = contract.objects.first { $0.name.utf8.elementsEqual(name.utf8) }
    self.init(
      object: object, batch: try Batch(paths: paths, temporaryDirectory: temporaryDirectory),
      dialect: object.flatMap { try? Dialect(($0.settings.csv ?? CSVSettings()).over(server?.csv)) })
  }
}

extension ReferenceSource {
  /// The dialect, guessed where it is not known.
  func knownDialect() throws(SourceError) -> Dialect {
    if let dialect { return dialect }
    var guess = DialectGuess(try FileHead.read(batch.files), given: nil).dialect
    guess.hasHeader = true
    return guess
  }
}
