/// The versions of the standard that differ in what they allow.
package enum StandardVersion: Int, Sendable, Comparable {
  /// v3.0.0 … v3.0.2: read by the grammar of v3.1.0, and boolean `exclusive*` are understood.
  case v3_0
  case v3_1
  case v3_2

  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

  /// The latest `apiVersion` of this line.
  package var name: String {
    switch self {
    case .v3_0: "v3.0.2"
    case .v3_1: "v3.1.0"
    case .v3_2: "v3.2.0"
    }
  }
}
