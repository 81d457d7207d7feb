/// Hands what the workers made of their chunks to the sink, in the order of the chunks of each part.
///
/// A sink that fails ends the writing and not the counting: the verdict must not depend on a disk.
final class QuarantineWriter: Sendable {
  private let plan: QuarantinePlan
  private let paths: [String]
  private let sink: any QuarantineSink
  private let shared: Lock<Shared>

  private struct Shared {
    var open: [Int: Part] = [:]
    var isBegun: [Bool]
    var counts: [Count]
    var failure: QuarantineError?
    var isBroken = false
  }

  /// A part that is being written.
  private final class Part: @unchecked Sendable {
    let turnstile = Turnstile()
    // Only touched by the thread that has its turn.
    var before: Before
    init(_ before: Before) { self.before = before }
  }

  struct Count {
    var accepted = 0
    var rejected = 0
  }

  /// Where the last bytes of a part went: what follows a record without being one goes where the record went.
  private enum Before {
    /// Nowhere: a header stands in both files.
    case anyRecord
    case side(QuarantineStream)
  }

  init(_ plan: QuarantinePlan, paths: [String], sink: any QuarantineSink) {
    self.plan = plan
    self.paths = paths
    self.sink = sink
    shared = Lock(
      Shared(
        isBegun: Array(repeating: false, count: paths.count),
        counts: Array(repeating: Count(), count: paths.count)))
    attempt { sink throws(QuarantineError) in try sink.begin(parts: paths) }
  }

  var counts: [Count] { shared.withLock { $0.counts } }
  var failure: QuarantineError? { shared.withLock { $0.failure } }

  /// Takes a chunk when all chunks before it in its part have been taken. `bytes`: of the chunk, as they came.
  func take(_ chunk: ChunkBytes, _ piece: QuarantinePiece, of bytes: Lane<UInt8>, reasons: [UInt8]) {
    guard let part = part(chunk.file), part.turnstile.wait(for: chunk.index) else { return }
    if chunk.index == 0 { begin(chunk.file) }
    attempt { sink throws(QuarantineError) in
      try writeLead(piece.head, part.before, chunk.file, sink)
      if let (stream, range) = piece.long { try write(bytes, range, to: stream, part: chunk.file, sink) }
      if !piece.accepted.isEmpty { try sink.write(piece.accepted, to: .accepted, part: chunk.file) }
      if !piece.rejected.isEmpty { try sink.write(piece.rejected, to: .rejected, part: chunk.file) }
      if !reasons.isEmpty { try sink.write(reasons, to: .reasons, part: chunk.file) }
      if let last = piece.lastSide { part.before = .side(last) }
      try writeLead(piece.tail, part.before, chunk.file, sink)
      if chunk.isLastOfFile { try sink.endPart(chunk.file) }
    }
    shared.withLock { shared in
      shared.counts[chunk.file].accepted += piece.acceptedRecords
      shared.counts[chunk.file].rejected += piece.rejectedRecords
      if chunk.isLastOfFile { shared.open[chunk.file] = nil }
    }
    part.turnstile.pass()
  }

  /// Lets nobody wait any longer: some chunk will never come.
  func breakOff() {
    let parts = shared.withLock { shared in
      shared.isBroken = true
      return Array(shared.open.values)
    }
    for part in parts { part.turnstile.breakOff() }
  }

  /// Called once, when every chunk was taken; nil where the sink has failed.
  func finish() -> QuarantinePlace? {
    for part in paths.indices where !shared.withLock({ $0.isBegun[part] }) {
      begin(part)
      attempt { sink throws(QuarantineError) in try sink.endPart(part) }
    }
    var place: QuarantinePlace?
    attempt { sink throws(QuarantineError) in place = try sink.finish() }
    if failure != nil { sink.abandon() }
    return place
  }

  /// Called in place of `finish`, where the input could not be read to its end.
  func abandon() { sink.abandon() }

  /// nil where the reading has failed.
  private func part(_ index: Int) -> Part? {
    shared.withLock { shared in
      if shared.isBroken { return nil }
      if let part = shared.open[index] { return part }
      let part = Part(plan.parts[index].isReadable ? .anyRecord : .side(.rejected))
      shared.open[index] = part
      return part
    }
  }

  private func begin(_ part: Int) {
    shared.withLock { $0.isBegun[part] = true }
    attempt { sink throws(QuarantineError) in
      try sink.beginPart(part)
      let faults = plan.parts[part].faults
      if faults.isEmpty { return }
      try sink.write(QuarantineReasons.line(ofPart: paths[part], faults), to: .reasons, part: part)
    }
  }

  private static let stretchBytes = 1 << 18

  /// Writes many bytes, a stretch at a time.
  private func write(
    _ bytes: Lane<UInt8>, _ range: Range<Int>, to stream: QuarantineStream, part: Int, _ sink: any QuarantineSink
  ) throws(QuarantineError) {
    var stretch: [UInt8] = []
    for start in Swift.stride(from: range.lowerBound, to: range.upperBound, by: Self.stretchBytes) {
      stretch.removeAll(keepingCapacity: true)
      bytes.append(start..<min(start + Self.stretchBytes, range.upperBound), to: &stretch)
      try sink.write(stretch, to: stream, part: part)
    }
  }

  private func writeLead(
    _ bytes: [UInt8], _ before: Before, _ part: Int, _ sink: any QuarantineSink
  ) throws(QuarantineError) {
    if bytes.isEmpty { return }
    switch before {
    case .side(let stream): try sink.write(bytes, to: stream, part: part)
    case .anyRecord:
      try sink.write(bytes, to: .accepted, part: part)
      try sink.write(bytes, to: .rejected, part: part)
    }
  }

  /// Does nothing any more once something has failed.
  private func attempt(_ body: (any QuarantineSink) throws(QuarantineError) -> Void) {
    if failure != nil { return }
    do throws(QuarantineError) {
      try body(sink)
    } catch {
      shared.withLock { $0.failure = $0.failure ?? error }
    }
  }
}
