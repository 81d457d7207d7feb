import Testing

@testable import SluiceEngine

/// Keys of one column whose values need more than 64 bits, and those that only just do not.
struct WideKeyTests {
  private static func counts(
    _ cells: [String], _ kind: ColumnKind, threads: Int = 2, hashMask: UInt64 = .max
  ) throws -> KeyCounts {
    let text = "k\n" + cells.map { $0 + "\n" }.joined()
    return try Cells.withFile(text) { file in
      var spec = PassSpec(
        scan: ScanSpec(dialect: .standard, columns: [Array("k".utf8)]),
        columns: [ColumnSpec(name: Array("k".utf8), kind: kind, tests: [])], keys: [KeySpec(columns: [0])], samples: 5)
      spec.hashMask = hashMask
      return try ColumnPass.run([file], spec: spec, threads: threads, chunkBytes: 64).keys[0]
    }
  }

  @Test(arguments: [UInt64.max, 0xF, 0])
  func `unsigned integers beyond 63 bits are counted exactly`(hashMask: UInt64) throws {
    let large = (0..<60).map { "\(UInt64.max - UInt64($0))" }
    let cells = large + ["-1", "1", "18446744073709551615", "-9223372036854775808"] + large.prefix(2)
    let counts = try Self.counts(cells, .integer, hashMask: hashMask)
    #expect(counts.rows == 66 && counts.distinct == 63)
    #expect(counts.duplicatedValues == 2 && counts.rowsInGroups == 5)
    #expect(counts.firstRows == [0, 1, 62, 64, 65])
  }

  @Test(arguments: [UInt64.max, 0xF, 0])
  func `fine and coarse timestamps are on one scale, near and far`(hashMask: UInt64) throws {
    let cells = [
      "2024-01-01 00:00:00.000000001", "2024-01-01 00:00:00", "2024-01-01 01:00:00.000000001+01:00",
      "0001-01-01 00:00:00", "0001-01-01 00:00:00.000000001", "9999-12-31 23:59:59", "0001-01-01T00:00:00Z",
    ]
    let counts = try Self.counts(cells, .timestamp, hashMask: hashMask)
    #expect(counts.rows == 7 && counts.distinct == 5)
    #expect(counts.firstRows == [0, 2, 3, 6])
  }
}
