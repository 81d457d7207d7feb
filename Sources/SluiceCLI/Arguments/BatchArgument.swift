internal import SluiceEngine

/// One batch as it was named on the command line: its paths, and the object of the contract that they hold.
struct BatchArgument: Sendable, Hashable {
  /// nil for the only object of the contract.
  var object: String?
  var paths: [String]

  /// The batches of `validate`: the words behind the contract are one, each name of `--batch` is one more.
  ///
  /// - Parameter words: of commands whose words are all of a batch.
  static func all(
    _ typed: TypedArguments, of words: [String]? = nil, problems: inout [String]
  ) -> [BatchArgument] {
    var batches: [BatchArgument] = []
    let paths = words ?? Array(typed.positionals.dropFirst())
    let schema = typed.value(.schema)
    if !paths.isEmpty {
      batches.append(BatchArgument(object: schema, paths: paths))
    } else if schema != nil && typed.has(.batch) {
      problems.append("--schema names the object of a batch without a name, and there is none")
    }
    batches.add(typed, .batch, problems: &problems)
    if let problem = problem(withPaths: batches.flatMap(\.paths)) { problems.append(problem) }
    return batches
  }

  /// The files of `--reference`: other batches, in which values must exist.
  static func references(_ typed: TypedArguments, problems: inout [String]) -> [BatchArgument] {
    var references: [BatchArgument] = []
    references.add(typed, .reference, problems: &problems)
    return references
  }

  /// What comes through standard input comes once.
  static func problem(withPaths paths: [String]) -> String? {
    paths.count { $0.hasSameBytes(as: Batch.standardInput) } > 1
      ? "standard input (-) can be read once, and is given twice" : nil
  }
}

extension [BatchArgument] {
  /// Adds what a flag that takes `NAME=PATH` gives.
  fileprivate mutating func add(_ typed: TypedArguments, _ flag: Flag, problems: inout [String]) {
    for value in typed.values(flag) {
      let parts = value.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
        problems.append("--\(flag.long) takes NAME=PATH, such as orders=orders.csv, not \"\(value)\"")
        continue
      }
      add(parts[1], of: parts[0])
    }
  }

  /// Several paths of one object make one batch.
  fileprivate mutating func add(_ path: String, of object: String) {
    if let index = firstIndex(where: { $0.object?.hasSameBytes(as: object) ?? false }) {
      self[index].paths.append(path)
    } else {
      append(BatchArgument(object: object, paths: [path]))
    }
  }
}
