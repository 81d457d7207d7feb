internal import Glibc

/// Lets workers pass one at a time in the order of their chunks.
///
/// Complexity: a waiting worker sleeps; passing costs two uncontended locks.
@safe final class Turnstile: @unchecked Sendable {
  // SAFETY: the pointers are allocated once, initialised before use and freed in `deinit`; `turn` and `isBroken`
  // are only touched while the mutex is held, which is why the class is Sendable.
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private let moved: UnsafeMutablePointer<pthread_cond_t>
  private var turn = 0
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

  /// Waits for the turn of `ordinal`; false where a worker failed and nobody's turn will come.
  func wait(for ordinal: Int) -> Bool {
    unsafe pthread_mutex_lock(mutex)
    defer { unsafe _ = pthread_mutex_unlock(mutex) }
    while turn != ordinal && !isBroken { unsafe pthread_cond_wait(moved, mutex) }
    return !isBroken
  }

  /// Gives the turn to the next ordinal.
  func pass() {
    unsafe pthread_mutex_lock(mutex)
    turn += 1
    unsafe pthread_mutex_unlock(mutex)
    unsafe pthread_cond_broadcast(moved)
  }

  /// Wakes everybody with "no": the run has failed.
  func breakOff() {
    unsafe pthread_mutex_lock(mutex)
    isBroken = true
    unsafe pthread_mutex_unlock(mutex)
    unsafe pthread_cond_broadcast(moved)
  }
}
