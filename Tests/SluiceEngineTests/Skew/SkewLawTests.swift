import SluiceContract
import Testing

@testable import SluiceEngine

/// The same logs give the same result, whoever reads them in whatever pieces and with whatever memory.
struct SkewLawTests {
  /// Random logs of every nasty kind, as text and as cells.
  struct RandomLogs {
    static let columns = ["a", "b", "ts", "n", "i", "d", "s", "f"]
    var train: [[String?]] = []
    var serve: [[String?]] = []

    /// `repeats`: whether keys may occur more than once.
    init(seed: UInt64, rows: Int, repeats: Bool) {
      var random = SeededGenerator(seed: seed)
      func pick(_ values: [String?]) -> String? { values[Int.random(in: 0..<values.count, using: &random)] }
      let numbers: [String?] = [
        "0", "-0.0", "1", "1.0", "1.5", "nan", "inf", "-inf", "1e300", "-1e300", "5e-324", nil, "0.1",
        "0.30000000000000004",
      ]
      let integers: [String?] = [
        "0", "7", "-7", "9007199254740993", "9007199254740992", "123456789012345678901234567890", nil,
        "99999999999999999999999999999999999999999999",
      ]
      let decimals: [String?] = ["0.10", "0.1", "-5", "12345678901234567890.12", "12345678901234567890.13", nil]
      let texts: [String?] = [
        "", "a", "a long text that fits no word", "a long text that fits no wore", "é", "\",\"", nil,
      ]
      for row in 0..<rows {
        let number = repeats ? Int.random(in: 0..<max(1, rows / 2), using: &random) : row
        let key: [String?] = [
          number % 41 == 40 ? nil : "\(number / 3)",
          number % 37 == 36 ? nil : number % 3 == 0 ? "x" : "longer than seven \(number % 3)",
        ]
        let cells =
          [
            "2024-01-\(10 + row % 20)T\(10 + row % 10):00:00Z", pick(numbers), pick(integers), pick(decimals),
            pick(texts),
          ]
          + [row % 2 == 0 ? "true" : "false"]
        if row % 11 != 0 { train.append(key + cells) }
        if row % 13 == 0 { continue }
        var other = cells
        for column in 1..<other.count where Int.random(in: 0..<5, using: &random) == 0 {
          other[column] =
            [pick(numbers), pick(integers), pick(decimals), pick(texts), pick(["true", "false"])][column - 1]
        }
        serve.append(key + other)
      }
      serve.shuffle(using: &random)
    }

    static func csv(_ rows: [[String?]], parts: Int = 1) -> [String] {
      let head = columns.joined(separator: ",") + "\n"
      return (0..<parts).map { part in
        head
          + rows.enumerated().filter { $0.offset * parts / max(1, rows.count) == part }.map { _, row in
            row.map { cell in cell.map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" } ?? "" }
              .joined(separator: ",") + "\n"
          }.joined()
      }
    }

    static let types: [(String, LogicalType)] = [
      ("a", .integer), ("b", .string), ("ts", .timestamp), ("n", .number), ("i", .integer),
      ("d", .decimal(precision: 38, scale: 2)), ("s", .string), ("f", .boolean),
    ]

    static func ask(_ spec: inout SkewSpec) {
      spec.columns = types.map { Skews.column($0.0, $0.1) }
      spec.time = "ts"
      spec.prediction = "f"
    }
  }

  @Test(arguments: SkewDuplicates.allCases, [true, false])
  func `threads, chunks and memory do not show`(policy: SkewDuplicates, repeats: Bool) throws {
    let logs = RandomLogs(seed: 11, rows: 400, repeats: repeats)
    let files = try Skews.Logs(RandomLogs.csv(logs.train, parts: 3), RandomLogs.csv(logs.serve, parts: 2))
    var expected: (dump: String, diff: String)?
    for (threads, chunkBytes, memory) in [
      (1, 1 << 18, nil), (3, 700, nil), (2, 1 << 18, 1), (1, 333, 1 << 14), (2, 5000, 1 << 20),
    ] {
      let sink = DiffCollector()
      let options = SkewOptions(
        threads: threads, chunkBytes: chunkBytes, samples: 3, memory: memory as Int?, diff: sink)
      let result = try files.run(keys: ["a", "b"], options: options) { spec in
        RandomLogs.ask(&spec)
        spec.duplicates = policy
      }
      if let expected {
        #expect(result.dump == expected.dump, "\(threads) threads, \(chunkBytes) bytes, memory \(memory ?? 0)")
        #expect(sink.text == expected.diff)
      } else {
        expected = (result.dump, sink.text)
      }
    }
  }

  @Test
  func `pairing by time is the same for any threads, chunks and memory`() throws {
    let logs = RandomLogs(seed: 5, rows: 400, repeats: true)
    let files = try Skews.Logs(RandomLogs.csv(logs.train), RandomLogs.csv(logs.serve))
    var expected: String?
    for (threads, chunkBytes, memory) in [(1, 1 << 18, nil), (3, 700, 1), (2, 2000, 1 << 20)] {
      let options = SkewOptions(threads: threads, chunkBytes: chunkBytes, samples: 3, memory: memory as Int?)
      let result = try files.run(keys: ["a"], options: options) { spec in
        RandomLogs.ask(&spec)
        spec.asOf = SkewSpec.AsOf(column: "ts", tolerance: nil)
      }
      #expect(result.pairing.matched > 50)
      expected = expected ?? result.dump
      #expect(result.dump == expected)
    }
  }

  @Test
  func `the order of rows changes no statistic`() throws {
    let logs = RandomLogs(seed: 3, rows: 300, repeats: false)
    func statistics(_ train: [[String?]], _ serve: [[String?]]) throws -> [String] {
      let files = try Skews.Logs(RandomLogs.csv(train), RandomLogs.csv(serve))
      let result = try files.run(keys: ["a", "b"], RandomLogs.ask)
      return result.features.map { feature in
        let counts = [feature.pairs, feature.mismatches, feature.exactMismatches, feature.bothNull, feature.failing]
        let samples = feature.samples.map { $0.key.map { $0.value ?? [] } }
        let changes = feature.changes.map { "\($0)" }
        return "\(counts) \(feature.pearson ?? 9) \(samples) \(changes) \(String(describing: feature.worstSlice))"
          + " \(String(describing: feature.matchedDistances)) \(String(describing: feature.allDistances))"
          + " \(feature.differences?.mean ?? 9) \(feature.differences?.quantiles ?? [])"
      }
    }
    let first = try statistics(logs.train, logs.serve)
    #expect(try statistics(logs.train.reversed(), logs.serve.reversed()) == first)
  }

  // MARK: Oracle

  /// What a join of dictionaries says.
  struct Naive: Equatable {
    var matched = 0
    var onlyTrain = 0
    var onlyServe = 0
    /// By feature: both null, train null, serve null, unequal.
    var counts: [[Int]] = []

    init(_ train: [[String?]], _ serve: [[String?]], policy: SkewDuplicates) {
      func groups(_ rows: [[String?]]) -> [String: [[String?]]] {
        Dictionary(grouping: rows.filter { $0[0] != nil && $0[1] != nil }) { "\($0[0] ?? "") | \($0[1] ?? "")" }
      }
      let (left, right) = (groups(train), groups(serve))
      counts = Array(repeating: [0, 0, 0, 0], count: 5)
      onlyTrain = left.keys.count { right[$0] == nil }
      onlyServe = right.keys.count { left[$0] == nil }
      for (key, mine) in left {
        guard let theirs = right[key] else { continue }
        if policy == .drop && mine.count + theirs.count > 2 { continue }
        if policy == .allEqual && !(Self.agree(mine) && Self.agree(theirs)) { continue }
        matched += 1
        let (a, b) = policy == .last ? (mine[mine.count - 1], theirs[theirs.count - 1]) : (mine[0], theirs[0])
        for feature in 0..<5 {
          switch (a[feature + 3], b[feature + 3]) {
          case (nil, nil): counts[feature][0] += 1
          case (nil, _): counts[feature][1] += 1
          case (_, nil): counts[feature][2] += 1
          case (let x?, let y?): counts[feature][3] += Self.isEqual(x, y, feature) ? 0 : 1
          }
        }
      }
    }

    private static func agree(_ rows: [[String?]]) -> Bool {
      rows.allSatisfy { row in
        row[2] == rows[0][2]
          && (0..<5).allSatisfy { feature in
            let (x, y) = (row[feature + 3], rows[0][feature + 3])
            if let x, let y { return isEqual(x, y, feature) }
            return x == nil && y == nil
          }
      }
    }

    private static func isEqual(_ x: String, _ y: String, _ feature: Int) -> Bool {
      switch feature {
      case 0:
        guard let a = Double(x), let b = Double(y) else { return false }
        return a == b || (a.isNaN && b.isNaN)
      case 1, 2: return ExactDecimal(x) == ExactDecimal(y)
      default: return x.utf8.elementsEqual(y.utf8)
      }
    }
  }

  @Test(arguments: SkewDuplicates.allCases, 1...6 as ClosedRange<UInt64>)
  func `a join of dictionaries says the same`(policy: SkewDuplicates, seed: UInt64) throws {
    let logs = RandomLogs(seed: seed, rows: 120, repeats: seed % 2 == 0)
    let files = try Skews.Logs(RandomLogs.csv(logs.train), RandomLogs.csv(logs.serve))
    let sink = DiffCollector()
    let result = try files.run(keys: ["a", "b"], options: SkewOptions(threads: 1, diff: sink)) { spec in
      RandomLogs.ask(&spec)
      spec.duplicates = policy
      spec.time = nil
      spec.columns.append(SkewColumn(name: "ts", presence: .optional))
    }
    let naive = Naive(logs.train, logs.serve, policy: policy)
    #expect(result.pairing.matched == naive.matched)
    #expect(result.pairing.train.unmatched == naive.onlyTrain)
    #expect(result.pairing.serve.unmatched == naive.onlyServe)
    for (index, name) in ["n", "i", "d", "s", "f"].enumerated() {
      let feature = try result.feature(name)
      let counts = [feature.bothNull, feature.trainNullOnly, feature.serveNullOnly, feature.mismatches]
      #expect(counts == naive.counts[index], "\(name) of seed \(seed)")
    }
    let lines = sink.text.split(separator: "\n").count - 1
    #expect(lines == result.diff?.lines)
    #expect(lines == result.features.reduce(0) { $0 + $1.failing })
    for side in [(result.pairing.train, logs.train.count), (result.pairing.serve, logs.serve.count)] {
      let (counts, rows) = side
      #expect(counts.rows == rows)
      #expect(
        rows == result.pairing.matched + counts.unmatched + counts.duplicates + counts.leftOut + counts.nullKeys
          + counts.invalidKeys + counts.unread)
    }
  }

  @Test
  func `the diff is in the order of the serving log, as both logs are written`() throws {
    let sink = DiffCollector()
    let logs = try Skews.Logs(
      ["id,x,s\n1,1.50,a\n2,2,\"q\"\"uote\"\n3,3,\n4,4,d\n"], ["id,x,s\n4,5,d\n3,3,c\n2,2.5e0,\"\"\n1,1.5,a\n"])
    let result = try logs.run(options: SkewOptions(threads: 2, chunkBytes: 16, diff: sink))
    #expect(
      sink.text == """
        id,feature,train,serve,delta,kind
        4,x,4,5,1.0,value
        3,s,,c,,trainNull
        2,x,2,2.5e0,0.5,value
        2,s,"q""uote","",,value

        """)
    #expect(result.diff?.lines == 4)
  }
}
