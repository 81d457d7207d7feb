import Testing

@testable import SluiceCLI

/// What the files of a quarantine are called, whatever the parts are called.
struct QuarantineNamesTests {
  @Test(arguments: [
    (["orders.csv"], ["orders"]),
    (["in/orders.csv"], ["orders"]),
    (["/data/in/a.csv", "/data/in/b.csv.gz", "/data/in/c.csv.zst", "/data/in/part-0"], ["a", "b", "c", "part-0"]),
    (["export/cat=x/data_0.csv", "export/cat=y/data_0.csv"], ["cat=x/data_0", "cat=y/data_0"]),
    (["mon/orders.csv", "tue/orders.csv"], ["mon/orders", "tue/orders"]),
    (["a.csv", "./a.csv", "a.csv.gz"], ["a", "a-2", "a-3"]),
    (["../a.csv", "b.csv"], ["_/a", "b"]),
    (["a/../../b.csv", "a/c.csv"], ["_/_/b", "c"]),
    (["-"], ["stdin"]),
    ([".csv", "..csv"], [".csv", "."]),
  ])
  func `parts keep their names and folders, and never share one`(parts: [String], stems: [String]) {
    #expect(QuarantineNames(parts: parts).stems == stems)
  }

  @Test func `folders are listed with their parents first, once`() {
    let names = QuarantineNames(parts: ["x/a/b/1.csv", "x/a/b/2.csv", "x/c/3.csv"])
    #expect(names.folders == ["a", "a/b", "c"])
    #expect(names.accepted(1) == "a/b/2.accepted.csv" && names.rejected(2) == "c/3.rejected.csv")
    #expect(names.files.count == 7 && names.files.last == "reasons.csv")
  }

  @Test func `a name that is too long for a file system is cut, between characters`() {
    let long = String(repeating: "é", count: 140)
    let names = QuarantineNames(parts: [long + "1.csv", long + "2.csv"])
    #expect(names.stems.allSatisfy { $0.utf8.count <= 240 && $0.hasPrefix("éé") })
    #expect(Set(names.stems).count == 2)
  }
}
