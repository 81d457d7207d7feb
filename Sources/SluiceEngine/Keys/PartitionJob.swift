internal import Synchronization

/// What a thread does with whole partitions, one after the other.
protocol PartitionWorker: AnyObject, SendableMetatype {
  associatedtype Entry: BitwiseCopyable & Sendable

  /// Takes in a partition; false where its distinct keys need more memory than the thread has, and nothing was taken.
  ///
  /// `level`: how often the partition was split; at `KeyHash.lastLevel` it cannot be any further, and must be taken.
  func work(on runs: PartitionRuns<Entry>, partition: Int, level: Int) throws(ScratchError) -> Bool

  /// Appends all entries to the partitions of `store` that their keys have at `level`.
  func split(
    _ runs: PartitionRuns<Entry>, into store: PartitionStore<Entry>, level: Int
  ) throws(ScratchError)
}

/// Works through all partitions of what several workers stored, in parallel.
///
/// How it works: threads take the next partition. One that does not fit is split by the next eight bits into a scratch
/// file of its own and worked on piece by piece; equal keys always fit, since they need memory once.
enum PartitionJob {
  /// One of `workers` for each thread. Throws the first error; all threads stop then.
  static func run<Worker: PartitionWorker>(
    _ stores: [PartitionStore<Worker.Entry>], workers: [Worker], budget: KeyBudget
  ) throws(ScratchError) {
    let shared = Shared()
    let quota = budget.counting(threads: workers.count)
    let boxes = Boxes(workers: workers, stores: stores)
    Workers.run(workers.count) { thread in
      let piece = Piece(worker: boxes.workers[thread], quota: quota, directory: budget.directory)
      while let partition = shared.next(below: PartitionStore<Worker.Entry>.partitions) {
        do throws(ScratchError) {
          try piece.work(on: PartitionRuns(boxes.stores, partition: partition), partition, level: 0)
        } catch {
          shared.fail(error)
        }
      }
    }
    if let failure = shared.failure.withLock({ $0 }) { throw failure }
  }

  private final class Shared: Sendable {
    private let partition = Atomic<Int>(0)
    let failure = Lock<ScratchError?>(nil)

    func next(below count: Int) -> Int? {
      let next = partition.add(1, ordering: .relaxed).oldValue
      return next < count ? next : nil
    }

    func fail(_ error: ScratchError) {
      failure.withLock { $0 = $0 ?? error }
      partition.store(1 << 32, ordering: .relaxed)
    }
  }

  /// Lets each thread have its own worker; no two threads touch the same one.
  private struct Boxes<Worker: PartitionWorker>: @unchecked Sendable {
    let workers: [Worker]
    let stores: [PartitionStore<Worker.Entry>]
  }

  /// A partition, or a part of one.
  private struct Piece<Worker: PartitionWorker> {
    let worker: Worker
    let quota: Int
    let directory: String

    func work(
      on runs: PartitionRuns<Worker.Entry>, _ partition: Int, level: Int
    ) throws(ScratchError) {
      if runs.streams.isEmpty { return }
      if try worker.work(on: runs, partition: partition, level: level) { return }
      let store = try split(runs, level: level + 1)
      for part in 0..<PartitionStore<Worker.Entry>.partitions {
        try work(on: PartitionRuns([store], partition: part), partition, level: level + 1)
      }
    }

    /// All of it on disk, so that the memory is the next table's.
    private func split(
      _ runs: PartitionRuns<Worker.Entry>, level: Int
    ) throws(ScratchError) -> PartitionStore<Worker.Entry> {
      let memory = KeyMemory(quota: quota)
      let store = PartitionStore<Worker.Entry>(memory, Scratch(in: directory, for: "keys"))
      try worker.split(runs, into: store, level: level)
      try store.spill()
      memory.trim()
      return store
    }
  }
}
