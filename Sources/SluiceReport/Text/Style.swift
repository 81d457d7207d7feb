/// Colours of a text report; the plain style adds no byte.
package struct Style: Sendable {
  private let isColored: Bool

  package static let plain = Style(isColored: false)
  /// ANSI escapes of the sixteen basic colours, which every terminal theme keeps readable.
  package static let ansi = Style(isColored: true)

  func good(_ text: String) -> String { paint(text, "32") }
  func bad(_ text: String) -> String { paint(text, "1;31") }
  func doubtful(_ text: String) -> String { paint(text, "33") }
  func faint(_ text: String) -> String { paint(text, "2") }
  package func strong(_ text: String) -> String { paint(text, "1") }

  private func paint(_ text: String, _ code: String) -> String {
    isColored ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
