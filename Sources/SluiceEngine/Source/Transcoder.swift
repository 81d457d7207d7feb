internal import Glibc

/// Converts text to UTF-8 on its way from the file to the scan.
///
/// How it works: `iconv` converts as much as there is room for. A character that the input ends in the middle of waits
/// for the rest of it; one that the room ends in the middle of is converted to the side and given out in parts. A byte
/// that is no character is marked (`UndecodableByte`), and conversion goes on behind it.
/// Memory: one buffer of input.
@safe final class Transcoder {
  // SAFETY: opened once and closed in `deinit`; `iconv` only touches the ranges that it is given.
  private let converter: iconv_t
  private let unitBytes: Int
  private let input: LaneStorage<UInt8>
  private var start = 0
  private var end = 0
  private var isSourceAtEnd = false
  /// Converted already, and not given out yet.
  private var aside: [UInt8] = []

  /// More than any character takes.
  private static let room = 64

  /// nil where the system has no such converter, which `TextEncoding.named` tells earlier.
  init?(_ encoding: TextEncoding, bufferBytes: Int = 64 * 1024) {
    guard let converter = unsafe TextEncoding.open(encoding.name) else { return nil }
    unsafe self.converter = converter
    unitBytes = encoding.unitBytes
    input = LaneStorage(repeating: 0, count: max(Self.room, bufferBytes))
  }

  deinit { _ = unsafe iconv_close(converter) }

  /// Fills `count` bytes at `target`; fewer only at the end. `source` is asked for more bytes, and gives none at its end.
  func read(
    into target: UnsafeMutablePointer<UInt8>, upTo count: Int,
    from source: (UnsafeMutablePointer<UInt8>, Int) throws(SourceError) -> Int
  ) throws(SourceError) -> Int {
    var done = 0
    while done < count {
      if !aside.isEmpty {
        let here = min(aside.count, count - done)
        for index in 0..<here { unsafe target[done + index] = aside[index] }
        aside.removeFirst(here)
        done += here
      } else if start == end {
        guard try unsafe refill(source) else { break }
      } else if count - done < Self.room {
        try unsafe convertAside(source)
      } else {
        done += try unsafe convert(into: target + done, count - done, source)
      }
    }
    return done
  }

  private func convertAside(
    _ source: (UnsafeMutablePointer<UInt8>, Int) throws(SourceError) -> Int
  ) throws(SourceError) {
    let storage = LaneStorage<UInt8>(repeating: 0, count: Self.room)
    let made = try unsafe convert(into: storage.lane.base, Self.room, source)
    // What is no character stands behind what was converted before it.
    let marks = aside
    aside.removeAll()
    storage.lane.append(0..<made, to: &aside)
    aside += marks
  }

  /// Converts what there is room for; returns how many bytes that makes.
  private func convert(
    into target: UnsafeMutablePointer<UInt8>, _ count: Int,
    _ source: (UnsafeMutablePointer<UInt8>, Int) throws(SourceError) -> Int
  ) throws(SourceError) -> Int {
    let text = unsafe UnsafeMutableRawPointer(input.lane.base + start).assumingMemoryBound(to: CChar.self)
    var (from, rest): (UnsafeMutablePointer<CChar>?, Int) = unsafe (text, end - start)
    var to: UnsafeMutablePointer<CChar>? = unsafe UnsafeMutableRawPointer(target).assumingMemoryBound(to: CChar.self)
    var free = count
    let status = unsafe iconv(converter, &from, &rest, &to, &free)
    let code = errno
    start = end - rest
    let made = count - free
    if status != Int(bitPattern: UInt.max) { return made }
    switch code {
    case E2BIG: break
    case EINVAL: if try unsafe !refill(source) { mark(end - start) }
    default: mark(min(unitBytes, end - start))
    }
    return made
  }

  private func mark(_ count: Int) {
    for index in start..<start + count { aside += UndecodableByte.marker(input.lane[index]) }
    start += count
  }

  /// Reads more behind what is there; false at the end of the source.
  private func refill(
    _ source: (UnsafeMutablePointer<UInt8>, Int) throws(SourceError) -> Int
  ) throws(SourceError) -> Bool {
    if isSourceAtEnd { return false }
    let kept = end - start
    for index in 0..<kept { input.lane[index] = input.lane[start + index] }
    let got = try unsafe source(input.lane.base + kept, input.lane.count - kept)
    (start, end) = (0, kept + got)
    isSourceAtEnd = got == 0
    return got > 0
  }
}
