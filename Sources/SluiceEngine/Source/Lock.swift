internal import Glibc

/// A value that one thread at a time may touch, by a lock that the thread sanitizer understands.
///
/// `Synchronization.Mutex` sleeps on a futex of its own, which the sanitizer does not know: it reports every access
/// under it (decision 0016). The locks here are taken once per chunk or pass, so what they cost is nothing.
@safe package final class Lock<Value: Sendable>: @unchecked Sendable {
  // SAFETY: the pointer is allocated once, initialised before use and freed in `deinit`; `value` is only touched
  // while the mutex is held, which is why the class is Sendable.
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private var value: Value

  package init(_ value: Value) {
    self.value = value
    unsafe mutex = .allocate(capacity: 1)
    unsafe pthread_mutex_init(mutex, nil)
  }

  deinit {
    unsafe pthread_mutex_destroy(mutex)
    unsafe mutex.deallocate()
  }

  package func withLock<Result, Failure: Error>(
    _ body: (inout Value) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    unsafe pthread_mutex_lock(mutex)
    defer { unsafe _ = pthread_mutex_unlock(mutex) }
    return try body(&value)
  }

  /// nil where another thread holds the lock.
  package func withLockIfAvailable<Result, Failure: Error>(
    _ body: (inout Value) throws(Failure) -> Result
  ) throws(Failure) -> Result? {
    guard unsafe pthread_mutex_trylock(mutex) == 0 else { return nil }
    defer { unsafe _ = pthread_mutex_unlock(mutex) }
    return try body(&value)
  }
}
