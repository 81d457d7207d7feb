/// Sorts many integers: from the lowest eleven bits up, in time that grows as their number does.
enum RadixSort {
  private static let bits: UInt64 = 11
  private static let buckets = 1 << 11

  static func sort(_ values: inout [Int64]) {
    if values.count < 256 { return values.sort() }
    var (from, to) = (values, [Int64](repeating: 0, count: values.count))
    var counts = [Int](repeating: 0, count: buckets)
    for pass in 0..<6 {
      let shift = UInt64(pass) * bits
      for index in counts.indices { counts[index] = 0 }
      for value in from { counts[digit(value, shift)] &+= 1 }
      // Where all agree, nothing moves.
      if counts[digit(from[0], shift)] == from.count { continue }
      var start = 0
      for index in counts.indices {
        let count = counts[index]
        counts[index] = start
        start &+= count
      }
      for value in from {
        let digit = digit(value, shift)
        to[counts[digit]] = value
        counts[digit] &+= 1
      }
      swap(&from, &to)
    }
    values = from
  }

  /// The sign flipped, so that negative numbers come first.
  @inline(__always)
  private static func digit(_ value: Int64, _ shift: UInt64) -> Int {
    Int(truncatingIfNeeded: ((UInt64(bitPattern: value) ^ 1 << 63) &>> shift) & UInt64(buckets &- 1))
  }
}
