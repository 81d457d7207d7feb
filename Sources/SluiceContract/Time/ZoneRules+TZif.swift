// Reads TZif, the form in which systems keep the IANA time zones: RFC 8536, versions 1 to 4.

extension ZoneRules {
  /// nil where the bytes are no TZif file of a zone without leap seconds.
  ///
  /// Later versions hold everything twice, first in 32 bits for old readers; only the 64-bit half is read then.
  package convenience init?(tzif bytes: [UInt8], name: String) {
    var reader = ByteReader(bytes)
    guard let first = Header(&reader) else { return nil }
    guard first.version >= UInt8(ascii: "2") else {
      guard let table = Table(&reader, first, timeBytes: 4) else { return nil }
      self.init(name: name, transitions: table.transitions, offsets: table.offsets, footer: nil)
      return
    }
    guard reader.skip(first.size(timeBytes: 4)), let second = Header(&reader),
      let table = Table(&reader, second, timeBytes: 8), let footer = reader.line()
    else { return nil }
    var rule: PosixZone?
    if !footer.isEmpty {
      guard let read = PosixZone(footer) else { return nil }
      rule = read
    }
    self.init(name: name, transitions: table.transitions, offsets: table.offsets, footer: rule)
  }
}

/// The counts in front of a block.
private struct Header {
  let version: UInt8
  let utIndicators: Int
  let standardIndicators: Int
  let leapSeconds: Int
  let transitions: Int
  let types: Int
  let nameBytes: Int

  init?(_ reader: inout ByteReader) {
    guard reader.take(4) == Array("TZif".utf8), let version = reader.take(1)?.first, reader.skip(15),
      let utIndicators = reader.integer(4), let standardIndicators = reader.integer(4),
      let leapSeconds = reader.integer(4), let transitions = reader.integer(4), let types = reader.integer(4),
      let nameBytes = reader.integer(4)
    else { return nil }
    self.version = version
    self.utIndicators = Int(utIndicators)
    self.standardIndicators = Int(standardIndicators)
    self.leapSeconds = Int(leapSeconds)
    self.transitions = Int(transitions)
    self.types = Int(types)
    self.nameBytes = Int(nameBytes)
    let counts = [self.utIndicators, self.standardIndicators, self.leapSeconds, self.transitions, self.nameBytes]
    guard self.types > 0, counts.allSatisfy({ $0 >= 0 }) else { return nil }
  }

  /// Bytes of the block behind the header.
  func size(timeBytes: Int) -> Int {
    transitions * (timeBytes + 1) + types * 6 + nameBytes + leapSeconds * (timeBytes + 4) + standardIndicators
      + utIndicators
  }
}

/// The transitions of a block and the offset that each begins.
private struct Table {
  var transitions: [Int64] = []
  var offsets: [Int64] = []

  init?(_ reader: inout ByteReader, _ header: Header, timeBytes: Int) {
    // Zones that count leap seconds (`right/…`) would shift every instant.
    guard header.leapSeconds == 0 else { return nil }
    for _ in 0..<header.transitions {
      guard let instant = reader.integer(timeBytes), instant > transitions.last ?? .min else { return nil }
      transitions.append(max(instant, -ZoneRules.forever + 1))
    }
    guard let indices = reader.take(header.transitions) else { return nil }
    var types: [Int64] = []
    for _ in 0..<header.types {
      guard let offset = reader.integer(4), abs(offset) < 26 * 3600, reader.skip(2) else { return nil }
      types.append(offset)
    }
    guard indices.allSatisfy({ Int($0) < types.count }),
      reader.skip(header.nameBytes + header.standardIndicators + header.utIndicators)
    else { return nil }
    // Before the first transition the first type holds.
    offsets = [types[0]] + indices.map { types[Int($0)] }
  }
}

/// Takes big-endian integers off a file's front.
private struct ByteReader {
  private var rest: ArraySlice<UInt8>

  init(_ bytes: [UInt8]) { rest = bytes[...] }

  mutating func take(_ count: Int) -> [UInt8]? {
    guard count >= 0, count <= rest.count else { return nil }
    defer { rest = rest.dropFirst(count) }
    return Array(rest.prefix(count))
  }

  mutating func skip(_ count: Int) -> Bool {
    guard count >= 0, count <= rest.count else { return false }
    rest = rest.dropFirst(count)
    return true
  }

  /// Two's complement of 4 or 8 bytes.
  mutating func integer(_ count: Int) -> Int64? {
    guard let bytes = take(count) else { return nil }
    let bits = bytes.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    return count == 4 ? Int64(Int32(truncatingIfNeeded: bits)) : Int64(bitPattern: bits)
  }

  /// What stands between two line feeds; the first must come at once.
  mutating func line() -> [UInt8]? {
    guard take(1) == [0x0A], let end = rest.firstIndex(of: 0x0A) else { return nil }
    return Array(rest[..<end])
  }
}
