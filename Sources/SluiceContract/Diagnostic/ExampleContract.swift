/// Small whole contracts for the examples of diagnostics and checks.
enum ExampleContract {
  /// The fundamentals that every contract needs.
  static func head(_ apiVersion: String = "v3.2.0") -> String {
    """
    apiVersion: \(apiVersion)
    kind: DataContract
    id: shop
    version: 1.0.0
    status: active

    """
  }

  /// The head and further lines at the root.
  static func root(_ lines: String, apiVersion: String = "v3.2.0") -> String {
    head(apiVersion) + lines + "\n"
  }

  /// One object `orders` with further lines of its own.
  static func object(_ lines: String, apiVersion: String = "v3.2.0") -> String {
    head(apiVersion) + "schema:\n  - name: orders\n" + indented(lines, by: 4)
  }

  /// One column `price` in `orders` with further lines of its own.
  static func column(_ lines: String, apiVersion: String = "v3.2.0") -> String {
    object("properties:\n  - name: price\n" + indented(lines, by: 4), apiVersion: apiVersion)
  }

  private static func indented(_ lines: String, by width: Int) -> String {
    let margin = String(repeating: " ", count: width)
    return lines.split(separator: "\n", omittingEmptySubsequences: true).map { "\(margin)\($0)\n" }.joined()
  }
}
