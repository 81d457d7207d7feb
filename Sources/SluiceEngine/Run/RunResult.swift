package import SluiceContract

/// Everything that one `validate` run found out; what reports print.
///
/// All of it is the same for any number of threads and any split into chunks, but for `timing`.
package struct RunResult: Sendable {
  /// Name of the contract's object that the batch was held against.
  package var object: String
  package var files: [FileSummary]
  /// Data records of all files, broken and blank ones too.
  package var rows: Int
  package var results: [CheckResult]
  /// One entry per kind and file, in file order.
  package var structure: [StructuralFinding]
  package var columns: [ColumnSummary]
  package var verdict: Verdict
  /// False where something that the contract asks could not be decided (a rule ended in `error`).
  package var isComplete: Bool
  package var timing: Timing

  package struct FileSummary: Sendable {
    package var path: String
    package var bytes: Int
    package var rows: Int
  }

  package struct Timing: Sendable {
    package var seconds: Double
    package var bytes: Int
    package var threads: Int
  }

  package enum Verdict: String, Sendable {
    case pass, warn, fail, error
  }
}

/// How one rule ended.
package struct CheckResult: Sendable {
  package enum Status: String, Sendable {
    case pass, warn, fail, error, notRun
  }

  /// The rule's own id, else `object.column.check[.n]`.
  package var id: String
  package var check: String
  package var column: String?
  package var ruleID: String?
  package var isBlocking: Bool
  package var status: Status
  /// Why, in a sentence: for every status but `pass`.
  package var reason: String?
  /// What was measured, as text that loses no digit; nil where nothing was.
  package var observed: String?
  /// `rows`, `percent` or `value`.
  package var unit: String?
  /// Rows (or groups) that break the rule.
  package var failing: Int?
  /// What `failing` is a share of.
  package var population: Int?
  /// What was expected, such as `0 <= amount <= 100000`.
  package var expected: String?
  package var threshold: ThresholdSummary?
  package var location: Mark?
  package var samples: [Sample]
  /// Check-specific figures, in print order; numbers and texts only.
  package var details: [Detail]

  package struct ThresholdSummary: Sendable {
    package var comparison: String
    /// One operand, or two for `mustBeBetween` and `mustNotBeBetween`; exact decimal text.
    package var operands: [String]
    package var unit: String
  }

  package struct Detail: Sendable {
    package enum Value: Sendable {
      case integer(Int)
      case text(String)
      case list([String])
    }
    package var name: String
    package var value: Value
  }
}

/// One row that breaks a rule: where it is and what it says.
package struct Sample: Sendable {
  package var file: String
  /// Data records of this file, from 1; the header is not one.
  package var row: Int
  /// Physical line of the record's start, from 1.
  package var line: Int
  /// Byte of the record's start in the file, from 0.
  package var byteOffset: Int
  package var column: String?
  /// The cell's bytes as they came, without quotes; nil for a null cell and where the value must not be shown.
  package var value: [UInt8]?
  /// True where a classification forbids showing the value.
  package var isMasked: Bool
  /// The parts of a composite key, by column; empty otherwise.
  package var key: [KeyPart]

  package struct KeyPart: Sendable {
    package var column: String
    package var value: [UInt8]?
    package var isMasked: Bool
  }
}

/// What the engine learned about one column of the batch.
package struct ColumnSummary: Sendable {
  package var name: String
  /// `string`, `integer`, `number`, `decimal`, `boolean`, `date`, `time` or `timestamp`.
  package var type: String
  /// Rows whose cell of this column was read (broken records are left out).
  package var rows: Int
  package var nulls: Int
  /// Cells that do not parse as `type`.
  package var invalid: Int
  /// Not-a-number cells; nil for types that have none.
  package var nan: Int?
  package var minimum: Value?
  package var maximum: Value?
  package var mean: Double?
  /// Exact count of distinct values; nil where no rule asked for it.
  package var distinct: Int?
  package var isMasked: Bool

  /// A value of the column's own type, ready to be printed without losing a digit.
  package enum Value: Sendable, Hashable {
    case integer(Int64)
    case number(Double)
    /// Decimals, integers beyond 64 bits, dates and times, as text.
    case text(String)
  }
}

/// A structural fault of the batch, or a warning about its structure.
package struct StructuralFinding: Sendable {
  package enum Severity: String, Sendable {
    case error
    case warning
  }

  /// `fieldCount`, `unterminatedQuote`, `textAfterQuote`, `bareQuote`, `loneCarriageReturn`, `mixedLineEndings`, …
  package var kind: String
  package var severity: Severity
  package var file: String
  /// Place of the first: data record and line from 1 (record 0 is the header), byte from 0.
  package var row: Int
  package var line: Int
  package var byteOffset: Int
  /// What was found and what was expected, of the first.
  package var message: String
  /// How many there are in this file.
  package var count: Int
  /// The first few.
  package var samples: [Place]

  package struct Place: Sendable {
    package var row: Int
    package var line: Int
    package var byteOffset: Int
    package var message: String
  }
}
