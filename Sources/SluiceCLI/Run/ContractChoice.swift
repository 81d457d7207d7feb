internal import SluiceContract
internal import SluiceEngine

/// What a command takes from a contract: the object that was asked for, and how its batch is written.
extension Contract {
  /// The object of that name, or the only one.
  func object(askedFor name: String?) throws(RunFailure) -> SchemaObject {
    do throws(ContractChoiceError) {
      return try chosenObject(name)
    } catch {
      throw .usage(error.message)
    }
  }

  /// How the batch is to be read: flags, then the object, then the server, then the standard.
  func dialect(
    of object: SchemaObject, flags: CSVSettings, server name: String?, path: String
  ) throws(RunFailure) -> Dialect {
    let server: Server?
    do throws(ContractChoiceError) {
      server = try chosenServer(name)
    } catch {
      throw .usage(error.message)
    }
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
