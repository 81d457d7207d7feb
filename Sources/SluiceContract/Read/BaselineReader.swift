/// Reads back what an earlier `sluice profile` or `sluice validate --format json` wrote.
///
/// Strict: a file that is half understood would let a rule pass that nobody has decided.
package enum BaselineReader {
  /// The version of profiles that this one writes and reads.
  package static let profileVersion = 1

  private static let mostBytes = 256 << 20

  package static func read(path: String) throws(BaselineError) -> Baseline {
    let file: ContractFile
    do throws(ContractFileError) {
      file = try ContractFile(path: path, mostBytes: mostBytes)
    } catch {
      throw .unreadable(error.errno)
    }
    return try read(file.bytes, path: path)
  }

  /// `path`: for messages.
  package static func read(_ bytes: [UInt8], path: String) throws(BaselineError) -> Baseline {
    guard let root = MachineJSON.read(bytes), root.pairs != nil else { throw .other }
    let objects: [Baseline.Object]
    if let version = root["profileVersion"] {
      guard version.integer == profileVersion else { throw .otherVersion(version.text ?? "none") }
      objects = try list(root, "objects").map { node throws(BaselineError) in try profiled(node) }
    } else {
      guard root.text("command") == "validate", root["reportVersion"]?.integer == 1, root["batches"] != nil else {
        throw .other
      }
      objects = try reported(root)
    }
    if objects.isEmpty { throw .empty }
    return Baseline(path: path, objects: objects)
  }

  private static func reported(_ root: YAMLNode) throws(BaselineError) -> [Baseline.Object] {
    let columns = try list(root, "columns")
    return try list(root, "batches").map { batch throws(BaselineError) in
      let name = try text(batch, "schema")
      let own = columns.filter { $0.text("schema")?.utf8.elementsEqual(name.utf8) ?? false }
      return Baseline.Object(
        name: name, rows: try count(batch, "rows"),
        columns: try own.map { node throws(BaselineError) in try column(node, .notListed(.report)) })
    }
  }

  private static func profiled(_ node: YAMLNode) throws(BaselineError) -> Baseline.Object {
    Baseline.Object(
      name: node.text("name"), rows: try count(node, "rows"),
      columns: try list(node, "columns").map { node throws(BaselineError) in try column(node, try categories(node)) })
  }

  private static func column(
    _ node: YAMLNode, _ categories: Baseline.Categories
  ) throws(BaselineError) -> Baseline.Column {
    Baseline.Column(
      name: try text(node, "name"), type: try text(node, "type"), rows: try count(node, "rows"),
      nulls: try count(node, "nulls"), mean: node["mean"]?.decimal?.doubleValue,
      standardDeviation: node["stddev"]?.decimal?.doubleValue, categories: categories)
  }

  private static func categories(_ node: YAMLNode) throws(BaselineError) -> Baseline.Categories {
    if let word = node.text("valuesLeftOut") {
      guard let reason = Baseline.MissingValues(rawValue: word) else { throw .damaged("valuesLeftOut") }
      return .notListed(reason)
    }
    let values = try list(node, "values")
    let texts = values.compactMap { $0.scalar.flatMap { $0.isPlain ? nil : $0.text } }
    guard texts.count == values.count, try count(node, "distinct") == values.count else { throw .damaged("values") }
    return .listed(texts)
  }

  // MARK: What must be there

  private static func list(_ node: YAMLNode, _ key: String) throws(BaselineError) -> [YAMLNode] {
    guard let items = node[key]?.items else { throw .damaged(key) }
    return items
  }

  private static func text(_ node: YAMLNode, _ key: String) throws(BaselineError) -> String {
    guard let text = node.text(key) else { throw .damaged(key) }
    return text
  }

  /// A count beyond 2^53 is text.
  private static func count(_ node: YAMLNode, _ key: String) throws(BaselineError) -> Int {
    guard let count = node.text(key).flatMap({ Int($0) }), count >= 0 else { throw .damaged(key) }
    return count
  }
}

/// Why a file is no baseline.
package enum BaselineError: Error, Sendable, Equatable {
  /// `errno` of what went wrong with the file.
  case unreadable(Int32)
  case other
  /// A profile of another version, as it is written there.
  case otherVersion(String)
  /// A key is missing, or holds something else.
  case damaged(String)
  /// A report of a run that ended before it had read a batch.
  case empty

  /// What is wrong with the file, and what to do.
  package func message(path: String) -> String {
    let again = "make it anew: sluice profile BATCH --output \(path)"
    return switch self {
    case .unreadable(let code): "cannot read the baseline \(path): error \(code)"
    case .other:
      "--baseline takes a profile, or a report of sluice validate --format json, which \(path) is not"
    case .otherVersion(let version):
      "\(path) is a profile of version \(Words.escaped(version)), this sluice reads version "
        + "\(BaselineReader.profileVersion); \(again)"
    case .damaged(let key): "\(path) is damaged: \"\(key)\" is missing, or not what it must be; \(again)"
    case .empty: "\(path) tells of no batch: take a profile, or the report of a run that had a verdict"
    }
  }
}
