import Foundation

/// A terminal without a screen: what a program writes to its `terminal` end is read from the other one.
final class PseudoTerminal {
  private let controller: Int32
  let terminal: FileHandle

  struct NotAvailable: Error {}

  /// - Parameter columns: cells of a line.
  init(columns: UInt16 = 100) throws {
    var descriptor: Int32 = -1
    var size = winsize(ws_row: 24, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    var controller: Int32 = -1
    guard openpty(&controller, &descriptor, nil, nil, &size) == 0 else { throw NotAvailable() }
    // The program must not keep it open, or its end would not be seen.
    _ = fcntl(controller, F_SETFD, FD_CLOEXEC)
    self.controller = controller
    terminal = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
  }

  deinit { close(controller) }

  /// All that was written, once nobody has the terminal open any more.
  func readToEnd() -> String {
    try? terminal.close()
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = read(controller, &buffer, buffer.count)
      if count <= 0 { return String(decoding: bytes, as: UTF8.self) }
      bytes += buffer[..<count]
    }
  }
}
