internal import CISAL

/// Inflates gzip: every member of a file, the checksum and the length of each.
///
/// How it works: ISA-L reads the trailer too, and holds both sums against what it inflated; headers are ours (`GzipHeader`).
/// Zeroes behind the last member are padding, as on tapes; anything else there is an error.
/// Memory: some 90 KB, with the 32 KiB that a member may refer back to.
@safe final class GzipDecoder: ContentDecoder {
  // SAFETY: allocated once and freed in `deinit`; ISA-L only touches what it points to during a call.
  private let state: UnsafeMutablePointer<inflate_state>
  private var members = 0
  private var isInside = false

  init() {
    unsafe state = .allocate(capacity: 1)
    unsafe isal_inflate_init(state)
  }

  deinit { unsafe state.deallocate() }

  func read(
    into target: UnsafeMutablePointer<UInt8>, upTo count: Int, from input: CompressedInput
  ) throws(SourceError) -> Int {
    var done = 0
    while done < count {
      if !isInside {
        guard try beginMember(input) else { break }
      }
      try input.refill()
      let (before, here) = (input.count, count - done)
      unsafe state.pointee.next_in = input.pointer
      unsafe state.pointee.avail_in = UInt32(before)
      unsafe state.pointee.next_out = target + done
      unsafe state.pointee.avail_out = UInt32(clamping: here)
      let status = unsafe isal_inflate(state)
      let taken = unsafe before - Int(state.pointee.avail_in)
      let made = unsafe Int(UInt32(clamping: here)) - Int(state.pointee.avail_out)
      input.drop(taken)
      done += made
      if let corruption = Self.corruption(status) { throw input.error(corruption) }
      if unsafe state.pointee.block_state == ISAL_BLOCK_FINISH {
        isInside = false
      } else if taken == 0 && made == 0 && input.isAtEnd {
        throw input.error(.truncated)
      }
    }
    return done
  }

  /// False at the end of the file.
  private func beginMember(_ input: CompressedInput) throws(SourceError) -> Bool {
    var isPadded = false
    try input.refill()
    while members > 0, input.first == 0 {
      isPadded = true
      input.drop(1)
      try input.refill()
    }
    if input.isAtEnd { return false }
    if members > 0 && (isPadded || input.first != 0x1F) { throw input.error(.trailingGarbage) }
    if members > 0 { unsafe isal_inflate_reset(state) }
    unsafe state.pointee.crc_flag = UInt32(ISAL_GZIP_NO_HDR_VER)
    try GzipHeader.skip(input)
    members += 1
    isInside = true
    return true
  }

  private static func corruption(_ status: Int32) -> Compression.Corruption? {
    switch status {
    case ISAL_DECOMP_OK, ISAL_END_INPUT, ISAL_OUT_OVERFLOW: nil
    case ISAL_INCORRECT_CHECKSUM: .checksum
    case ISAL_INVALID_BLOCK: .invalid("no such block")
    case ISAL_INVALID_SYMBOL: .invalid("no such symbol")
    case ISAL_INVALID_LOOKBACK: .invalid("a reference to what is not there")
    case ISAL_INVALID_WRAPPER, ISAL_UNSUPPORTED_METHOD: .invalid("no such header")
    default: .invalid(nil)
    }
  }
}
