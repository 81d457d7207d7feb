/// What became of one chunk: its bytes by the file that they belong to.
///
/// The memory is the worker's and is used again for the next chunk.
struct QuarantinePiece {
  /// What stands before the first record: a header, or the rest of a record that began in an earlier chunk.
  private(set) var head: [UInt8] = []
  private(set) var accepted: [UInt8] = []
  private(set) var rejected: [UInt8] = []
  /// Bytes of the chunk that are too many to be copied once more; they come before all others of their stream.
  private(set) var long: (stream: QuarantineStream, range: Range<Int>)?
  /// What stands behind the last record.
  private(set) var tail: [UInt8] = []
  private(set) var acceptedRecords = 0
  private(set) var rejectedRecords = 0
  /// Where the last record went; nil where the chunk completes none.
  private(set) var lastSide: QuarantineStream?

  private var position = 0
  private var sideOfRun = QuarantineStream.accepted
  private var runStart = 0

  /// Starts a chunk, whose bytes before `records` are no records.
  mutating func begin(_ chunk: Lane<UInt8>, records: Int) {
    head.removeAll(keepingCapacity: true)
    accepted.removeAll(keepingCapacity: true)
    rejected.removeAll(keepingCapacity: true)
    tail.removeAll(keepingCapacity: true)
    long = nil
    sideOfRun = .accepted
    (acceptedRecords, rejectedRecords) = (0, 0)
    lastSide = nil
    chunk.append(0..<records, to: &head)
    position = records
    runStart = records
  }

  /// Adds the record that ends before `end`.
  @inline(__always)
  mutating func add(_ side: QuarantineStream, upTo end: Int, of chunk: Lane<UInt8>) {
    if side != sideOfRun { finishRun(chunk, next: side) }
    if side == .accepted { acceptedRecords &+= 1 } else { rejectedRecords &+= 1 }
    lastSide = side
    position = end
  }

  /// Adds all records of a chunk, which end before `end`, as accepted ones.
  mutating func accept(records: Int, upTo end: Int) {
    acceptedRecords += records
    lastSide = .accepted
    position = end
  }

  /// Ends a chunk of `count` bytes.
  mutating func end(_ chunk: Lane<UInt8>, count: Int) {
    finishRun(chunk, next: .accepted)
    chunk.append(position..<count, to: &tail)
  }

  /// Bytes that are copied, at most, where nothing else came before them.
  private static let longestCopy = 1 << 20

  private mutating func finishRun(_ chunk: Lane<UInt8>, next side: QuarantineStream) {
    let isFirst = long == nil && (sideOfRun == .accepted ? accepted : rejected).isEmpty
    if isFirst && position - runStart > Self.longestCopy {
      long = (sideOfRun, runStart..<position)
    } else if sideOfRun == .accepted {
      chunk.append(runStart..<position, to: &accepted)
    } else {
      chunk.append(runStart..<position, to: &rejected)
    }
    runStart = position
    sideOfRun = side
  }
}
