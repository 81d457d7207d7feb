internal import Glibc

/// The time of day, for whoever takes "now" where no other time was given.
package enum SystemClock {
  /// Milliseconds since 1970-01-01T00:00:00Z, leap seconds not counted.
  package static func milliseconds() -> Int {
    var time = timespec()
    unsafe clock_gettime(CLOCK_REALTIME, &time)
    return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
  }
}
