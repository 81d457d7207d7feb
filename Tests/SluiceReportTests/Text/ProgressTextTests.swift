import Testing

@testable import SluiceReport

@Suite struct ProgressTextTests {
  private func line(_ bytes: Int, _ rows: Int, _ seconds: Double, width: Int = 79) -> String {
    ProgressText.line(bytes: bytes, total: 1_020_000_000, rows: rows, seconds: seconds, width: width)
  }

  @Test(arguments: [
    (0, 0.0, "0 bytes of 1.0 GB · 0 rows"),
    (510_000_000, 0.55, "510.0 MB of 1.0 GB · 4,250,000 rows · 0.9 GB/s · 1 s left"),
    (1_020_000, 1.0, "1.0 MB of 1.0 GB · 8,500 rows · 1.0 MB/s · 17 min left"),
    (1020, 1.0, "1.0 kB of 1.0 GB · 8 rows · 1.0 kB/s · 278 h left"),
    (1_020_000_000, 1.1, "1.0 GB of 1.0 GB · 8,500,000 rows · 0.9 GB/s · finishing"),
  ]) func `a line tells bytes of all, rows, rate and what is left`(bytes: Int, seconds: Double, text: String) {
    #expect(line(bytes, bytes / 120, seconds) == text)
  }

  @Test func `a narrow terminal gets fewer parts and never a second line`() {
    let whole = line(510_000_000, 4_250_000, 0.55)
    for width in -1...80 {
      let shown = line(510_000_000, 4_250_000, 0.55, width: width)
      #expect(shown.unicodeScalars.count <= max(0, width) && whole.hasPrefix(shown))
    }
    #expect(line(510_000_000, 4_250_000, 0.55, width: 40) == "510.0 MB of 1.0 GB · 4,250,000 rows")
  }
}
