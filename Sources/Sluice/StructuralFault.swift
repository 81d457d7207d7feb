internal import SluiceEngine

/// What is wrong with a file as such: a ragged row, a quote that is not closed, a header that is another one.
public struct StructuralFault: Sendable {
  private let finding: StructuralFinding

  init(_ finding: StructuralFinding) { self.finding = finding }

  /// `fieldCount`, `unterminatedQuote`, …; `sluice explain KIND` says what each means.
  public var kind: String { finding.kind }
  /// Whether it fails the batch; others only warn.
  public var isBlocking: Bool { finding.severity == .error }
  /// Path of the file, as it was found.
  public var file: String { finding.file }
  /// How many there are in the file; row, line and byte are those of the first.
  public var count: Int { finding.count }
  /// Data record from 1; 0 is the header.
  public var row: Int { finding.row }
  /// Line of the file, from 1.
  public var line: Int { finding.line }
  /// Byte of the file, from 0.
  public var byteOffset: Int { finding.byteOffset }
  /// What was found and what was due.
  public var message: String { finding.message }
}
