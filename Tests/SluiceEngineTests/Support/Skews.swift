import SluiceContract
import Testing

@testable import SluiceEngine

/// Two logs as tests write them, and what comparing them gives.
enum Skews {
  /// Runs with each log as one file, or as parts.
  static func run(
    _ train: [String], _ serve: [String], keys: [String] = ["id"], options: SkewOptions = SkewOptions(threads: 1),
    _ change: (inout SkewSpec) -> Void = { _ in }
  ) throws -> SkewResult {
    let logs = try Logs(train, serve)
    return try logs.run(keys: keys, options: options, change)
  }

  static func run(
    _ train: String, _ serve: String, keys: [String] = ["id"], options: SkewOptions = SkewOptions(threads: 1),
    _ change: (inout SkewSpec) -> Void = { _ in }
  ) throws -> SkewResult {
    try run([train], [serve], keys: keys, options: options, change)
  }

  /// Two logs in files that go away with them.
  final class Logs {
    private let folder: TemporaryFolder
    private let train: Batch
    private let serve: Batch

    init(_ train: [String], _ serve: [String]) throws {
      let folder = try TemporaryFolder()
      self.folder = folder
      self.train = try Batch(paths: train.enumerated().map { try folder.write("train-\($0.offset).csv", $0.element) })
      self.serve = try Batch(paths: serve.enumerated().map { try folder.write("serve-\($0.offset).csv", $0.element) })
    }

    func run(
      keys: [String] = ["id"], options: SkewOptions = SkewOptions(threads: 1),
      _ change: (inout SkewSpec) -> Void = { _ in }
    ) throws -> SkewResult {
      var spec = SkewSpec(
        train: SkewSpec.Side(batch: train, dialect: .standard), serve: SkewSpec.Side(batch: serve, dialect: .standard),
        keys: keys)
      change(&spec)
      return try Skew.run(spec, options: options)
    }
  }

  /// A column with a type.
  static func column(_ name: String, _ type: LogicalType) -> SkewColumn {
    SkewColumn(name: name, property: Property(name: name, logicalType: type))
  }
}

extension SkewResult {
  func feature(_ name: String) throws -> SkewFeature {
    try #require(features.first { $0.name == name }, "no feature \(name)")
  }

  /// All that was found out, but for timing.
  var dump: String {
    var copy = self
    copy.timing = Timing(seconds: 0, bytes: timing.bytes, threads: 0)
    return "\(copy)"
  }

  func has(_ kind: SkewFinding.Kind) -> Bool { findings.contains { $0.kind == kind } }
}

/// Keeps the lines of a diff.
final class DiffCollector: SkewDiffSink {
  private let bytes = Lock<[UInt8]>([])

  func write(_ bytes: [UInt8]) { self.bytes.withLock { $0 += bytes } }

  var text: String { String(decoding: bytes.withLock { $0 }, as: UTF8.self) }
}
