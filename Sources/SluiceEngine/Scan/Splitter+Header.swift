/// Headers: what each file calls its columns, and what is wrong with that.
extension Splitter {
  func readHeader(_ buffer: ChunkBuffer, _ range: Range<Int>, offset: Int) {
    let header = Header(buffer, range: range, dialect: spec.dialect)
    let layout = FileLayout(fileIndex: file.index, header: header, wanted: spec.columns)
    file.layout = layout
    file.header = header
    checkNames(header, offset: offset)
    if let firstNames {
      checkSame(header, as: firstNames, offset: offset)
    } else {
      firstNames = header.names
      if !spec.columns.isEmpty && layout.fields.allSatisfy({ $0 == nil }) {
        headerFault(.headerMismatch, offset: offset, message: unlike(header))
      }
    }
  }

  /// Without a header, columns are matched by position and the contract's width is due.
  ///
  /// `isReadable`: false where the first record has a field beyond the limit, so that it tells no width.
  func layOutByPosition(
    _ buffer: ChunkBuffer, from start: Int, offset: Int, line: Int, isReadable: Bool
  ) {
    var first = spec.columns
    if isReadable {
      first = Header(buffer, range: start..<firstRecordEnd(buffer), dialect: spec.dialect).names
    }
    let width = first.count
    if let message = positionFault(first, isReadable: isReadable) {
      log.add(.headerMismatch, file: file.index) {
        StructureLog.Place(row: 1, line: line, byteOffset: offset, message: message)
      }
    }
    file.layout = FileLayout(
      fileIndex: file.index, width: width, fields: spec.columns.indices.map { $0 < width ? $0 : nil },
      isByPosition: true)
  }

  /// What speaks against reading a first record by position: another width, or that it is a header after all.
  private func positionFault(_ first: [[UInt8]], isReadable: Bool) -> String? {
    if first.count != spec.columns.count {
      return "\(first.count) fields and no header, expected \(spec.columns.count) columns by position"
    }
    guard isReadable, !first.isEmpty, Set(first) == Set(spec.columns) else { return nil }
    return "the first record holds the names of the columns, and no header is due; say header: true, or --header"
  }

  private func checkNames(_ header: Header, offset: Int) {
    var seen: [[UInt8]: Int] = [:]
    for (index, name) in header.names.enumerated() {
      if name.isEmpty {
        headerFault(.emptyHeader, offset: offset, message: "column \(index + 1) has no name")
      } else if let first = seen[name] {
        headerFault(
          .duplicateHeader, offset: offset,
          message: "\(quoted(name)) names column \(first + 1) and column \(index + 1); the first is read")
      } else {
        seen[name] = index
      }
    }
  }

  /// Parts may order their columns as they like, but must have the same ones.
  private func checkSame(_ header: Header, as first: [[UInt8]], offset: Int) {
    let (ours, theirs) = (Set(header.names), Set(first))
    if ours == theirs { return }
    let missing = first.filter { !ours.contains($0) }.map(quoted)
    let extra = header.names.filter { !theirs.contains($0) }.map(quoted)
    var parts: [String] = []
    if !missing.isEmpty { parts.append("lacks \(missing.joined(separator: ", "))") }
    if !extra.isEmpty { parts.append("adds \(extra.joined(separator: ", "))") }
    headerFault(
      .headerMismatch, offset: offset,
      message: "this part \(parts.joined(separator: " and ")), against the columns of the first part")
  }

  private func unlike(_ header: Header) -> String {
    let found = header.names.prefix(5).map(quoted).joined(separator: ", ")
    return "no column of the contract is in the header, which says \(found)"
  }

  private func headerFault(_ kind: StructureKind, offset: Int, message: String) {
    log.add(kind, file: file.index) {
      StructureLog.Place(row: 0, line: file.headerLine, byteOffset: offset, message: message)
    }
  }

  private func quoted(_ name: [UInt8]) -> String { "\"" + String(decoding: name, as: UTF8.self) + "\"" }
}
