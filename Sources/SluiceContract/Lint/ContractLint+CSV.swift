// How batches are written: what object and server say of it must agree.

extension ContractLint {
  /// Each alone was checked when it was read; here the object's settings stand on top of each server's.
  func checkCSV() {
    for (index, object) in contract.objects.enumerated() {
      guard let own = object.settings.csv, let mark = own.mark, own.contradiction == nil else { continue }
      for server in contract.servers {
        guard let theirs = server.csv, theirs.contradiction == nil,
          let contradiction = own.over(theirs).contradiction
        else { continue }
        findings.add(
          .badSetting,
          "sluiceCsv contradicts that of the server \(Words.quoted(server.server)): \(contradiction)", at: mark,
          path: "schema" + Self.component(object.name, index), help: "change one of the two",
          notes: theirs.mark.map { [.init(message: "the server's", mark: $0)] } ?? [])
      }
    }
  }
}
