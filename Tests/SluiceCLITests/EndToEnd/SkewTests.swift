import Foundation
import Testing

/// `sluice skew` as its users run it, with the real binary and the logs of `examples/skew`.
@Suite struct EndToEndSkewTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("id,amount,city,late\n1,1.5,ber,0\n2,2.5,par,1\n3,3.5,rom,0\n4,4.5,,1\n", "train.csv")
    try folder.write("id,amount,city,late\n3,3.5,rom,0\n2,2.75,par,1\n1,1.5,lon,0\n4,4.5,nyc,1\n", "serve.csv")
  }

  private static let example: String = {
    var folder = URL(fileURLWithPath: #filePath)
    for _ in 0..<4 { folder.deleteLastPathComponent() }
    return folder.appendingPathComponent("examples/skew").path
  }()

  private func skew(_ words: String) throws -> SluiceBinary.Ending {
    try SluiceBinary.run(["skew"] + words.split(separator: " ").map(String.init), in: folder)
  }

  private func features(_ ending: SluiceBinary.Ending) throws -> [String: [String: Any]] {
    let list = try ending.json()["features"] as? [[String: Any]] ?? []
    return Dictionary(list.compactMap { feature in (feature["name"] as? String).map { ($0, feature) } }) { first, _ in
      first
    }
  }

  /// expected.md has the numbers, counted with pandas.
  @Test func `the example is what pandas counted`() throws {
    let logs = ["train.csv.gz", "serve.csv.gz"].map { "\(Self.example)/\($0)" }.joined(separator: " ")
    let ending = try skew(
      "\(logs) --contract \(Self.example)/late_flights.odcs.yaml --prediction p_late --format json --diff diff.csv")
    #expect(ending.exitCode == 1, "\(ending.messages)")
    let features = try features(ending)
    let expected: [(String, status: String, mismatches: Int, trainNull: Int, serveNull: Int, bothNull: Int)] = [
      ("dest", "pass", 0, 0, 0, 0), ("scheduled_at", "fail", 9076, 0, 0, 0), ("distance_km", "fail", 9076, 0, 0, 0),
      ("carrier_delay_7d", "pass", 0, 0, 0, 0), ("carrier_flights_1d", "fail", 3197, 3, 0, 0),
      ("origin_delay_today", "fail", 9068, 0, 6, 0), ("temp", "pass", 0, 0, 0, 20),
      ("wind_gust", "fail", 0, 5971, 0, 0), ("visib", "pass", 0, 0, 0, 20), ("p_late", "warn", 9040, 0, 0, 0),
    ]
    #expect(features.count == expected.count)
    for row in expected {
      let feature = try #require(features[row.0])
      #expect(feature["status"] as? String == row.status, "\(row.0)")
      #expect(feature["pairs"] as? Int == 9076, "\(row.0)")
      #expect(feature["mismatches"] as? Int == row.mismatches, "\(row.0)")
      #expect(feature["trainNullOnly"] as? Int == row.trainNull, "\(row.0)")
      #expect(feature["serveNullOnly"] as? Int == row.serveNull, "\(row.0)")
      #expect(feature["bothNull"] as? Int == row.bothNull, "\(row.0)")
    }
    #expect(features["carrier_delay_7d"]?["exactMismatches"] as? Int == 9058)
    let distance = try #require(features["distance_km"]?["meanDelta"] as? Double)
    #expect(abs(distance + 609.221) < 0.001)
    #expect(features["distance_km"]?["servingName"] as? String == "distance")
    // Every failing pair is a line.
    let failing = features.values.reduce(0) { $0 + ($1["failing"] as? Int ?? 0) }
    #expect(try folder.read("diff.csv").split(separator: "\n").count == failing + 1)
    let predictions = try #require(try ending.json()["predictions"] as? [String: Any])
    #expect((predictions["featureSkew"] as? [String: Any])?["differing"] as? Int == 9040)
  }

  @Test func `the example's page shows what the command says`() throws {
    let page = try String(contentsOfFile: Self.example + "/README.md", encoding: .utf8)
    let block = try #require(page.components(separatedBy: "```").dropFirst().first).split(separator: "\n")
    let words = try #require(block.first).split(separator: " ").dropFirst(2).map(String.init)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: SluiceBinary.path)
    process.arguments = words
    process.currentDirectoryURL = URL(fileURLWithPath: Self.example)
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let told = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    let lines = told.split(separator: "\n")
    #expect(block.count > 5)
    for line in block.dropFirst() { #expect(lines.contains(line), "\(line)") }
  }

  @Test func `the same logs agree, and the exit code says so`() throws {
    let ending = try skew("train.csv train.csv --keys id")
    #expect(ending.exitCode == 0)
    #expect(ending.lastLine == "PASS · 3 features: 3 pass, 0 warn, 0 fail, 0 notRun · 4 pairs")
  }

  @Test func `of cells too long to be looked at, samples and changes have the beginning and how long they are`() throws
  {
    let long = String(repeating: "x", count: 4_095) + "\u{E9}" + String(repeating: "y", count: 4_000)
    try folder.write("id,note,n\n\(long),a,1\n2,\(long),2\n3,\(long),3\n", "long-train.csv")
    try folder.write("id,note,n\n\(long),\(long.dropLast()),1\n2,b,2\n3,b,3\n", "long-serve.csv")
    let ending = try skew("long-train.csv long-serve.csv --keys id --format json")
    #expect(ending.exitCode == 1, "\(ending.messages)")
    let note = try #require(try features(ending)["note"])
    let samples = try #require(note["samples"] as? [[String: Any]])
    #expect(samples.count == 3)
    let beginning = String(repeating: "x", count: 4_095)
    let keyed = try #require(samples.first { $0["keyBytes"] != nil })
    #expect((keyed["key"] as? [String: Any])?["id"] as? String == beginning)
    #expect((keyed["keyBytes"] as? [String: Any])?["id"] as? Int == 8_097)
    let serve = try #require(keyed["serve"] as? [String: Any])
    #expect(serve["value"] as? String == beginning && serve["valueBytes"] as? Int == 8_096)
    #expect((keyed["train"] as? [String: Any])?["valueBytes"] == nil)
    let change = try #require((note["changes"] as? [[String: Any]])?.first)
    #expect(change["train"] as? String == beginning && change["trainBytes"] as? Int == 8_097)
    #expect(change["serve"] as? String == "b" && change["count"] as? Int == 2)
    let text = try skew("long-train.csv long-serve.csv --keys id").output
    #expect(text.contains("x… (8,097 bytes)"))
  }

  @Test func `the diff has every mismatch in the order of the serving log`() throws {
    let ending = try skew("train.csv serve.csv --keys id --diff diff.csv -q")
    #expect(ending.exitCode == 1)
    #expect(
      try folder.read("diff.csv") == """
        id,feature,train,serve,delta,kind
        2,amount,2.5,2.75,0.25,value
        1,city,ber,lon,,value
        4,city,,nyc,,trainNull

        """)
  }

  @Test func `tolerance, features and labels narrow what is compared`() throws {
    #expect(try skew("train.csv serve.csv --keys id --ignore city --relative 0.1").exitCode == 0)
    #expect(try skew("train.csv serve.csv --keys id --ignore city --relative 0.05").exitCode == 1)
    #expect(try skew("train.csv serve.csv --keys id --features late").exitCode == 0)
    #expect(try skew("train.csv serve.csv --keys id --max-mismatch-rate 0.5").exitCode == 0)
    let labelled = try features(skew("train.csv serve.csv --keys id --label late --format json"))
    #expect(Set(labelled.keys) == ["amount", "city"])
  }

  @Test func `what an earlier report shows only warns, unless it has grown`() throws {
    #expect(try skew("train.csv serve.csv --keys id -q --report json=known.json").exitCode == 1)
    let accepted = try skew("train.csv serve.csv --keys id --accept known.json")
    #expect(accepted.exitCode == 0 && accepted.output.contains("known from known.json"))
    #expect(try skew("train.csv serve.csv --keys id --accept known.json --fail-on warning -q").exitCode == 1)
    try folder.write("id,amount,city,late\n3,3.5,rom,1\n2,2.75,par,1\n1,1.5,lon,0\n4,4.5,nyc,1\n", "worse.csv")
    let worse = try skew("train.csv worse.csv --keys id --accept known.json")
    #expect(worse.exitCode == 1 && worse.lastLine.contains("1 pass, 2 warn") == false)
    #expect(try skew("train.csv serve.csv --keys id --accept train.csv").exitCode == 2)
    #expect(try skew("train.csv serve.csv --keys id --accept none.json").exitCode == 4)
  }

  @Test func `keys that do not fit are said, and are no pass`() throws {
    let unknown = try skew("train.csv serve.csv --keys nr")
    #expect(unknown.exitCode == 1 && unknown.output.contains("keyMissing"))
    let none = try skew("train.csv serve.csv")
    #expect(none.exitCode == 2 && none.messages.contains("--keys"))
    try folder.write("id,amount,city,late\n7,1,a,0\n8,1,a,0\n", "others.csv")
    let apart = try skew("train.csv others.csv --keys id")
    #expect(apart.exitCode == 1 && apart.output.contains("nothingPaired"))
    try folder.write("id,amount,city,late\n1,1.5,ber,0\n1,1.5,ber,0\n", "twice.csv")
    let twice = try skew("train.csv twice.csv --keys id")
    #expect(twice.exitCode == 1 && twice.output.contains("duplicateKeys"))
    #expect(try skew("train.csv twice.csv --keys id --duplicates first").exitCode == 0)
  }

  @Test func `the report and the diff spare their inputs`() throws {
    #expect(try skew("train.csv serve.csv --keys id --diff train.csv").exitCode == 2)
    #expect(try skew("train.csv serve.csv --keys id --output serve.csv").exitCode == 2)
    let lost = try skew("train.csv serve.csv --keys id --diff /dev/full")
    #expect(lost.exitCode == 1 && lost.messages.contains("/dev/full"), "bad data outweighs a diff that was not written")
    let clean = try skew("train.csv train.csv --keys id --diff none/diff.csv")
    #expect(clean.exitCode == 5)
    #expect(try skew("train.csv none.csv --keys id").exitCode == 4)
  }

  @Test func `nothing but the run itself depends on threads, memory or the kind of input`() throws {
    func stable(_ ending: SluiceBinary.Ending) throws -> String {
      var report = try ending.json()
      for key in ["runId", "startedAt", "asOf", "timing", "train", "serve"] { report[key] = nil }
      let data = try JSONSerialization.data(withJSONObject: report, options: [.sortedKeys])
      return String(decoding: data, as: UTF8.self).replacing(/"file":"[^"]*"/, with: "FILE")
    }
    let logs = ["train.csv.gz", "serve.csv.gz"].map { "\(Self.example)/\($0)" }
    let flags = "--contract \(Self.example)/late_flights.odcs.yaml --format json"
    let plain = try skew("\(logs.joined(separator: " ")) \(flags)")
    for other in ["--threads 1", "--threads 3", "--memory 1M"] {
      #expect(try stable(skew("\(logs.joined(separator: " ")) \(flags) \(other)")) == stable(plain), "\(other)")
    }
    try #require(system("gzip -dc '\(logs[1])' > '\(folder.path("plain.csv"))'") == 0)
    #expect(try stable(skew("\(logs[0]) plain.csv \(flags)")) == stable(plain))
  }

  /// Parts are read in any order; a type that the beginning of the logs does not show is found in the middle.
  @Test func `a log in parts, compressed or through a pipe has the diff of the whole`() throws {
    let train = (0..<60_000).map { "\($0),\($0 % 97)\n" }
    let serve = train.enumerated().map { $0 == 59_000 ? "59000,none\n" : $0 % 7000 == 1 ? "\($0),-1\n" : $1 }
    try folder.write("id,x\n" + train.joined(), "whole-train.csv")
    try folder.write("id,x\n" + serve.joined(), "whole.csv")
    try FileManager.default.createDirectory(atPath: folder.path("parts"), withIntermediateDirectories: true)
    for part in 0..<6 {
      try folder.write("id,x\n" + serve[part * 10_000..<(part + 1) * 10_000].joined(), "parts/part-\(part).csv")
    }
    let script = """
      "$0" skew whole-train.csv whole.csv --keys id --diff 1.csv -q
      "$0" skew whole-train.csv parts --keys id --diff 2.csv -q --threads 3
      gzip -k parts/*.csv whole.csv && rm parts/*.csv
      "$0" skew whole-train.csv parts --keys id --diff 3.csv -q --memory 1M
      "$0" skew whole-train.csv <(cat whole.csv.gz) --keys id --diff 4.csv -q
      cmp 1.csv 2.csv && cmp 1.csv 3.csv && cmp 1.csv 4.csv && wc -l < 1.csv
      """
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    process.arguments = ["-c", script, SluiceBinary.path]
    process.currentDirectoryURL = folder.url
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let told = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(told.trimmingCharacters(in: .whitespacesAndNewlines) == "11", "the header, nine values and a type")
    #expect(try folder.read("1.csv").contains("\n59000,x,24,none,,type\n"))
  }
}
