extension Unicode.Scalar {
  /// Whether a terminal, an editor or a build log would do what it says instead of showing it: controls, what turns
  /// or joins text (bidirectional, zero-width and other format characters), line and paragraph separators.
  package var isObeyed: Bool {
    if value >= 0x20 && value < 0x7F { return false }
    return switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: true
    default: false
    }
  }
}
