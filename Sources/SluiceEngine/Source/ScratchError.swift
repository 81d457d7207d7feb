/// Why what does not fit the memory could not be kept on disk meanwhile: no verdict, though the input is fine.
package struct ScratchError: Error, Sendable, Equatable {
  package enum Action: Sendable {
    case create, write, read
  }

  package var action: Action
  /// What the file holds, in the plural, such as "keys".
  package var what: String
  /// Where the file is: it has no name of its own.
  package var directory: String
  /// Bytes that the file held when the call failed.
  package var bytes: Int
  /// `errno` of the failed call.
  package var errno: Int32
  /// Whether more memory would have done instead.
  package var isOverflow: Bool

  package init(
    _ action: Action, what: String, directory: String, bytes: Int, errno: Int32, isOverflow: Bool = true
  ) {
    self.isOverflow = isOverflow
    self.action = action
    self.what = what
    self.directory = directory
    self.bytes = bytes
    self.errno = errno
  }
}
