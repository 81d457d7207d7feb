import Foundation
import Testing

/// The quarantine with the real binary: what stands where, who may read it, and what is left when it fails.
@Suite struct EndToEndQuarantineTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try Orders.folder()
  }

  private func validate(_ words: String...) throws -> SluiceBinary.Ending {
    try SluiceBinary.run(["validate", "orders.odcs.yaml"] + words, in: folder)
  }

  private func quarantine(_ ending: SluiceBinary.Ending) throws -> [String: Any] {
    try #require(try ending.json()["quarantine"] as? [String: Any])
  }

  private func mode(_ path: String) throws -> Int {
    try #require(try FileManager.default.attributesOfItem(atPath: folder.path(path))[.posixPermissions] as? Int)
  }

  @Test func `accepted and rejected rows and the reasons stand in a folder of the run`() throws {
    let ending = try validate("range.csv", "--quarantine", "bad/rows", "--format", "json")
    #expect(ending.exitCode == 1)
    let report = try quarantine(ending)
    let path = try #require(report["path"] as? String)
    #expect(path == "bad/rows/\(try ending.json()["runId"] as? String ?? "")")
    #expect(report["accepted"] as? Int == 2 && report["rejected"] as? Int == 1)
    let file = try #require((report["files"] as? [[String: Any]])?.first)
    #expect(file["part"] as? String == "range.csv" && file["accepted"] as? String == path + "/range.accepted.csv")
    #expect(try folder.read(path + "/range.accepted.csv") == "id,amount\n1,3.5\n3,100\n")
    #expect(try folder.read(path + "/range.rejected.csv") == "id,amount\n2,-3.5\n")
    #expect(
      try folder.read(path + "/reasons.csv")
        == "part,row,line,byte,column,checks,value\nrange.csv,2,3,16,amount,range,-3.5\n")
    #expect(try mode("bad") == 0o700 && mode("bad/rows") == 0o700 && mode(path) == 0o700)
    #expect(try mode(path + "/range.rejected.csv") == 0o600 && mode(path + "/reasons.csv") == 0o600)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path("bad/rows")).count == 1)
  }

  @Test func `the accepted rest can be loaded when few enough rows are rejected`() throws {
    let ending = try validate("range.csv", "--quarantine", "q", "--accept-rejected", "33.4")
    #expect(ending.exitCode == 0)
    #expect(ending.output.contains("\nquarantine: 1 of 3 rows (33.3 %) rejected, in q/"))
    #expect(ending.output.contains("\naccepted: 1 of 3 rows rejected, at most 33.4 % allowed\n"))
    #expect(ending.lastLine.hasPrefix("WARN · "))
    let strict = try validate("range.csv", "--quarantine", "q", "--accept-rejected", "33.3")
    #expect(strict.exitCode == 1)
    #expect(strict.output.contains("\nnot accepted: 1 of 3 rows rejected, at most 33.3 % allowed\n"))
    let failOnWarning = try validate(
      "range.csv", "--quarantine", "q", "--accept-rejected", "50", "--fail-on", "warning")
    #expect(failOnWarning.exitCode == 1)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path("q")).count == 3)
  }

  @Test func `a batch of which nothing is rejected leaves no folder, and is itself what to load`() throws {
    let ending = try validate("good.csv", "--quarantine", "q", "--format", "json")
    #expect(ending.exitCode == 0)
    let report = try quarantine(ending)
    #expect(report["path"] is NSNull && report["rejected"] as? Int == 0)
    #expect((report["files"] as? [[String: Any]])?.first?["accepted"] as? String == "good.csv")
    #expect(!FileManager.default.fileExists(atPath: folder.path("q")))
    #expect(try validate("good.csv", "--format", "json").json()["quarantine"] is NSNull)
  }

  @Test func `a quarantine that cannot be written makes a pass 5, a fail 1, and leaves nothing`() throws {
    try folder.write("", "file")
    for (place, code) in [("file", 20), ("file/q", 20), ("/proc/q", 2)] {
      let fail = try validate("range.csv", "--quarantine", place, "--format", "json")
      #expect(fail.exitCode == 1, "\(place)")
      let report = try fail.json()
      #expect(report["complete"] as? Bool == false && report["verdict"] as? String == "fail")
      let error = report["error"] as? [String: Any] ?? [:]
      #expect(error["code"] as? String == "quarantineNotWritten" && error["errno"] as? Int == code, "\(error)")
      #expect(try quarantine(fail)["path"] is NSNull && quarantine(fail)["rejected"] as? Int == 1)
      #expect(fail.messages.hasPrefix("error: cannot "))
      let pass = try validate("range.csv", "--quarantine", place, "--accept-rejected", "50")
      #expect(pass.exitCode == 5, "\(place)")
      #expect(pass.lastLine.hasPrefix("WARN · ") && pass.output.contains("incomplete: "))
    }
    #expect(try folder.names().filter { $0.hasSuffix(".tmp") || $0.hasPrefix("q") } == [])
  }

  @Test func `a quarantine in the batch is refused, and the next run reads the batch alone`() throws {
    try FileManager.default.createDirectory(atPath: folder.path("parts"), withIntermediateDirectories: true)
    try folder.write(Orders.outOfRange, "parts/part-0.csv")
    let inside = try validate("parts", "--quarantine", "parts/bad")
    #expect(inside.exitCode == 2)
    #expect(inside.messages.contains("would become part of the batch parts"))
    #expect(try validate("parts", "--quarantine", "parts/_bad").exitCode == 1)
    let again = try validate("parts", "--quarantine", "parts/_bad", "--format", "json")
    #expect((try again.json()["batch"] as? [String: Any])?["rows"] as? Int == 3)
  }

  @Test func `parts with one name in two folders do not meet`() throws {
    for name in ["a", "b"] {
      try FileManager.default.createDirectory(atPath: folder.path("in/\(name)"), withIntermediateDirectories: true)
      try folder.write("id,amount\n1,\(name == "a" ? "-1" : "-2")\n", "in/\(name)/part-0.csv")
    }
    let ending = try validate("in", "--quarantine", "q", "--format", "json")
    let path = try #require(try quarantine(ending)["path"] as? String)
    #expect(try folder.read(path + "/a/part-0.rejected.csv") == "id,amount\n1,-1\n")
    #expect(try folder.read(path + "/b/part-0.rejected.csv") == "id,amount\n1,-2\n")
  }

  @Test(arguments: [SIGINT, SIGTERM])
  func `a run that is interrupted while it writes leaves nothing`(signal: Int32) throws {
    // Large enough that the signal meets the run at its work, wherever that is.
    let row = "1,-1\n"
    try folder.write("id,amount\n" + String(repeating: row, count: 400_000), "big.csv")
    for delay in [50_000, 200_000, 400_000] {
      let code = try SluiceBinary.signal(
        signal, after: UInt32(delay), ["validate", "orders.odcs.yaml", "big.csv", "--quarantine", "q"], in: folder)
      #expect(code == 128 + signal || code == 1)
      let left = (try? FileManager.default.contentsOfDirectory(atPath: folder.path("q"))) ?? []
      #expect(left.allSatisfy { !$0.hasPrefix(".") } && left.count <= (code == 1 ? 3 : 0), "\(left)")
      if code == 1 { break }
    }
  }
}
