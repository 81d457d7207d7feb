import Testing

@testable import SluiceEngine

/// What the folders of a path say.
struct PartitionsTests {
  static func keys(_ path: String) -> [String] {
    Partitions.keys(of: path).map { key in
      String(decoding: key.name, as: UTF8.self) + "="
        + (key.value.map { String(decoding: $0, as: UTF8.self) } ?? "null")
    }
  }

  @Test(
    arguments: [
      ("part-0.csv", []),
      ("a/b/part-0.csv", []),
      ("year=2024/month=01/part-0.csv", ["year=2024", "month=01"]),
      ("/data/cat=x/data_0.csv", ["cat=x"]),
      ("cat=__HIVE_DEFAULT_PARTITION__/data_0.csv", ["cat=null"]),
      ("cat=/data_0.csv", ["cat="]),
      ("at=2024-01-01%2009%3A30/k%3D=a%2Fb%3db/p.csv", ["at=2024-01-01 09:30", "k==a/b=b"]),
      ("cat=a=b/p.csv", ["cat=a=b"]),
      ("cat=50%/p.csv", ["cat=50%"]),
      ("cat=%zz%4/p.csv", ["cat=%zz%4"]),
      ("cat=%FF/p.csv", ["cat=%FF"]),
      ("cat=%C3%A9/p.csv", ["cat=é"]),
      ("=x/p.csv", []),
      ("cat=x/cat=y/p.csv", ["cat=y"]),
      ("x/cat=1.csv", []),
    ] as [(String, [String])])
  func `folders are keys with values`(path: String, keys: [String]) {
    #expect(Self.keys(path) == keys)
  }
}
