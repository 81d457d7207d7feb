/// Headers: what each file calls its columns, and what is wrong with that.
extension Splitter {
  /// More columns than anybody has, and few enough that their names fit the memory.
  static let mostColumns = 1 << 17

  /// False where the header names more columns than can be read.
  func readHeader(_ buffer: ChunkBuffer, _ range: Range<Int>, offset: Int) -> Bool {
    if hasTooManyColumns(buffer, range, row: 0, line: file.headerLine, offset: offset) { return false }
    if let known = knownHeader, buffer.bytes.equals(known.bytes, range.lowerBound, range.count), partitions.isEmpty {
      file.layout = FileLayout(known.layout, fileIndex: file.index)
      file.header = known.header
      return true
    }
    let header = Header(buffer, range: range, dialect: spec.dialect)
    let layout = FileLayout(fileIndex: file.index, header: header, wanted: spec.columns, partitions: partitions)
    file.layout = layout
    file.header = header
    checkNames(header, offset: offset)
    checkBytes(buffer, range, offset: offset)
    if log.isEmpty && partitions.isEmpty {
      knownHeader = KnownHeader(
        bytes: buffer.bytes.copy(range.lowerBound, range.count), header: header, layout: layout)
    }
    return true
  }

  private func hasTooManyColumns(
    _ buffer: ChunkBuffer, _ range: Range<Int>, row: Int, line: Int, offset: Int
  ) -> Bool {
    if range.count <= Self.mostColumns { return false }
    let count = range.reduce(0) { $0 + Int(buffer.delimiters[$1 / 64] >> UInt64($1 % 64) & 1) }
    if count <= Self.mostColumns { return false }
    refuse(
      .recordTooLong, row: row, line: line, offset: offset,
      message: StructureWords.tooManyColumns(count, limit: Self.mostColumns))
    return true
  }

  /// Without a header, columns are matched by position and the contract's width is due; false where there are more
  /// than can be read.
  ///
  /// `isReadable`: false where the first record is too long, so that it tells no width.
  func layOutByPosition(
    _ buffer: ChunkBuffer, from start: Int, offset: Int, line: Int, isReadable: Bool
  ) -> Bool {
    let folders = Set(partitions.map(\.name))
    var named = spec.columns.filter { !folders.contains($0) }
    var first = named
    if isReadable {
      let range = start..<firstRecordEnd(buffer)
      if hasTooManyColumns(buffer, range, row: 1, line: line, offset: offset) { return false }
      first = Header(buffer, range: range, dialect: spec.dialect).names
      // Who writes into folders may leave the keys in the files, or not.
      if first.count == spec.columns.count { named = spec.columns }
    }
    if let message = positionFault(first, named, isReadable: isReadable) {
      log.add(.headerMismatch, file: file.index) {
        StructureLog.Place(row: 1, line: line, byteOffset: offset, message: message)
      }
    }
    file.layout = FileLayout(
      fileIndex: file.index, width: first.count, named: named, wanted: spec.columns, partitions: partitions)
    return true
  }

  /// What speaks against reading a first record by position: another width, or that it is a header after all.
  private func positionFault(_ first: [[UInt8]], _ named: [[UInt8]], isReadable: Bool) -> String? {
    if first.count != named.count {
      return "\(first.count) fields and no header, expected \(named.count) columns by position"
    }
    guard isReadable, !first.isEmpty, Set(first) == Set(named) else { return nil }
    return "the first record holds the names of the columns, and no header is due; say header: true, or --header"
  }

  /// What no name may hold: bytes that are no text, and NUL.
  private func checkBytes(_ buffer: ChunkBuffer, _ range: Range<Int>, offset: Int) {
    let bytes = buffer.bytes
    InvalidText.find(bytes, in: range, encoding: spec.dialect.encoding) { fault in
      addFault(fault.kind, buffer, range, fault.position, offset, fault.message())
    }
    for position in range where bytes[position] == 0 {
      addFault(.nulByte, buffer, range, position, offset, StructureWords.message(.nulByte, limit: 0))
    }
  }

  private func addFault(
    _ kind: StructureKind, _ buffer: ChunkBuffer, _ range: Range<Int>, _ position: Int, _ offset: Int, _ message: String
  ) {
    log.add(kind, file: file.index) {
      StructureLog.Place(
        row: 0, line: file.headerLine + lineFeeds(buffer, range.lowerBound, position),
        byteOffset: offset + position - range.lowerBound, message: message)
    }
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

  private func headerFault(_ kind: StructureKind, offset: Int, message: String) {
    log.add(kind, file: file.index) {
      StructureLog.Place(row: 0, line: file.headerLine, byteOffset: offset, message: message)
    }
  }

  private func quoted(_ name: [UInt8]) -> String { HeaderComparison.quoted(name) }
}
