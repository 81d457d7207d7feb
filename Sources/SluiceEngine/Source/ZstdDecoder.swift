internal import CZstd

/// Decompresses zstd: every frame of a file, with the checksums of those that have one; frames to be skipped are.
///
/// Memory: the window that a frame asks for, at most `windowLimit`, and some 300 KB.
@safe final class ZstdDecoder: ContentDecoder {
  /// 32 MiB: what levels up to 20 ask for. Whoever compressed with more has to be asked for that much memory too.
  static let windowLimit = 1 << 25

  // SAFETY: made once and freed in `deinit`; nil only where there is no memory, which the first read tells.
  private let context: OpaquePointer?
  private var isInside = true

  init() {
    unsafe context = ZSTD_createDCtx()
    _ = unsafe ZSTD_DCtx_setParameter(context, ZSTD_d_windowLogMax, Int32(Self.windowLimit.trailingZeroBitCount))
  }

  deinit { _ = unsafe ZSTD_freeDCtx(context) }

  func read(
    into target: UnsafeMutablePointer<UInt8>, upTo count: Int, from input: CompressedInput
  ) throws(SourceError) -> Int {
    var out = unsafe ZSTD_outBuffer(dst: target, size: count, pos: 0)
    while unsafe out.pos < count {
      try input.refill()
      if input.isAtEnd && !isInside { break }
      let before = unsafe out.pos
      var source = unsafe ZSTD_inBuffer(src: input.pointer, size: input.count, pos: 0)
      let status = unsafe ZSTD_decompressStream(context, &out, &source)
      let taken = unsafe source.pos
      input.drop(taken)
      if ZSTD_isError(status) != 0 { throw input.error(Self.corruption(status)) }
      isInside = status != 0
      if unsafe isInside && input.isAtEnd && taken == 0 && out.pos == before { throw input.error(.truncated) }
    }
    return unsafe out.pos
  }

  private static func corruption(_ status: Int) -> Compression.Corruption {
    switch ZSTD_getErrorCode(status) {
    case ZSTD_error_checksum_wrong: .checksum
    case ZSTD_error_frameParameter_windowTooLarge: .window(limit: windowLimit)
    // Behind a frame another must begin.
    case ZSTD_error_prefix_unknown: .trailingGarbage
    default: .invalid(unsafe ZSTD_getErrorName(status).map { unsafe String(cString: $0).lowercased() })
    }
  }
}
