internal import Glibc
internal import SluiceContract

extension PathText {
  /// The words of the command line, any of which may be a path that is not UTF-8.
  static var commandLine: [String] {
    (0..<Int(CommandLine.argc)).compactMap { index in CommandLine.unsafeArgv[index].map { text(of: $0) } }
  }

  /// The text of a path that ends with a zero.
  static func text(of path: UnsafePointer<CChar>) -> String {
    text(of: Array(UnsafeRawBufferPointer(start: path, count: strlen(path))))
  }
}
