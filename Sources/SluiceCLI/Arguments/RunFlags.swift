internal import SluiceEngine

extension RunOptions {
  /// The meaning of `--threads` and `--samples`.
  init(_ typed: TypedArguments, problems: inout [String]) {
    self.init(
      threads: typed.number(.threads, in: 1...1024, problems: &problems),
      samples: typed.number(.samples, in: 0...100_000, problems: &problems) ?? 5)
  }
}
