internal import Glibc

/// Memory for bytes that are rarely many: few come from `malloc`, many from the system itself, to which they go back at
/// once and whole.
///
/// It begins at a page, as the pages of a file do that is read into it. The system copies with one instruction, and on
/// AMD's processors (Zen 3 and 4) that one falls to a fourth of its speed where the target lies a few bytes further into
/// its page than the source: 0.7 s a gigabyte in place of 0.18. `malloc` returns such addresses, 16 bytes behind the
/// beginning of a page, for all that is long. Source of the reason: glibc bug 30994, "REP MOVSB performance suffers from
/// page aliasing".
///
/// What is long is reserved and not taken: pages nobody wrote to cost nothing, so that a reserve, and bitmaps of which
/// only a stretch is used, are free. `malloc` would keep freed megabytes for later, and move them by copying.
@safe final class Pages {
  let base: UnsafeMutablePointer<UInt8>
  let count: Int

  /// Bytes from which the system is asked.
  static let long = 1 << 20

  private static let page = 4096

  var isLong: Bool { count >= Self.long }

  /// All zero.
  init(count: Int) {
    self.count = count
    if count < Self.long {
      var memory: UnsafeMutableRawPointer?
      guard unsafe posix_memalign(&memory, Self.page, max(1, count)) == 0, let memory = unsafe memory else {
        fatalError("out of memory")
      }
      unsafe base = memory.bindMemory(to: UInt8.self, capacity: count)
      unsafe base.initialize(repeating: 0, count: count)
      return
    }
    // SAFETY: private memory of nobody else; the system says where it is, or -1.
    let mapped = unsafe mmap(
      nil, count, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)
    guard let mapped = unsafe mapped, unsafe mapped != UnsafeMutableRawPointer(bitPattern: -1) else {
      fatalError("out of memory")
    }
    unsafe base = mapped.bindMemory(to: UInt8.self, capacity: count)
  }

  deinit {
    if isLong {
      _ = unsafe munmap(base, count)
    } else {
      unsafe free(base)
    }
  }

  /// Lets the system back what is long with large pages, where it has some: for what is looked up all over.
  func preferLargePages() {
    if isLong { _ = unsafe madvise(base, count, MADV_HUGEPAGE) }
  }

  /// The first bytes.
  func bytes(count: Int) -> Lane<UInt8> {
    assert(count >= 0 && count <= self.count)
    return unsafe Lane(base: base, count: count)
  }

  /// The same memory as words of eight bytes, from word `first` on.
  func words(from first: Int, count: Int) -> Lane<UInt64> {
    assert(first >= 0 && count >= 0 && (first + count) * 8 <= self.count)
    // SAFETY: both sources align to eight bytes at least, and the memory is read and written as words alone.
    let words = unsafe UnsafeMutableRawPointer(base).assumingMemoryBound(to: UInt64.self)
    return unsafe Lane(base: words + first, count: count)
  }
}
