internal import Glibc

/// A value that threads wait for: one at a time may touch it, and whoever changes it wakes those who wait.
///
/// A mutex with its condition variable, in the thread library's own, which the thread sanitizer understands
/// (decision 0016). Complexity: a waiting thread sleeps; a change costs one uncontended lock and a wake-up.
@safe final class Monitor<Value: Sendable>: @unchecked Sendable {
  // SAFETY: the pointers are allocated once, initialised before use and freed in `deinit`; `value` is only touched
  // while the mutex is held, which is why the class is Sendable.
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

  /// The value as it is now.
  var current: Value {
    unsafe pthread_mutex_lock(mutex)
    defer { unsafe _ = pthread_mutex_unlock(mutex) }
    return value
  }

  /// Changes the value and wakes everybody who waits.
  func change(_ body: (inout Value) -> Void) {
    unsafe pthread_mutex_lock(mutex)
    body(&value)
    unsafe pthread_mutex_unlock(mutex)
    unsafe pthread_cond_broadcast(changed)
  }

  /// Sleeps until the condition holds, then touches the value before anybody else can.
  func wait<Result>(until condition: (Value) -> Bool, then body: (inout Value) -> Result) -> Result {
    unsafe pthread_mutex_lock(mutex)
    defer { unsafe _ = pthread_mutex_unlock(mutex) }
    while !condition(value) { unsafe pthread_cond_wait(changed, mutex) }
    return body(&value)
  }
}
