/// How large a contract file may be before reading it is refused.
///
/// A contract is written by people; the largest official example has 11,521 nodes. The limits stop alias
/// bombs and deep nesting (libyaml is quadratic in depth) before they cost time or memory. Each is named in
/// its error.
package struct ReadLimits: Sendable {
  /// Size of the file in bytes.
  package var bytes: Int
  /// Nesting of collections, after aliases are expanded.
  package var depth: Int
  /// Scalars and collections, after aliases are expanded.
  package var nodes: Int

  package init(bytes: Int, depth: Int, nodes: Int) {
    self.bytes = bytes
    self.depth = depth
    self.nodes = nodes
  }

  /// 4 MiB, 64 levels, 200,000 nodes.
  package static let standard = ReadLimits(bytes: 4 << 20, depth: 64, nodes: 200_000)
}
