/// One file of a batch, as it was when the batch was listed.
package struct BatchFile: Sendable, Hashable {
  package var path: String
  package var bytes: Int
}
