internal import Glibc

/// Memory that `read` copies files into: it begins at a page, as the pages of the file do that it is copied from.
///
/// The system copies with one instruction, and on AMD's processors (Zen 3 and 4) that one falls to a fourth of its speed
/// where the target lies a few bytes further into its page than the source: 0.7 s a gigabyte in place of 0.18. `malloc`
/// returns such addresses, 16 bytes behind the beginning of a page, for all that is long. Source of the reason: glibc
/// bug 30994, "REP MOVSB performance suffers from page aliasing".
enum ReadMemory {
  private static let page = 4096

  /// Not initialised; to be freed by `free`, and may go through `realloc`.
  static func allocate(_ count: Int) -> UnsafeMutablePointer<UInt8> {
    var memory: UnsafeMutableRawPointer?
    // SAFETY: the memory is the caller's from here on; where there is none, nothing can be done.
    guard unsafe posix_memalign(&memory, page, count) == 0, let memory = unsafe memory else {
      fatalError("out of memory")
    }
    return unsafe memory.bindMemory(to: UInt8.self, capacity: count)
  }

  static func free(_ memory: UnsafeMutablePointer<UInt8>) { unsafe Glibc.free(memory) }
}
