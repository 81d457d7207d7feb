import Foundation
import Testing

/// One run, every format.
@Suite struct EndToEndReportsAtOnceTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try Orders.folder()
  }

  private func check(_ batch: String) throws -> (json: [String: Any], others: [String]) {
    let json = try JSONSerialization.jsonObject(with: Data(folder.read("r.json").utf8)) as? [String: Any]
    return (json ?? [:], try ["r.txt", "r.xml", "r.github"].map(folder.read))
  }

  private let reports = ["text=r.txt", "json=r.json", "junit=r.xml", "github=r.github"].flatMap { ["--report", $0] }

  @Test func `all four formats of one run say the same`() throws {
    let ending = try SluiceBinary.run(["validate", "orders.odcs.yaml", "range.csv"] + reports, in: folder)
    #expect(ending.exitCode == 1)
    let (json, others) = try check("range.csv")
    #expect(json["verdict"] as? String == "fail")
    let runID = try #require(json["runId"] as? String)
    #expect(others[0] == ending.output)
    #expect(others[1].contains("<property name=\"runId\" value=\"\(runID)\"/>"))
    #expect(others[1].contains("classname=\"orders.amount\" file=\"orders.odcs.yaml\" line="))
    #expect(others[2].hasPrefix("::error file=orders.odcs.yaml,line="))
    #expect(others[2].hasSuffix(ending.lastLine + "\n"))
    for report in others { #expect(report.contains("1 of 3 rows (33.3 %"), "\(report)") }
    #expect(try folder.names().filter { $0.hasSuffix(".tmp") } == [])
  }

  @Test func `a run without a verdict replaces all four`() throws {
    for name in ["r.txt", "r.json", "r.xml", "r.github"] { try folder.write("PASS\n", name) }
    let ending = try SluiceBinary.run(["validate", "orders.odcs.yaml", "none.csv"] + reports, in: folder)
    #expect(ending.exitCode == 4)
    let (json, others) = try check("none.csv")
    #expect((json["error"] as? [String: Any])?["path"] as? String == "none.csv")
    #expect(others[0].hasPrefix("ERROR · no verdict: "))
    #expect(others[1].contains("<error message=\"") && others[1].contains("type=\"inputNotFound\""))
    #expect(others[2].hasPrefix("::error file=none.csv,title=sluice validate::"))
  }

  @Test(arguments: ["text", "json", "junit", "github"])
  func `lint and inspect have every format`(format: String) throws {
    let lint = try SluiceBinary.run(["lint", "wrong.odcs.yaml", "--format", format], in: folder)
    #expect(lint.exitCode == 3 && lint.output.contains("requird") && lint.output.contains("10"))
    let inspect = try SluiceBinary.run(["inspect", "ragged.csv", "--format", format], in: folder)
    #expect(inspect.exitCode == 1 && inspect.output.contains("fieldCount"))
  }

  @Test func `a report that fails is told by every other one`() throws {
    let ending = try SluiceBinary.run(
      ["validate", "orders.odcs.yaml", "good.csv", "--report", "junit=/dev/full"] + reports, in: folder)
    #expect(ending.exitCode == 5)
    let (json, others) = try check("good.csv")
    #expect(json["exitCode"] as? Int == 5)
    #expect(others[1].contains("type=\"outputNotWritten\"") && others[1].contains("name=\"exitCode\" value=\"5\""))
    #expect(others[2].contains("::error file=/dev/full,title=sluice validate::cannot write /dev/full"))
    #expect(others[0].contains("incomplete: cannot write /dev/full"))
  }
}
