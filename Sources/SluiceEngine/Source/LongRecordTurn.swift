internal import Glibc

/// Lets one file of a reading at a time have a record of many megabytes in memory.
///
/// How it works: a file that has the turn keeps it until the record is handed on; a file whose record grows long
/// waits for it. Whoever asks for work gets the next chunk of the file that has the turn before anything else
/// (`ChunkQueue.next`), so that it goes on, and nobody waits for ever.
@safe final class LongRecordTurn: @unchecked Sendable {
  // SAFETY: the pointers are allocated once, initialised before use and freed in `deinit`; the variables are only
  // touched while the mutex is held, which is why the class is Sendable.
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private let moved: UnsafeMutablePointer<pthread_cond_t>
  private var file: Int?
  private var isBroken = false

  init() {
    unsafe mutex = .allocate(capacity: 1)
    unsafe moved = .allocate(capacity: 1)
    unsafe pthread_mutex_init(mutex, nil)
    unsafe pthread_cond_init(moved, nil)
  }

  deinit {
    unsafe pthread_cond_destroy(moved)
    unsafe pthread_mutex_destroy(mutex)
    unsafe moved.deallocate()
    unsafe mutex.deallocate()
  }

  /// The file that has the turn.
  var holder: Int? {
    unsafe pthread_mutex_lock(mutex)
    defer { unsafe _ = pthread_mutex_unlock(mutex) }
    return file
  }

  /// Waits until no other file has the turn.
  func take(_ file: Int) {
    unsafe pthread_mutex_lock(mutex)
    defer { unsafe _ = pthread_mutex_unlock(mutex) }
    while let holder = self.file, holder != file, !isBroken { unsafe pthread_cond_wait(moved, mutex) }
    self.file = file
  }

  /// Gives the turn up, where the file has it.
  func pass(_ file: Int) {
    unsafe pthread_mutex_lock(mutex)
    if self.file == file { self.file = nil }
    unsafe pthread_mutex_unlock(mutex)
    unsafe pthread_cond_broadcast(moved)
  }

  /// Lets everybody go on: the run has failed, and files are given up that may have the turn.
  func breakOff() {
    unsafe pthread_mutex_lock(mutex)
    isBroken = true
    unsafe pthread_mutex_unlock(mutex)
    unsafe pthread_cond_broadcast(moved)
  }
}
