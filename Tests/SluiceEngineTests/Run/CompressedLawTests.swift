import SluiceContract
import Testing

@testable import SluiceEngine

/// How a batch is compressed, and how many threads read it in which pieces, changes nothing that is found.
struct CompressedLawTests {
  static let options = [1, 2, 3, 8].flatMap { threads in
    [1, 7, 64, 256 * 1024].map { (threads, $0) }
  }

  @Test(arguments: SplitLawTests.batches)
  func `plain, gzip and zstd give one result`(batch: SplitLawTests.Nasty) throws {
    let contract = try Batches.contract(SplitLawTests.contract)
    let plain = try Self.validate(contract, batch.files, RunOptions(threads: 1, samples: 3))
    var members = batch.files
    for index in members.indices {
      let half = members[index].count / 2
      members[index] =
        Compressed.gzip(Array(batch.files[index].prefix(half)))
        + Compressed.gzip(Array(batch.files[index].dropFirst(half)))
    }
    let mixed = batch.files.enumerated().map { $0.offset % 2 == 0 ? Compressed.gzip($0.element) : $0.element }
    for (name, files) in [("gzip", members), ("zstd", batch.files.map { Compressed.zstd($0) }), ("mixed", mixed)] {
      for (threads, chunkBytes) in Self.options {
        let found = try Self.validate(
          contract, files, RunOptions(threads: threads, chunkBytes: chunkBytes, samples: 3))
        if plain == found { continue }
        Issue.record(
          "\(name), \(threads) threads, chunks of \(chunkBytes):\n\(SplitLawTests.difference(plain, found))")
        return
      }
    }
  }

  /// Everything but the sizes of files.
  static func validate(_ contract: Contract, _ files: [[UInt8]], _ options: RunOptions) throws -> String {
    var result = try Batches.validate(contract, files, options: options)
    for index in result.files.indices { result.files[index].bytes = 0 }
    return result.dump
  }
}
