import CISAL
import CZstd

@testable import SluiceEngine

/// Compressed data as tests make it.
enum Compressed {
  /// One member.
  static func gzip(_ content: [UInt8]) -> [UInt8] {
    var (content, output) = (content, [UInt8](repeating: 0, count: content.count * 2 + 400_000))
    var stream = isal_zstream()
    isal_deflate_stateless_init(&stream)
    stream.gzip_flag = UInt16(IGZIP_GZIP)
    stream.end_of_stream = 1
    let (inputCount, outputCount) = (UInt32(content.count), UInt32(output.count))
    let made = content.withUnsafeMutableBufferPointer { input in
      output.withUnsafeMutableBufferPointer { output in
        stream.next_in = input.baseAddress
        stream.avail_in = inputCount
        stream.next_out = output.baseAddress
        stream.avail_out = outputCount
        precondition(isal_deflate_stateless(&stream) == COMP_OK)
        return Int(stream.total_out)
      }
    }
    return Array(output.prefix(made))
  }

  /// One frame, with a checksum.
  static func zstd(_ content: [UInt8], windowLog: Int32? = nil) -> [UInt8] {
    let context = ZSTD_createCCtx()
    defer { ZSTD_freeCCtx(context) }
    ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1)
    if let windowLog {
      ZSTD_CCtx_setParameter(context, ZSTD_c_windowLog, windowLog)
      ZSTD_CCtx_setParameter(context, ZSTD_c_contentSizeFlag, 0)
    }
    var output = [UInt8](repeating: 0, count: ZSTD_compressBound(content.count) + 64)
    if windowLog != nil {
      // In a stream, whose end nobody knows, the window is what was asked for.
      let made = content.withUnsafeBytes { input in
        output.withUnsafeMutableBytes { output in
          var source = ZSTD_inBuffer(src: input.baseAddress, size: input.count, pos: 0)
          var target = ZSTD_outBuffer(dst: output.baseAddress, size: output.count, pos: 0)
          _ = ZSTD_compressStream2(context, &target, &source, ZSTD_e_continue)
          precondition(ZSTD_compressStream2(context, &target, &source, ZSTD_e_end) == 0)
          return target.pos
        }
      }
      return Array(output.prefix(made))
    }
    let made = ZSTD_compress2(context, &output, output.count, content, content.count)
    precondition(ZSTD_isError(made) == 0)
    return Array(output.prefix(made))
  }

  /// A frame that decoders skip.
  static func skippable(_ content: [UInt8]) -> [UInt8] {
    let length = (0..<4).map { UInt8(truncatingIfNeeded: content.count >> (8 * $0)) }
    return [0x5A, 0x2A, 0x4D, 0x18] as [UInt8] + length + content
  }

  /// What a file holds, read in stretches.
  static func content(_ path: String, bytes: Int, inStretchesOf count: Int) throws -> [UInt8] {
    let reader = ContentReader(try InputFile(BatchFile(path: path, bytes: bytes)))
    let storage = LaneStorage<UInt8>(repeating: 0, count: count)
    var content: [UInt8] = []
    while !reader.isAtEnd {
      let got = try reader.read(into: storage.lane.base, upTo: count)
      storage.lane.append(0..<got, to: &content)
    }
    return content
  }
}
