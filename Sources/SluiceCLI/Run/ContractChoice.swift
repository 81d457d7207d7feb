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
    do throws(DialectError) {
      return try Dialect(flags.over(object.settings.csv).over(server?.csv))
    } catch {
      // The flags alone have been tried before, so it is the contract, or the two together.
      throw .contract("sluiceCsv: \(error.message)", path: path)
    }
  }
}
