import CISAL
import Testing

@testable import SluiceEngine

/// What compressed files hold is what was compressed; what is broken is an error with its place, never a verdict.
struct CompressionTests {
  struct Case: CustomTestStringConvertible {
    var testDescription: String
    var bytes: [UInt8]
    var content: [UInt8]
  }

  /// Rows that compress, and are longer than the window of gzip.
  static let rows = Array((0..<9000).map { "\($0),name \($0 * 7919 % 9000)\n" }.joined().utf8)

  static let whole: [Case] = {
    let (first, second) = (Array(rows.prefix(60_001)), Array(rows.dropFirst(60_001)))
    return [
      Case(testDescription: "gzip", bytes: Compressed.gzip(rows), content: rows),
      Case(testDescription: "zstd", bytes: Compressed.zstd(rows), content: rows),
      Case(testDescription: "gzip of nothing", bytes: Compressed.gzip([]), content: []),
      Case(testDescription: "zstd of nothing", bytes: Compressed.zstd([]), content: []),
      Case(
        testDescription: "gzip, three members, one empty",
        bytes: Compressed.gzip(first) + Compressed.gzip([]) + Compressed.gzip(second), content: rows),
      Case(testDescription: "zstd, two frames", bytes: Compressed.zstd(first) + Compressed.zstd(second), content: rows),
      Case(
        testDescription: "zstd, frames to be skipped before, between and behind",
        bytes: [
          Compressed.skippable([1, 2, 3]), Compressed.zstd(first), Compressed.skippable([]), Compressed.zstd(second),
          Compressed.skippable(Array(repeating: 9, count: 300)),
        ].flatMap(\.self), content: rows),
      Case(
        testDescription: "gzip, padded with zeroes", bytes: Compressed.gzip(rows) + Array(repeating: 0, count: 70_000),
        content: rows),
      Case(testDescription: "plain text", bytes: rows, content: rows),
      Case(testDescription: "two bytes of gzip's three", bytes: [0x1F, 0x8B], content: [0x1F, 0x8B]),
    ]
  }()

  @Test(arguments: whole)
  func `what a file holds does not depend on the stretches that it is read in`(case: Case) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("a.csv", `case`.bytes)
    for count in [1, 7, 4096, 65_536, 1 << 20] {
      let content = try Compressed.content(path, bytes: `case`.bytes.count, inStretchesOf: count)
      #expect(content == `case`.content, "in stretches of \(count)")
    }
  }

  @Test(arguments: [1, 2, 3, 17, 1024])
  func `decoders take what they get, however little it is`(bufferBytes: Int) throws {
    let folder = try TemporaryFolder()
    let text = Array(Self.rows.prefix(3000))
    let gzip = Compressed.gzip(Array(text.prefix(1000))) + Compressed.gzip(Array(text.dropFirst(1000)))
    let named = Self.named(Compressed.gzip(text))
    let zstd = Compressed.skippable([7]) + Compressed.zstd(text)
    for (bytes, compression) in [(gzip, Compression.gzip), (named, .gzip), (zstd, .zstd)] {
      let path = try folder.write("a", bytes)
      let input = CompressedInput(
        try InputFile(BatchFile(path: path, bytes: bytes.count)), compression, bufferBytes: bufferBytes)
      let decoder: any ContentDecoder = compression == .gzip ? GzipDecoder() : ZstdDecoder()
      let storage = LaneStorage<UInt8>(repeating: 0, count: 500)
      var content: [UInt8] = []
      while true {
        let got = try decoder.read(into: storage.lane.base, upTo: 500, from: input)
        storage.lane.append(0..<got, to: &content)
        if got < 500 { break }
      }
      #expect(content == text)
    }
  }

  /// The same member, with a name, a comment, an extra field and a checksum in its header.
  private static func named(_ member: [UInt8]) -> [UInt8] {
    var bytes = Array(member[..<3])
    bytes.append(2 | 4 | 8 | 16)
    bytes += member[4..<10]
    bytes += [3, 0, 65, 66, 67] as [UInt8]
    bytes += Array("trips.csv\0a comment\0".utf8)
    let checksum = bytes.withUnsafeBufferPointer { crc32_gzip_refl(0, $0.baseAddress, UInt64($0.count)) }
    bytes += [UInt8(truncatingIfNeeded: checksum), UInt8(truncatingIfNeeded: checksum >> 8)]
    bytes += member[10...]
    return bytes
  }

  @Test
  func `a member's header may end anywhere in what is read at once`() throws {
    let folder = try TemporaryFolder()
    let text = Array(Self.rows.prefix(300))
    let bytes =
      Self.named(Compressed.gzip(Array(text.prefix(100)))) + Self.named(Compressed.gzip(Array(text.dropFirst(100))))
    let path = try folder.write("a", bytes)
    for bufferBytes in 1...80 {
      let file = try InputFile(BatchFile(path: path, bytes: bytes.count))
      let input = CompressedInput(file, .gzip, bufferBytes: bufferBytes)
      let decoder = GzipDecoder()
      let storage = LaneStorage<UInt8>(repeating: 0, count: 500)
      let got = try decoder.read(into: storage.lane.base, upTo: 500, from: input)
      var content: [UInt8] = []
      storage.lane.append(0..<got, to: &content)
      #expect(content == text, "\(bufferBytes) bytes at once")
    }
  }

  struct Broken: Sendable {
    var name: String
    var bytes: [UInt8]
    /// nil where decoders may differ.
    var corruption: Compression.Corruption?

    init(_ name: String, _ bytes: [UInt8], _ corruption: Compression.Corruption?) {
      (self.name, self.bytes, self.corruption) = (name, bytes, corruption)
    }
  }

  private static func changed(_ bytes: [UInt8], at index: Int) -> [UInt8] {
    var bytes = bytes
    bytes[index < 0 ? bytes.count + index : index] ^= 0x55
    return bytes
  }

  private static func part(_ bytes: [UInt8], _ count: Int) -> [UInt8] { Array(bytes.prefix(count)) }

  static let broken: [Broken] = {
    let gzip = Compressed.gzip(rows)
    let zstd = Compressed.zstd(rows)
    let text = Array("1,2,3,4\n".utf8)
    var cases: [Broken] = []
    cases.append(Broken("gzip without its last byte", part(gzip, gzip.count - 1), .truncated))
    cases.append(Broken("gzip without its trailer", part(gzip, gzip.count - 8), .truncated))
    cases.append(Broken("half of gzip", part(gzip, gzip.count / 2), .truncated))
    cases.append(Broken("a header of gzip", part(gzip, 10), .truncated))
    let named = Self.named(gzip)
    for count in [3, 9, 11, 13, 20, 30, 36] {
      cases.append(Broken("the first \(count) bytes of a long header of gzip", part(named, count), .truncated))
    }
    cases.append(Broken("a header of gzip of another checksum", changed(named, at: 12), .checksum))
    cases.append(Broken("a second member of another method", gzip + changed(gzip, at: 2), .invalid("no such header")))
    cases.append(Broken("a header of gzip with a flag that is not known", changed(gzip, at: 3), nil))
    cases.append(Broken("half of gzip's second member", gzip + part(gzip, gzip.count / 2), .truncated))
    cases.append(Broken("gzip of another checksum", changed(gzip, at: -8), .checksum))
    cases.append(Broken("gzip of another length", changed(gzip, at: -1), .checksum))
    cases.append(Broken("gzip and text", gzip + text, .trailingGarbage))
    cases.append(Broken("gzip, zeroes and text", gzip + [0, 0] + text, .trailingGarbage))
    cases.append(Broken("gzip with a flaw", changed(gzip, at: 2000), nil))
    cases.append(Broken("zstd without its last byte", part(zstd, zstd.count - 1), .truncated))
    cases.append(Broken("half of zstd", part(zstd, zstd.count / 2), .truncated))
    cases.append(Broken("zstd of another checksum", changed(zstd, at: -1), .checksum))
    cases.append(Broken("zstd and text", zstd + text, .trailingGarbage))
    cases.append(Broken("zstd with a flaw", changed(zstd, at: 2000), nil))
    let wide = Compressed.zstd(rows, windowLog: 26)
    cases.append(Broken("zstd with a window of 64 MiB", wide, .window(limit: ZstdDecoder.windowLimit)))
    return cases
  }()

  @Test(arguments: broken.indices)
  func `broken data is an error that says what and where`(index: Int) throws {
    let broken = Self.broken[index]
    let (name, bytes, corruption) = (broken.name, broken.bytes, broken.corruption)
    let folder = try TemporaryFolder()
    let path = try folder.write("a.csv", bytes)
    for threads in [1, 2] {
      do {
        try SourceTests.read(BatchFile(path: path, bytes: bytes.count), threads: threads)
        Issue.record("\(name): nothing was thrown")
      } catch let error as SourceError {
        guard case .corrupt(_, let found, let offset) = error.cause else {
          Issue.record("\(name): \(error)")
          continue
        }
        if let corruption { #expect(found == corruption, "\(name)") }
        #expect(offset >= 0 && offset <= bytes.count, "\(name)")
        #expect(error.path == path)
      }
    }
  }

  @Test
  func `a member may end anywhere`() throws {
    let folder = try TemporaryFolder()
    let text = Array("id,name\n1,\"a\n\"\"b\"\r\n2,c\n".utf8)
    for border in 0...text.count {
      let bytes = Compressed.gzip(Array(text.prefix(border))) + Compressed.gzip(Array(text.dropFirst(border)))
      let path = try folder.write("\(border).csv", bytes)
      #expect(try Compressed.content(path, bytes: bytes.count, inStretchesOf: 5) == text)
    }
  }

  @Test
  func `a compressed file that is another one on the second pass is refused`() throws {
    let folder = try TemporaryFolder()
    let bytes = Compressed.gzip(Self.rows)
    var file = BatchFile(path: try folder.write("a.csv", bytes), bytes: bytes.count)
    file.stamp = try InputFile(file).stamp
    try folder.write("b.csv", "")
    try folder.write("a.csv", bytes)
    #expect(SourceTests.cause { try SourceTests.read(file) }.isSame(as: .changedWhileReading))
  }
}
