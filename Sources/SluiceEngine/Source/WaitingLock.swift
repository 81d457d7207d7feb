internal import Glibc

/// A value that one thread at a time may touch, and on whose state threads wait.
///
/// Unlike `Lock` it takes values that are not Sendable: what they refer to must only be touched by whoever got it under
/// the lock.
@safe final class WaitingLock<Value>: @unchecked Sendable {
  // SAFETY: the pointers are allocated once, initialised before use and freed in `deinit`; `value` is only touched while
  // the mutex is held, which is why the class is Sendable.
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private let changed: UnsafeMutablePointer<pthread_cond_t>
  private var value: Value

  init(_ value: Value) {
    self.value = value
    unsafe mutex = .allocate(capacity: 1)
    unsafe changed = .allocate(capacity: 1)
    unsafe pthread_mutex_init(mutex, nil)
    unsafe pthread_cond_init(changed, nil)
  }

  deinit {
    unsafe pthread_cond_destroy(changed)
    unsafe pthread_mutex_destroy(mutex)
    unsafe changed.deallocate()
    unsafe mutex.deallocate()
  }

  /// Sleeps until `isReady` holds; it is asked anew whenever somebody calls `wake`.
  func withLock<Result>(
    when isReady: (inout Value) -> Bool = { _ in true }, _ body: (inout Value) -> Result
  ) -> Result {
    unsafe pthread_mutex_lock(mutex)
    defer { unsafe _ = pthread_mutex_unlock(mutex) }
    while !isReady(&value) { unsafe pthread_cond_wait(changed, mutex) }
    return body(&value)
  }

  /// Lets all who wait look again.
  func wake() { unsafe pthread_cond_broadcast(changed) }
}
