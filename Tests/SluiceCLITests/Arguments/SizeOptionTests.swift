import SluiceEngine
import Testing

@testable import SluiceCLI
@testable import SluiceReport

@Suite struct SizeOptionTests {
  @Test(arguments: [
    ("0", 0), ("4096", 4096), ("4096B", 4096), ("1K", 1024), ("1k", 1024), ("1KB", 1000), ("1kB", 1000),
    ("512M", 512 << 20), ("512MiB", 512 << 20), ("512mib", 512 << 20), ("512MB", 512_000_000), ("2G", 2 << 30),
    ("1.5GiB", 3 << 29), ("0.5K", 512), ("1.0005KB", 1000), ("3T", 3 << 40), ("9999999999", 9_999_999_999),
  ]) func `a size is a number and a unit`(text: String, bytes: Int) {
    #expect(SizeOption.bytes(text) == bytes)
  }

  @Test(arguments: [
    "", "M", "-1", "+1", "1.", ".5G", "1..5G", "1 G", "1X", "1GG", "1GiBB", "1iB", "GiB", "0x10", "1e9", "1Gb/s",
    "99999999999", "9999999999T", "١M", "1M\u{301}",
  ]) func `anything else is none`(text: String) {
    #expect(SizeOption.bytes(text) == nil)
  }

  @Test func `a flag with no size, or too small a one, is told with examples`() {
    for value in ["plenty", "1023K"] {
      var problems: [String] = []
      let typed = TypedArguments(["--memory", value], flags: ValidateCommand.flags)
      #expect(typed.size(.memory, atLeast: 1 << 20, problems: &problems) == nil)
      #expect(
        problems == ["--memory takes a size of at least 1M, such as 512M, 2G or 1.5GiB, not \"\(value)\""])
    }
  }

  @Test func `a directory for temporary files must be one that can be written to`() {
    for (path, problem) in [
      ("/nowhere", "--tmp-dir /nowhere: No such file or directory"),
      ("/dev/null", "--tmp-dir /dev/null is not a directory"),
    ] {
      let typed = TypedArguments(["a.yaml", "b.csv", "--tmp-dir", path], flags: ValidateCommand.flags)
      #expect(ValidateArguments(typed, start: UTCInstant(milliseconds: 0)).problems == [problem])
    }
    let typed = TypedArguments(["a.yaml", "b.csv", "--tmp-dir", "/tmp", "--memory=1M"], flags: ValidateCommand.flags)
    let arguments = ValidateArguments(typed, start: UTCInstant(milliseconds: 0))
    #expect(arguments.problems == [])
    #expect(arguments.run.memory == 1 << 20 && arguments.run.temporaryDirectory == "/tmp")
  }
}
