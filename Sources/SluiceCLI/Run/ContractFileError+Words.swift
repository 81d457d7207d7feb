internal import SluiceContract

extension ContractFileError {
  /// `cannot read the contract orders.odcs.yaml: No such file or directory`
  var message: String { SystemError("cannot read the contract", path, errno).message }
}
