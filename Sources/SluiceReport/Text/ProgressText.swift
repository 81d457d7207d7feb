/// The line that tells on a terminal how far a run is.
package enum ProgressText {
  /// `512.0 MB of 1.0 GB · 4,250,000 rows · 0.9 GB/s · 1 s left`, without the parts that the width has no room for.
  ///
  /// - Parameters:
  ///   - total: nil where nobody knows, as of a pipe.
  ///   - seconds: since the run began; the rate is the one of the run so far.
  package static func line(bytes: Int, total: Int?, rows: Int, seconds: Double, width: Int) -> String {
    let of = total.map { " of \(Quantity.bytes($0))" } ?? ""
    var parts = [Quantity.bytes(bytes) + of, Quantity.count(rows, "row")]
    if bytes > 0 && seconds > 0 {
      parts.append(Quantity.rate(bytes: bytes, seconds: seconds))
      if let total {
        let left = Double(max(0, total - bytes)) / Double(bytes) * seconds
        parts.append(bytes < total ? duration(left) + " left" : "finishing")
      }
    }
    while parts.count > 1 && self.width(of: parts) > width { parts.removeLast() }
    return self.width(of: parts) > width ? "" : parts.joined(separator: " · ")
  }

  private static func width(of parts: [String]) -> Int {
    parts.reduce(-3) { $0 + 3 + $1.unicodeScalars.count }
  }

  /// Rounded up: nobody is glad of a run that takes longer than was said.
  private static func duration(_ seconds: Double) -> String {
    if seconds <= 120 { return "\(Int(seconds.rounded(.up))) s" }
    let minutes = (seconds / 60).rounded(.up)
    return minutes <= 120 ? "\(Int(minutes)) min" : Quantity.count(Int((min(minutes, 1e9) / 60).rounded(.up))) + " h"
  }
}
