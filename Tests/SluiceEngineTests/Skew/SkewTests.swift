import SluiceContract
import Testing

@testable import SluiceEngine

/// What two logs are paired by, and what of each feature is counted.
struct SkewTests {
  @Test
  func `equal logs in another order pass`() throws {
    let result = try Skews.run("id,x,s\n1,1.5,a\n2,2.5,b\n3,,c\n", "s,id,x\nc,3,\na,1,1.50\nb,2,2.5\n")
    #expect(result.verdict == .pass)
    #expect(result.pairing.matched == 3)
    #expect(result.pairing.oneToOne == 3)
    let x = try result.feature("x")
    #expect((x.pairs, x.bothNull, x.mismatches, x.type) == (3, 1, 0, "number"))
    #expect(x.status == .pass)
    #expect(try result.feature("s").type == "string")
  }

  @Test
  func `mismatches and one-sided nulls are told apart`() throws {
    let result = try Skews.run("id,x\n1,1\n2,2\n3,\n4,4\n5,\n", "id,x\n1,1\n2,7\n3,3\n4,\n5,\n")
    let x = try result.feature("x")
    #expect((x.pairs, x.bothNull, x.trainNullOnly, x.serveNullOnly, x.mismatches) == (5, 1, 1, 1, 1))
    #expect(x.failing == 3)
    #expect(x.status == .fail)
    #expect(result.verdict == .fail)
    #expect(x.differences?.mean == 2.5)
    #expect(x.differences?.largest?.delta == 5)
    #expect(x.differences?.largest?.pair.key.first?.value == Array("2".utf8))
    #expect(x.samples.count == 3)
    #expect(x.changes.map(\.count) == [1, 1, 1])
  }

  struct Values: CustomTestStringConvertible {
    var type: LogicalType
    var train: String
    var serve: String
    var isEqual: Bool
    var tolerance: SkewTolerance
    var testDescription: String { "\(type) \(train) \(serve) \(tolerance)" }

    init(
      _ type: LogicalType, _ train: String, _ serve: String, _ isEqual: Bool, absolute: String = "0",
      relative: String = "0", ulp: Int = 0
    ) {
      (self.type, self.train, self.serve, self.isEqual) = (type, train, serve, isEqual)
      tolerance = SkewTolerance(
        absolute: ExactDecimal(absolute) ?? .zero, relative: ExactDecimal(relative) ?? .zero, ulp: ulp)
    }
  }

  @Test(arguments: [
    Values(.number, "1", "1.0", true), Values(.number, "-0.0", "0", true), Values(.number, "nan", "NaN", true),
    Values(.number, "inf", "Infinity", true), Values(.number, "inf", "-inf", false, absolute: "1e300", relative: "1"),
    Values(.number, "nan", "1", false, absolute: "1e300"), Values(.number, "0.1", "0.10000000000000002", false),
    Values(.number, "0.1", "0.10000000000000002", true, ulp: 1),
    Values(.number, "0.1", "0.10000000000000003", false, ulp: 1),
    Values(.number, "-5e-324", "5e-324", true, ulp: 2), Values(.number, "-5e-324", "5e-324", false, ulp: 1),
    Values(.number, "100", "101", true, relative: "0.01"), Values(.number, "101", "100", true, relative: "0.01"),
    Values(.number, "100", "102", false, relative: "0.01"), Values(.number, "100", "102", true, absolute: "2"),
    Values(.number, "100", "102", true, absolute: "1", relative: "0.01"),
    Values(.number, "0", "1", false, relative: "0.5"),
    Values(.integer, "9007199254740993", "9007199254740992", false),
    Values(.integer, "9007199254740993", "9007199254740993", true),
    Values(.integer, "123456789012345678901234567890", "123456789012345678901234567890", true),
    Values(.integer, "123456789012345678901234567890", "123456789012345678901234567891", false),
    Values(
      .integer, "99999999999999999999999999999999999999999999", "99999999999999999999999999999999999999999998", false),
    Values(.integer, "1", "1.0", true), Values(.integer, "3", "4", true, absolute: "1"),
    Values(.decimal(precision: 38, scale: 2), "1.10", "1.1", true),
    Values(.decimal(precision: 38, scale: 2), "0.10", "0.11", false),
    Values(.decimal(precision: 38, scale: 2), "0.10", "0.11", true, absolute: "0.01"),
    Values(.decimal(precision: 38, scale: 2), "123456789012345678901.10", "123456789012345678901.1", true),
    Values(.boolean, "true", "false", false), Values(.boolean, "true", "true", true),
    Values(.date, "2024-01-01", "2024-01-02", true, absolute: "1"), Values(.date, "2024-01-01", "2024-01-02", false),
    Values(.timestamp, "2024-01-01 00:00:00", "2024-01-01T00:00:00Z", true),
    Values(.timestamp, "2024-01-01T02:00:00+02:00", "2024-01-01T00:00:00Z", true),
    Values(.timestamp, "2024-01-01T00:00:00.000000001Z", "2024-01-01T00:00:00Z", false),
    Values(.timestamp, "2024-01-01T00:00:00.000000001Z", "2024-01-01T00:00:00Z", true, absolute: "1e-6"),
    Values(.timestamp, "2024-01-01T00:00:01Z", "2024-01-01T00:00:00Z", true, absolute: "1"),
    Values(.time, "10:00:00", "10:00:00.0", true), Values(.string, "abc", "abc", true),
    Values(.string, "1", "1.0", false), Values(.string, "a long text of many bytes", "a long text of many bytes", true),
    Values(.string, "a long text of many bytes", "a long text of many bytez", false),
    Values(.string, "a long text of many bytes", "short", false, absolute: "100"),
  ])
  func `values are equal as their type says`(_ values: Values) throws {
    let result = try Skews.run("id,x\n1,\(values.train)\n", "id,x\n1,\(values.serve)\n") {
      $0.columns = [Skews.column("x", values.type)]
      $0.tolerance = values.tolerance
    }
    let x = try result.feature("x")
    #expect(x.mismatches == (values.isEqual ? 0 : 1))
    #expect(x.typeMismatches == 0)
    let mirrored = try Skews.run("id,x\n1,\(values.serve)\n", "id,x\n1,\(values.train)\n") {
      $0.columns = [Skews.column("x", values.type)]
      $0.tolerance = values.tolerance
    }
    #expect(try mirrored.feature("x").mismatches == x.mismatches)
  }

  @Test
  func `a cell of another type is a change of type and not of value`() throws {
    let result = try Skews.run("id,x\n1,1\n2,2\n3,n/a\n", "id,x\n1,one\n2,3\n3,n/a\n") {
      $0.columns = [Skews.column("x", .integer)]
    }
    let x = try result.feature("x")
    #expect((x.mismatches, x.typeMismatches) == (2, 1))
    let inferred = try Skews.run("id,x\n1,1\n2,2\n3,3\n", "id,x\n1,1.0\n2,2.0\n3,3.5\n")
    let y = try inferred.feature("x")
    #expect((y.trainType, y.serveType, y.type) == ("integer", "number", "number"))
    #expect(y.mismatches == 1)
  }

  @Test
  func `types that the beginning of a log shows give way to what all cells are`() throws {
    let head = (1...20_000).map { "\($0),\($0)\n" }.joined()
    let result = try Skews.run("id,x\n" + head + "20001,1.5\n", "id,x\n" + head + "20001,1.5\n")
    let x = try result.feature("x")
    #expect((x.type, x.mismatches, x.pairs) == ("number", 0, 20_001))
  }

  // MARK: Pairing

  @Test
  func `keys are compared part by part`() throws {
    let result = try Skews.run("a,b,x\n1,11,1\n11,1,2\n", "a,b,x\n11,1,2\n1,11,1\n", keys: ["a", "b"])
    #expect(result.pairing.matched == 2)
    #expect(result.verdict == .pass)
    let text = try Skews.run("a,b,x\nx|y,z,1\n", "a,b,x\nx,y|z,1\n", keys: ["a", "b"])
    #expect(text.pairing.matched == 0)
    #expect(text.has(.nothingPaired))
  }

  @Test
  func `null keys are counted and never joined`() throws {
    let result = try Skews.run("a,b,x\n1,,1\n,,2\n1,1,3\n", "a,b,x\n1,,1\n,,2\n1,1,3\n", keys: ["a", "b"])
    #expect(result.pairing.matched == 1)
    #expect((result.pairing.train.nullKeys, result.pairing.serve.nullKeys) == (2, 2))
    #expect(result.verdict == .warn)
  }

  static let repeated = (
    train: "id,x\n1,1\n1,2\n2,5\n2,5\n3,9\n", serve: "id,x\n1,1\n2,5\n3,9\n3,8\n4,0\n4,0\n"
  )

  @Test(arguments: [
    (SkewDuplicates.error, 3, 0, 0, CheckResult.Status.fail), (.first, 3, 0, 0, .warn), (.last, 3, 2, 0, .fail),
    (.allEqual, 1, 0, 2, .fail), (.drop, 0, 0, 3, .fail),
  ])
  func `repeated keys never multiply`(
    policy: SkewDuplicates, matched: Int, mismatches: Int, leftOut: Int, verdict: CheckResult.Status
  ) throws {
    let result = try Skews.run(Self.repeated.train, Self.repeated.serve) { $0.duplicates = policy }
    let pairing = result.pairing
    #expect((pairing.matched, pairing.train.leftOut, pairing.serve.leftOut) == (matched, leftOut, leftOut))
    #expect(try result.feature("x").mismatches == mismatches)
    #expect((pairing.train.duplicates, pairing.serve.duplicates) == (2, 2))
    #expect((pairing.train.duplicatedKeys, pairing.serve.duplicatedKeys) == (2, 2))
    #expect((pairing.train.unmatched, pairing.serve.unmatched) == (0, 1))
    #expect(result.verdict == verdict)
    #expect(result.has(.duplicateKeys) == (policy == .error || policy == .allEqual))
  }

  @Test
  func `a serving row takes the latest training row that is not later`() throws {
    let train = """
      id,ts,x
      a,2024-01-01T00:00:00Z,1
      a,2024-01-01T10:00:00Z,2
      b,2024-01-02T00:00:00Z,3
      c,2023-01-01T00:00:00Z,4

      """
    let serve = """
      id,ts,x
      a,2024-01-01T09:59:59Z,1
      a,2024-01-01T10:00:00Z,2
      b,2024-01-01T00:00:00Z,3
      c,2024-01-01T00:00:00Z,4
      d,2024-01-01T00:00:00Z,5
      a,,6

      """
    let result = try Skews.run(train, serve) {
      $0.asOf = SkewSpec.AsOf(column: "ts", tolerance: 36_000 * 1_000_000_000)
    }
    let asOf = try #require(result.pairing.asOf)
    #expect(result.pairing.matched == 2)
    #expect((asOf.futureOnly, asOf.tooOld, asOf.unknownEntity) == (1, 1, 1))
    #expect(result.pairing.serve.nullKeys == 1)
    #expect(result.pairing.serve.unmatched == 3)
    let oldest: Int128 = 35_999 * 1_000_000_000
    #expect(asOf.ages?.largest == oldest)
    #expect(try result.feature("x").mismatches == 0)
    #expect(result.has(.futureOnly))
  }

  // MARK: Columns

  @Test
  func `the serving log may name columns otherwise, and write them otherwise`() throws {
    let logs = try Skews.Logs(["id,x\n1,1.5\n2,2.5\n"], ["key;y\n1;1,5\n2;2,5\n"])
    let result = try logs.run(keys: ["id"]) {
      $0.serve.dialect = nil
      $0.columns = [SkewColumn(name: "id", servingName: "key"), SkewColumn(name: "x", servingName: "y")]
    }
    #expect(result.verdict == .pass)
    #expect(try result.feature("x").servingName == "y")
  }

  @Test
  func `a column of one log alone is said to be missing`() throws {
    let result = try Skews.run("id,x,y\n1,1,1\n", "id,x,z\n1,1,1\n")
    #expect(result.findings.filter { $0.kind == .featureMissing }.map(\.column) == ["y", "z"])
    #expect(result.verdict == .warn)
    let keyless = try Skews.run("no,x\n1,1\n", "id,x\n1,1\n")
    #expect(keyless.verdict == .fail)
    #expect(keyless.has(.keyMissing))
  }

  @Test
  func `a threshold is compared in integers`() throws {
    let rows = (1...1000).map { "\($0),1\n" }.joined()
    let other = (1...1000).map { "\($0),\($0 == 500 ? 2 : 1)\n" }.joined()
    for (text, status) in [("0.1", CheckResult.Status.pass), ("0.09999999999999999999", .fail)] {
      let bound = try #require(ExactDecimal(text))
      let result = try Skews.run("id,x\n" + rows, "id,x\n" + other) {
        $0.threshold = Threshold(comparison: .mustBeLessOrEqualTo(bound), unit: .percent)
      }
      #expect(try result.feature("x").status == status)
    }
  }

  @Test
  func `model skew is told from feature skew`() throws {
    let result = try Skews.run(
      "id,x,p\n1,1,0.5\n2,2,0.5\n3,3,0.5\n4,4,0.5\n", "id,x,p\n1,1,0.5\n2,2,0.75\n3,9,0.25\n4,9,0.5\n"
    ) { $0.prediction = "p" }
    let predictions = try #require(result.predictions)
    #expect(predictions.isNumeric)
    #expect((predictions.sameFeatures.pairs, predictions.sameFeatures.differing) == (2, 1))
    #expect((predictions.otherFeatures.pairs, predictions.otherFeatures.differing) == (2, 1))
    #expect(predictions.sameFeatures.meanDelta == 0.125)
    #expect(predictions.otherFeatures.meanAbsoluteDelta == 0.125)
    #expect(result.features.last?.isPrediction == true)
  }

  @Test
  func `the slice that mismatches stand in is found, and the time of the first and the last`() throws {
    let rows = (0..<200).map { row in (row, row % 2 == 0 ? "web" : "app", row / 24 + 1, row % 24) }
    func log(_ x: (Int) -> Int) -> String {
      "id,source,ts,x,y\n"
        + rows.map { row, source, day, hour in
          let time = "2024-05-\(day < 10 ? "0" : "")\(day)T\(hour < 10 ? "0" : "")\(hour):00:00Z"
          return "\(row),\(source),\(time),\(x(row)),\(day == 3 ? x(row) : 0)\n"
        }.joined()
    }
    let result = try Skews.run(log { $0 }, log { $0 % 2 == 0 ? -$0 - 1 : $0 }) { $0.time = "ts" }
    let x = try result.feature("x")
    #expect(x.worstSlice?.column == "source")
    #expect(x.worstSlice?.value == Array("web".utf8))
    #expect(x.worstSlice?.separation == 1)
    #expect(x.firstMismatch?.text == "2024-05-01T00:00:00Z")
    let y = try result.feature("y")
    #expect(y.worstSlice?.column == "ts")
    #expect(y.worstSlice?.value == Array("2024-05-03".utf8))
    #expect(y.firstMismatch?.text == "2024-05-03T00:00:00Z")
  }

  @Test
  func `what is masked is not shown`() throws {
    let result = try Skews.run("id,x\nsecret,1\n", "id,x\nsecret,2\n") {
      $0.columns = [SkewColumn(name: "id", isMasked: true), SkewColumn(name: "x", isMasked: true)]
    }
    let x = try result.feature("x")
    #expect(x.samples.first?.key.first?.value == nil)
    #expect(x.samples.first?.train.value == nil)
    #expect(x.changes.first?.serve == nil)
    #expect(x.changes.first?.isMasked == true)
  }

  @Test
  func `changes that are too many are counted in a sample, whose size is told`() throws {
    func log(_ change: (Int) -> Int) -> String { "id,x\n" + (0..<6000).map { "\($0),\(change($0))\n" }.joined() }
    let many = try Skews.run(log { $0 }, log { $0 + 1 }).feature("x")
    #expect((many.failing, many.changesCounted) == (6000, 256))
    #expect(many.changes.isEmpty, "no change occurs twice")
    let few = try Skews.run(log { $0 % 4000 }, log { $0 % 4000 + 1 }).feature("x")
    #expect((few.failing, few.changesCounted, few.changes.count) == (6000, 6000, 20))
    #expect(few.changes.allSatisfy { $0.count == 2 })
  }

  @Test
  func `nothing is said about an ignored column`() throws {
    let (both, one) = ("id,x,y\n1,1,1\n", "id,x\n1,1\n")
    for (train, serve) in [(both, both), (both, one), (one, both)] {
      let result = try Skews.run(train, serve) { $0.columns = [SkewColumn(name: "y", presence: .ignored)] }
      #expect(result.features.map(\.name) == ["x"])
      #expect(result.findings.isEmpty)
      #expect(result.verdict == .pass)
    }
  }
}
