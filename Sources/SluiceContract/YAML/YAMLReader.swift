/// Reads the bytes of a contract into a tree of nodes with marks, and refuses what a contract must not hold.
///
/// Only libyaml's events are used; its loader would resolve scalars, keep the last of two equal keys and
/// recurse without limit. What can be skipped is reported and reading goes on; a syntax error or a limit ends
/// it.
struct YAMLReader {
  private let findings: Findings
  private let limits: ReadLimits
  private let map: SourceMap
  private let events: YAMLEventStream
  private var anchors: [String: Anchor] = [:]
  private var nodeCount = 0
  /// Scalar index just after the last scalar, alias or flow collection that was read.
  private var contentEnd = 0

  private struct Anchor {
    var mark: Mark
    /// nil while the anchored collection is still open.
    var node: YAMLNode?
  }

  /// Reading cannot go on; the reason is already among the findings.
  struct Stop: Error {}

  /// The root node; nil where there is none or reading had to stop. All trouble goes to `findings`.
  static func read(_ bytes: [UInt8], limits: ReadLimits, findings: Findings) -> YAMLNode? {
    guard let text = SourceText.check(bytes, limits: limits, findings: findings) else { return nil }
    findings.source = text
    var reader = YAMLReader(text, limits: limits, findings: findings)
    return try? reader.document()
  }

  private init(_ text: ArraySlice<UInt8>, limits: ReadLimits, findings: Findings) {
    self.findings = findings
    self.limits = limits
    map = SourceMap(text)
    events = YAMLEventStream(text)
  }

  private mutating func document() throws(Stop) -> YAMLNode? {
    var root: YAMLNode?
    var documentCount = 0
    while true {
      switch try next() {
      case .documentStart:
        documentCount += 1
        guard documentCount == 1 else {
          report(.severalDocuments, "a second document starts here", help: "keep one contract in one file")
          throw Stop()
        }
        root = try node(after: next(), depth: 0)
      case .streamEnd:
        guard let root, !(root.isNull && root.mark.length == 0) else {
          findings.add(.emptyFile, "the file holds no contract", at: .start, path: "")
          return nil
        }
        return root
      default: break
      }
    }
  }

  private mutating func node(after event: YAMLEventStream.Event, depth: Int) throws(Stop) -> YAMLNode {
    let mark = currentMark
    switch event {
    case .alias(let name):
      return try expand(name, depth: depth)
    case .scalar(let text, let isPlain, let anchor, let tag):
      refuse(tag: tag)
      try count(1)
      let node = YAMLNode(
        content: .scalar(YAMLScalar(text: text, isPlain: isPlain)), mark: mark, height: 0, nodeCount: 1)
      if let anchor { anchors[anchor] = Anchor(mark: mark, node: node) }
      return node
    case .sequenceStart(let anchor, let tag, let isFlow):
      return try collection(anchor, tag, isFlow, depth: depth) { (reader) throws(Stop) in
        try reader.sequence(depth: depth + 1)
      }
    case .mappingStart(let anchor, let tag, let isFlow):
      return try collection(anchor, tag, isFlow, depth: depth) { (reader) throws(Stop) in
        try reader.mapping(depth: depth + 1)
      }
    case .streamEnd, .documentStart, .documentEnd, .collectionEnd, .other:
      throw Stop()
    }
  }

  private mutating func collection(
    _ anchor: String?, _ tag: String?, _ isFlow: Bool, depth: Int,
    children: (inout YAMLReader) throws(Stop) -> (YAMLNode.Content, [YAMLNode])
  ) throws(Stop) -> YAMLNode {
    let start = events.start
    var mark = currentMark
    refuse(tag: tag)
    try count(1)
    try check(depth: depth + 1, at: mark)
    if let anchor { anchors[anchor] = Anchor(mark: mark, node: nil) }
    let (content, values) = try children(&self)
    // The end event of a block collection stands after the blank lines and comments that follow it.
    if isFlow { contentEnd = events.end }
    mark = map.mark(from: start, to: max(start, contentEnd))
    let node = YAMLNode(
      content: content, mark: mark, height: 1 + (values.map(\.height).max() ?? 0),
      nodeCount: 1 + values.reduce(0) { $0 + $1.nodeCount })
    if let anchor { anchors[anchor] = Anchor(mark: mark, node: node) }
    return node
  }

  private mutating func sequence(depth: Int) throws(Stop) -> (YAMLNode.Content, [YAMLNode]) {
    var items: [YAMLNode] = []
    while true {
      let event = try next()
      if case .collectionEnd = event { return (.sequence(items), items) }
      items.append(try node(after: event, depth: depth))
    }
  }

  private mutating func mapping(depth: Int) throws(Stop) -> (YAMLNode.Content, [YAMLNode]) {
    var pairs: [YAMLPair] = []
    var seen: [[UInt8]: Mark] = [:]
    while true {
      let event = try next()
      if case .collectionEnd = event { return (.mapping(pairs), pairs.map(\.value)) }
      let keyMark = currentMark
      let key = try node(after: event, depth: depth)
      let value = try node(after: next(), depth: depth)
      guard let scalar = key.scalar, !scalar.isNull else {
        findings.add(
          .complexKey, "a key must be text, here it is \(key.kindWords)", at: keyMark, path: "",
          help: "write `key: value`, with quotes around an unusual key")
        continue
      }
      if scalar.isPlain, scalar.text == "<<" {
        findings.add(
          .mergeKey, "merge keys (`<<`) are not part of YAML 1.2", at: keyMark, path: "",
          help: "write the merged keys out, or use an alias for the whole value")
        continue
      }
      if let first = seen[Array(scalar.text.utf8)] {
        findings.add(
          .duplicateKey, "the key \(Words.quoted(scalar.text)) is given twice", at: keyMark, path: "",
          help: "keep one of the two", notes: [.init(message: "first given here", mark: first)])
        continue
      }
      seen[Array(scalar.text.utf8)] = keyMark
      pairs.append(YAMLPair(key: scalar.text, keyMark: keyMark, value: value))
    }
  }

  private mutating func expand(_ name: String, depth: Int) throws(Stop) -> YAMLNode {
    let mark = currentMark
    guard let anchor = anchors[name] else {
      findings.add(
        .undefinedAlias, "no anchor `&\(Words.escaped(name))` comes before this alias", at: mark, path: "",
        help: "define the anchor above, or quote the value if the `*` is text")
      try count(1)
      return emptyNode(at: mark)
    }
    guard let node = anchor.node else {
      findings.add(
        .recursiveAlias, "the alias `*\(Words.escaped(name))` stands inside its own anchor", at: mark,
        path: "", notes: [.init(message: "the anchor", mark: anchor.mark)])
      try count(1)
      return emptyNode(at: mark)
    }
    try check(depth: depth + node.height, at: mark)
    try count(node.nodeCount)
    return node
  }
}

// Limits, marks and reports.
extension YAMLReader {
  private var currentMark: Mark { map.mark(from: events.start, to: events.end) }

  private mutating func next() throws(Stop) -> YAMLEventStream.Event {
    do {
      let event = try events.next()
      switch event {
      case .scalar, .alias: contentEnd = events.end
      default: break
      }
      return event
    } catch {
      let mark =
        error.byteOffset.map { map.mark(atOffset: map.start + $0, length: 1) }
        ?? map.mark(from: error.scalarIndex, to: error.scalarIndex + 1)
      let notes = error.context.map { context in
        [
          Diagnostic.Note(
            message: context.text, mark: map.mark(from: context.scalarIndex, to: context.scalarIndex))
        ]
      }
      findings.add(
        .yamlSyntax, error.problem, at: mark, path: "", help: Self.help(for: error.problem),
        notes: notes ?? [])
      throw Stop()
    }
  }

  private static func help(for problem: String) -> String? {
    if problem.contains("cannot start any token") {
      return "quote a value that begins with @, `, % or a tab; indent with blanks only"
    }
    if problem.contains("mapping values are not allowed") {
      return "quote a value that holds a colon and a blank, and check the indentation"
    }
    if problem.contains("did not find expected key") || problem.contains("block end") {
      return "check the indentation of this line against the lines above"
    }
    if problem.contains("could not find expected ':'") { return "write `key: value`" }
    return nil
  }

  private func report(_ code: DiagnosticCode, _ message: String, help: String? = nil) {
    findings.add(code, message, at: currentMark, path: "", help: help)
  }

  private func refuse(tag: String?) {
    guard let tag else { return }
    report(
      .tag, "tags such as \(Words.quoted(tag)) are not read",
      help: "remove the tag; the standard says what type each value has")
  }

  private mutating func count(_ nodes: Int) throws(Stop) {
    nodeCount += nodes
    guard nodeCount > limits.nodes else { return }
    report(
      .tooManyNodes, "more than \(limits.nodes) nodes after aliases are expanded (limit: nodes)",
      help: "split the contract, or raise the limit if its author is trusted")
    throw Stop()
  }

  private func check(depth: Int, at mark: Mark) throws(Stop) {
    guard depth > limits.depth else { return }
    findings.add(
      .tooDeep, "collections are nested more than \(limits.depth) levels deep (limit: depth)", at: mark,
      path: "",
      help: "flatten the contract, or raise the limit if its author is trusted")
    throw Stop()
  }

  /// What stands in for an alias that was refused: empty text, so that no second error follows where text
  /// is due.
  private func emptyNode(at mark: Mark) -> YAMLNode {
    YAMLNode(content: .scalar(YAMLScalar(text: "", isPlain: false)), mark: mark, height: 0, nodeCount: 1)
  }
}
