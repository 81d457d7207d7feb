import CSluiceKernels
import SluiceContract
import Testing

@testable import SluiceEngine

/// Rows that wait as text are what packed ones are, and nothing of the text is lost.
struct TextRowsTests {
  @Test
  func `compacted text is the same from either kernel, and is the text again`() {
    var random = SeededNumbers()
    for round in 0..<3000 {
      let most = round % 10 == 0 ? Int(SLUICE_COMPACT_BYTES) : 200
      let count = Int.random(in: 0...most, using: &random)
      let text: [UInt8] = (0..<count).map { index in
        let isPlain =
          round % 4 == 0 || (round % 4 != 1 && (index > count / 2 || Int.random(in: 0..<40, using: &random) > 0))
        return isPlain ? UInt8.random(in: 0x2C...0x3B, using: &random) : UInt8.random(in: 0...255, using: &random)
      }
      let portable = Self.compact(sluice_compact_portable, text, behind: 0)
      let best = Self.compact(sluice_compact_best(), text, behind: .random(in: 0...255, using: &random))
      #expect(portable == best, "seed \(random.seed), round \(round)")
      #expect(portable.count <= Int(SLUICE_COMPACT_WORDS) - 4)
      var back = [UInt8](repeating: 0, count: count + 31)
      let length = unsafe sluice_expand(portable, &back)
      #expect(Array(back.prefix(length)) == text, "seed \(random.seed), round \(round)")
    }
  }

  private static func compact(_ kernel: sluice_compact_function, _ text: [UInt8], behind: UInt8) -> [UInt64] {
    var words = [UInt64](repeating: 0, count: Int(SLUICE_COMPACT_WORDS))
    let padded = text + [UInt8](repeating: behind, count: 31)
    let used = unsafe kernel(padded, text.count, &words)
    return Array(words.prefix(used))
  }

  @Test(arguments: [
    ("id,x\n1,2.5\n2,3.5\n", 2), ("id,x\n1,\"2.5\"\n2,3.5\n", 0), ("id,x\r\n1,2.5\r\n2,3.5\r\n", 2),
    ("id,x\n1,2.5\n,3.5\n", 0), ("id,x\n1,\(String(repeating: "7", count: 1600))\n", 0),
    ("id,y,z,u,v,w,x\n1,1,1,1,1,1,2.5\n2,,,,,,3\n", 0), ("id,x\n1,2.5\n2,3.5", 2), ("id,x\n1,2.5\nraggèd\n2,é\n", 2),
  ])
  func `rows are kept as text where all of them have keys, and nothing is quoted`(csv: String, texts: Int) throws {
    let folder = try TemporaryFolder()
    let batch = try Batch(paths: [try folder.write("a.csv", csv)])
    let layout = RowLayout(kinds: [.integer, .number], keys: 1)
    let spec = RowPacker.Spec(layout: layout, readings: [nil, nil], dialect: .standard)
    let rules = TextRows(layout, fields: [0, 1], width: 2)
    let keeper = RowKeeper(spec, texts: rules, intake: nil, quota: 1 << 30, sample: nil) {
      PartitionStore(KeyMemory(quota: 1 << 20), Scratch(in: "/tmp", for: "rows"))
    }
    _ = try BatchReader.run(
      batch.files, scan: ScanSpec(dialect: .standard, columns: ["id", "x"].map { Array($0.utf8) }),
      chunkBytes: 1 << 16, workers: [keeper])
    var kept: [PackedRow] = []
    keeper.heap.forEach { kept.append($0) }
    #expect(kept.count { $0.isText } == texts)
    // Packed at last, they are what they would have been at once.
    let packer = TextRowPacker(spec, rules)
    packer.pack(all: kept.filter(\.isText)[...]) { row in
      let text = kept.first { $0.ordinal == row.ordinal }
      #expect(text?.hash == row.hash && text?.mayHaveKey(of: row, layout) == true && !row.isText)
      #expect(row.keyState(layout) == .usable)
      #expect(row[layout.index(of: 0)] == UInt64(row.ordinal == 0 ? 1 : 2))
    }
  }

  /// Random logs of plain cells; `missing`: of a hundred rows, how many a side lacks; `changed`: how many cells differ.
  private static func logs(
    rows: Int, missing: Int, changed: Int, lineEnds: (String, String), _ random: inout SeededNumbers
  ) -> (train: String, serve: String) {
    func percent(_ share: Int) -> Bool { Int.random(in: 0..<100, using: &random) < share }
    var (train, serve) = ([String](), [String]())
    for row in 0..<rows {
      var cells = [
        "\(row * 7 - 50)", "\(Double.random(in: -9...9, using: &random))", "\(Int.random(in: -5...5, using: &random))",
        ["red", "a colour of a long name", "é", ""].randomElement(using: &random) ?? "",
        "2024-01-\(10 + row % 20)", percent(3) ? "" : "\(Int.random(in: 0...999, using: &random))e-2",
      ]
      if row % 50 == 7 { cells[3] = String(repeating: "long ", count: 400) }
      if !percent(missing) { train.append(cells.joined(separator: ",")) }
      if percent(changed) { cells[1] = "0" + cells[1].replacing("-", with: "") }
      if percent(changed) { cells[2] = "7" }
      if percent(changed) { cells[3] = "green" }
      if !percent(missing) { serve.append(cells.joined(separator: ",")) }
    }
    serve.shuffle(using: &random)
    func text(_ lines: [String], _ end: String) -> String { (["id,x,n,c,d,y"] + lines).joined(separator: end) + end }
    return (text(train, lineEnds.0), text(serve, lineEnds.1))
  }

  @Test(arguments: [0, 4, 100], [0, 30, 100])
  func `a report does not tell whether rows were kept as text`(missing: Int, changed: Int) throws {
    var random = SeededNumbers()
    for ends in [("\n", "\n"), ("\r\n", "\r\n"), ("\n", "\r\n")] {
      let (train, serve) = Self.logs(
        rows: 700, missing: missing == 100 ? 60 : missing, changed: changed, lineEnds: ends, &random)
      let logs = try Skews.Logs([train], [serve])
      var results: [String] = []
      // Two dialects that no cell of these logs tells apart keep rows from being text.
      for (nulls, threads) in [([[]], 1), ([[], [1, 2, 3]], 1), ([[]], 3)] as [([[UInt8]], Int)] {
        let sink = DiffCollector()
        let result = try logs.run(options: SkewOptions(threads: threads, chunkBytes: 3000, diff: sink)) {
          $0.serve.dialect?.nullTokens = nulls
        }
        results.append("\(result.pairing)\(result.features)\(sink.text)")
        #expect(result.pairing.matched > 50)
      }
      #expect(results[0] == results[1] && results[0] == results[2], "seed \(random.seed)")
    }
  }

  /// Cells that contradict what the beginning of a log shows, wherever a row that has one ends up.
  @Test(arguments: ["-1", "25000"])
  func `a type is that of all cells, of rows kept as text too`(key: String) throws {
    let plain = (0..<30_000).map { "\($0),12345678.5" }
    func log(_ more: [String]) -> String { (["id,x"] + plain + more).joined(separator: "\n") + "\n" }
    let train = log([]).replacing("\n25000,12345678.5\n", with: "\n\(key),word\n")
    let result = try Skews.run(train, log([]), options: SkewOptions(threads: 2))
    let feature = try result.feature("x")
    #expect(feature.trainType == "string" && feature.serveType == "number")
    #expect(feature.mismatches == (key == "-1" ? 0 : 1))
  }
}
