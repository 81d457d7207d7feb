internal import Glibc

/// Runs one body on a number of threads and waits for all of them.
enum Workers {
  private final class Job {
    let body: @Sendable (Int) -> Void
    let index: Int
    init(_ body: @escaping @Sendable (Int) -> Void, _ index: Int) {
      self.body = body
      self.index = index
    }
  }

  /// Calls `body` once for each index below `count`, index 0 on the calling thread.
  ///
  /// Where the system refuses a thread, the caller does that share itself afterwards.
  static func run(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) {
    var threads: [pthread_t] = []
    var refused: [Int] = []
    for index in 1..<max(1, count) {
      var thread = pthread_t()
      // SAFETY: the job is retained for the thread, which takes over that reference and releases it.
      let job = unsafe Unmanaged.passRetained(Job(body, index))
      let status = unsafe pthread_create(
        &thread, nil,
        { context in
          guard let context = unsafe context else { return nil }
          let job = unsafe Unmanaged<Job>.fromOpaque(context).takeRetainedValue()
          job.body(job.index)
          return nil
        }, job.toOpaque())
      if status == 0 {
        threads.append(thread)
      } else {
        unsafe job.release()
        refused.append(index)
      }
    }
    body(0)
    for index in refused { body(index) }
    for thread in threads { _ = pthread_join(thread, nil) }
  }
}
