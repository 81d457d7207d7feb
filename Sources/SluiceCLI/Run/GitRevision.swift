internal import SluiceContract

/// Contracts as a revision of git has them; `git` itself is asked, and no shell.
struct GitRevision {
  /// As it was typed, up to the colon.
  let name: String
  /// Behind the colon, from the top of the repository; nil where it is the path of the new contract.
  let path: String?
  /// The directory in which git runs.
  let directory: String

  /// More than any contract, and any list of them, has.
  private static let mostBytes = 64 << 20

  /// - Parameters:
  ///   - text: `main`, `HEAD~1`, `v1.4:contracts/orders.odcs.yaml`
  ///   - directory: where the new contract is.
  init(_ text: String, in directory: String) throws(RunFailure) {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    name = parts[0]
    path = parts.count == 2 ? parts[1] : nil
    self.directory = directory
    // What begins with a dash would be a flag of git.
    guard !name.isEmpty, !name.utf8.starts(with: "-".utf8) else {
      throw .usage("--against takes a file, a directory or a revision of git, not \"\(text)\"")
    }
    let place = try ask(["rev-parse", "--show-prefix"])
    guard place.isGood else {
      throw .usage(
        "--against \"\(text)\" is no file and no directory, and no revision of git either: \(place.firstMessage)")
    }
    guard try ask(["rev-parse", "--verify", "--quiet", name + "^{commit}"]).isGood else {
      throw .usage(
        "--against \"\(text)\" is no file and no directory, and git knows no revision \"\(name)\" here; in a shallow"
          + " clone, fetch it first")
    }
  }

  /// The file of that name in the directory, or the one behind the colon; nil where the revision has none.
  func contract(named file: String) throws(RunFailure) -> ContractFile? {
    try contract(path ?? "./" + file)
  }

  /// Every file below the directory, or below the one behind the colon, by its path there.
  func files() throws(RunFailure) -> [(key: String, file: () throws(RunFailure) -> ContractFile?)] {
    let root = path.map { $0.isEmpty || $0.utf8.last == UInt8(ascii: "/") ? $0 : $0 + "/" }
    let tree = root.map { "\(name):\($0.utf8.isEmpty ? "" : String($0.dropLast()))" } ?? "\(name):./"
    let listing = try ask(["ls-tree", "-r", "-z", "--name-only", "--full-tree", tree])
    // A revision that has no such directory has none of its contracts.
    guard listing.isGood else { return [] }
    return listing.bytes.split(separator: 0).map { bytes in
      let key = PathText.text(of: Array(bytes))
      return (key, { () throws(RunFailure) in try contract((root ?? "./") + key) })
    }
  }

  private func contract(_ path: String) throws(RunFailure) -> ContractFile? {
    let object = "\(name):\(path)"
    let output = try ask(["cat-file", "blob", object])
    if output.isCutOff { throw .contract("\(object) is too large for a contract", path: object) }
    guard output.isGood else { return nil }
    return ContractFile(path: shown(path), bytes: output.bytes)
  }

  /// `main:contracts/orders.odcs.yaml`, as the new one was named.
  private func shown(_ path: String) -> String {
    guard path.utf8.starts(with: "./".utf8) else { return "\(name):\(path)" }
    let file = String(path.dropFirst(2))
    return "\(name):\(directory.hasSameBytes(as: ".") ? file : "\(directory)/\(file)")"
  }

  private func ask(_ words: [String]) throws(RunFailure) -> ChildProcess.Output {
    do throws(SystemError) {
      return try ChildProcess.output(of: "git", ["-C", directory] + words, limit: Self.mostBytes)
    } catch {
      throw .usage("--against \"\(name)\" is no file and no directory, and \(error.message), to look for a revision")
    }
  }
}
