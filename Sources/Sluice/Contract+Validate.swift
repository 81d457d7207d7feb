internal import Glibc
internal import SluiceContract
internal import SluiceEngine
internal import SluiceReport
internal import SluiceSQL

extension Contract {
  /// Holds a batch against one object of the contract.
  ///
  /// A batch that breaks the contract is a report whose verdict is `fail`, not an error. The report is the same for
  /// any number of threads.
  ///
  /// - Parameters:
  ///   - paths: files, directories of parts and globs; all of them are one batch.
  ///   - object: its name; may be left out where the contract has only one.
  /// - Throws: `ValidationError` where there is no verdict: no such object, a batch that cannot be read.
  public func validate(
    _ paths: [String], object name: String? = nil, options: ValidationOptions = ValidationOptions()
  ) throws(ValidationError) -> ValidationReport {
    let identity = RunIdentity()
    let (object, dialect) = try choice(name, options)
    let asOf = options.asOf.flatMap { UTCInstant($0) }
    if let text = options.asOf, asOf == nil {
      throw ValidationError(RunError(code: "usage", message: "asOf is an ISO 8601 time, not \"\(text)\""))
    }
    let baseline = try Self.baseline(options.baseline)
    do throws(SourceError) {
      var run = RunOptions(
        threads: options.threads, samples: options.samples, asOf: (asOf ?? identity.start).nanoseconds)
      run.queries = SQLiteQueries()
      run.baseline = baseline
      for (name, paths) in options.references {
        run.references[Array(name.utf8)] = try ReferenceSource(
          name, paths: paths, of: contract, server: try? contract.chosenServer(options.server))
      }
      let result = try Validation.run(
        contract: contract, object: object, batch: Batch(paths: paths), dialect: dialect, options: run)
      return ValidationReport(
        outcome: ValidateOutcome(
          head: identity.head(of: "validate", exitCode: ValidationReport.exitCode(of: result), asOf: asOf),
          contract: summary, results: [result]))
    } catch {
      throw ValidationError(error.runError)
    }
  }

  private static func baseline(_ path: String?) throws(ValidationError) -> Baseline? {
    guard let path else { return nil }
    do throws(BaselineError) {
      return try BaselineReader.read(path: path)
    } catch {
      var told = RunError(code: "usage", message: error.message(path: path), path: path)
      if case .unreadable(let code) = error {
        told.message = "cannot read the baseline \(path): " + String(cString: strerror(code))
        (told.code, told.errno, told.isRetryable) = ("inputUnreadable", code, true)
      }
      throw ValidationError(told)
    }
  }

  /// What is read, and how; options go before the object's `sluiceCsv`, and that before the server's.
  private func choice(
    _ name: String?, _ options: ValidationOptions
  ) throws(ValidationError) -> (SchemaObject, Dialect) {
    let object: SchemaObject
    let server: Server?
    do throws(ContractChoiceError) {
      object = try contract.chosenObject(name)
      server = try contract.chosenServer(options.server)
    } catch {
      throw ValidationError(RunError(code: "usage", message: error.message))
    }
    do throws(DialectError) {
      return (object, try Dialect(options.settings.over(object.settings.csv).over(server?.csv)))
    } catch {
      throw ValidationError(RunError(code: "usage", message: "dialect: \(error.message)"))
    }
  }
}
