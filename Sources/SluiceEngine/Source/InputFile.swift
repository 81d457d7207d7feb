internal import Glibc

/// An input file that is open for reading; closed when the last chunk that needs it lets go.
///
/// Inputs are read with `pread`, never mapped: a file truncated under the reader is an error, not a SIGBUS. What comes
/// through a pipe is read by way of its spool, so that any byte that came can be read again.
final class InputFile: Sendable {
  let path: String
  let compression: Compression?
  let encoding: TextEncoding?
  /// Of a file on disk.
  let stamp: FileStamp?
  private let listedBytes: Int
  private let descriptor: Int32
  private let spool: Spool?

  /// `looksInside`: false where the caller reads all of it and looks himself whether it is compressed.
  init(_ file: BatchFile, looksInside: Bool = true) throws(SourceError) {
    path = file.path
    encoding = file.encoding
    spool = file.spool
    if let spool = file.spool {
      descriptor = -1
      stamp = nil
      listedBytes = 0
      compression = try unsafe Self.compression { target throws(SourceError) in
        try unsafe spool.read(into: target, offset: 0, upTo: Compression.magicBytes)
      }
      return
    }
    let descriptor = file.open()
    guard descriptor >= 0 else { throw SourceError(.cannotOpen, path: file.path, errno: errno) }
    do throws(SourceError) {
      let stamp = try FileStamp(of: descriptor, path: file.path)
      guard stamp.bytes == file.bytes, file.stamp ?? stamp == stamp else {
        throw SourceError(.changedWhileReading, path: file.path)
      }
      self.stamp = stamp
      listedBytes = stamp.bytes
      compression =
        if looksInside {
          try unsafe Self.compression { target throws(SourceError) in
            try unsafe Self.read(
              descriptor, into: target, offset: 0, upTo: min(stamp.bytes, Compression.magicBytes), path: file.path)
          }
        } else { nil }
    } catch {
      close(descriptor)
      throw error
    }
    self.descriptor = descriptor
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Of the file as it lies there; of a pipe, what has come so far.
  var bytes: Int { spool?.bytes ?? listedBytes }

  /// Whether what the file holds can only be had from its beginning on.
  var isStream: Bool { compression != nil || encoding != nil || !(spool?.isComplete ?? true) }

  /// Fills `count` bytes at `target` from `offset` on; fewer is an error, since the size is known.
  func read(into target: UnsafeMutablePointer<UInt8>, offset: Int, count: Int) throws(SourceError) {
    let got = try unsafe readSome(into: target, offset: offset, upTo: count)
    if got < count { throw SourceError(.changedWhileReading, path: path) }
  }

  /// Fills `count` bytes at `target` from `offset` on; fewer, at the end.
  func readSome(into target: UnsafeMutablePointer<UInt8>, offset: Int, upTo count: Int) throws(SourceError) -> Int {
    if let spool { return try unsafe spool.read(into: target, offset: offset, upTo: count) }
    let wanted = min(count, listedBytes - offset)
    let got = try unsafe Self.read(descriptor, into: target, offset: offset, upTo: wanted, path: path)
    if got < wanted { throw SourceError(.changedWhileReading, path: path) }
    return got
  }

  /// Tells the system that the file is read from its beginning to its end.
  func readAhead() {
    if descriptor >= 0 { _ = posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL) }
  }

  /// Throws where the file is no longer what it was when it was opened.
  func checkUnchanged() throws(SourceError) {
    guard let stamp else { return }
    if try FileStamp(of: descriptor, path: path) != stamp { throw SourceError(.changedWhileReading, path: path) }
  }

  private static func read(
    _ descriptor: Int32, into target: UnsafeMutablePointer<UInt8>, offset: Int, upTo count: Int, path: String
  ) throws(SourceError) -> Int {
    var done = 0
    while done < count {
      let got = unsafe pread(descriptor, target + done, count - done, off_t(offset + done))
      if got > 0 {
        done += got
      } else if got == 0 {
        break
      } else if errno != EINTR {
        throw SourceError(.cannotRead, path: path, errno: errno)
      }
    }
    return done
  }

  private static func compression(
    _ read: (UnsafeMutablePointer<UInt8>) throws(SourceError) -> Int
  ) throws(SourceError) -> Compression? {
    // SAFETY: four bytes of a word, of which no more are written.
    var word: UInt32 = 0
    var count = 0
    var failure: SourceError?
    unsafe withUnsafeMutableBytes(of: &word) { bytes in
      guard let base = bytes.baseAddress else { return }
      do throws(SourceError) {
        count = try unsafe read(base.assumingMemoryBound(to: UInt8.self))
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    return Compression((0..<count).map { UInt8(truncatingIfNeeded: UInt32(littleEndian: word) >> UInt32(8 * $0)) })
  }
}
