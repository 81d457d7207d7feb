import Foundation
import SluiceContract
import Testing

@testable import SluiceEngine

/// The house keeps its shape: arrows between floors and targets point one way only.
///
/// The test reads the sources as text, without comments and string literals, and looks for whole identifiers.
struct FloorsTests {
  /// From low to high; floors that come later stand where they will.
  static let floors = [
    "Source", "Scan", "Column", "Metric", "Keys", "Statistic", "Check", "Plan", "Skew", "Drift", "Monitor",
    "Run",
  ]

  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

  @Test
  func `every folder of the engine is a floor`() throws {
    let folders = try FileManager.default.contentsOfDirectory(atPath: Self.root + "/Sources/SluiceEngine")
    #expect(Set(folders).subtracting(Self.floors).isEmpty)
  }

  @Test
  func `a floor never names a type of a higher one`() throws {
    var homes: [String: Int] = [:]
    for (level, floor) in Self.floors.enumerated() {
      for source in try Self.sources("SluiceEngine/" + floor) {
        for type in source.declaredTypes { homes[type] = min(homes[type] ?? level, level) }
      }
    }
    #expect(homes.count > 80, "the reader of declarations finds too little")
    var breaches: [String] = []
    for (level, floor) in Self.floors.enumerated() {
      for source in try Self.sources("SluiceEngine/" + floor) {
        for type in source.identifiers where homes[type] ?? 0 > level && !source.nested.contains(type) {
          breaches.append("\(source.name) names \(type) of \(Self.floors[homes[type] ?? 0])")
        }
      }
    }
    #expect(breaches.isEmpty, "\(breaches.sorted().joined(separator: "\n"))")
  }

  @Test(arguments: [
    ("SluiceContract", ["CLibYAML", "CPCRE2", "CMessageDigest", "Glibc"]),
    (
      "SluiceEngine",
      [
        "SluiceContract", "CPCRE2", "CISAL", "CZstd", "CSluiceMath", "CSluiceKernels", "Glibc", "Synchronization",
      ]
    ),
    ("SluiceReport", ["SluiceContract", "SluiceEngine"]),
    ("SluiceSQL", ["SluiceContract", "SluiceEngine", "CSQLite", "Glibc"]),
    ("Sluice", ["SluiceContract", "SluiceEngine", "SluiceReport", "SluiceSQL", "Glibc"]),
    ("SluiceCLI", ["SluiceContract", "SluiceEngine", "SluiceReport", "SluiceSQL", "Glibc", "Synchronization"]),
  ])
  func `a target imports only what it may`(target: String, allowed: [String]) throws {
    let sources = try Self.sources(target)
    #expect(!sources.isEmpty)
    for source in sources {
      let foreign = Set(source.imports).subtracting(allowed)
      #expect(foreign.isEmpty, "\(source.name) imports \(foreign.sorted())")
    }
  }

  @Test
  func `every check that is run is declared, and every declared one is run`() {
    let run = Set(CheckKinds.all.map { $0.id })
    // A rename is how a missing column ends, an expired waiver is about the contract: neither is a check of its own.
    let declared = Set(CheckDeclaration.all.map(\.id)).subtracting(["columnRenamed", "waiver"])
    #expect(run.subtracting(declared).sorted() == [], "run, but not declared in SluiceContract/Checks")
    #expect(declared.subtracting(run).sorted() == [], "declared, but not run in SluiceEngine/Check")
    #expect(CheckDeclaration.named("columnRenamed") != nil && CheckDeclaration.named("waiver") != nil)
    #expect(run.count == CheckKinds.all.count, "two kinds with one id")
  }

  static func sources(_ folder: String) throws -> [SwiftSource] {
    let path = root + "/Sources/" + folder
    guard let files = FileManager.default.enumerator(atPath: path) else { return [] }
    return try files.compactMap { $0 as? String }.filter { $0.hasSuffix(".swift") }.sorted().map {
      SwiftSource(name: "\(folder)/\($0)", text: try String(contentsOfFile: path + "/" + $0, encoding: .utf8))
    }
  }
}

/// A source file as words.
struct SwiftSource {
  let name: String
  let identifiers: Set<String>
  let imports: [String]
  /// Types that are declared at the top of the file.
  let declaredTypes: [String]
  /// Types that are declared inside others, and may share a name with one of another floor.
  let nested: Set<String>

  init(name: String, text: String) {
    self.name = name
    let code = Self.withoutCommentsAndStrings(text)
    let words = code.split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init)
    identifiers = Set(words)
    var imports: [String] = []
    var top: [String] = []
    var inner: Set<String> = []
    for line in code.split(separator: "\n") {
      let words = line.split(separator: " ").map(String.init)
      if let index = words.firstIndex(of: "import"), index + 1 < words.count {
        imports.append(words[index + 1])
      }
      let kinds = ["struct", "class", "enum", "protocol", "actor", "typealias"]
      guard let index = words.firstIndex(where: kinds.contains), index + 1 < words.count else { continue }
      let type = String(words[index + 1].prefix { $0.isLetter || $0.isNumber || $0 == "_" })
      if line.hasPrefix(" ") { inner.insert(type) } else { top.append(type) }
    }
    self.imports = imports
    declaredTypes = top
    nested = inner
  }

  static func withoutCommentsAndStrings(_ text: String) -> String {
    var out = ""
    var rest = Array(text.utf8)[...]
    func starts(_ prefix: String) -> Bool { rest.starts(with: prefix.utf8) }
    while let byte = rest.first {
      if starts("//") {
        rest = rest.drop { $0 != UInt8(ascii: "\n") }
      } else if starts("\"\"\"") {
        rest = rest.dropFirst(3)
        while !rest.isEmpty && !starts("\"\"\"") { rest = rest.dropFirst(starts("\\") ? 2 : 1) }
        rest = rest.dropFirst(3)
      } else if byte == UInt8(ascii: "\"") {
        rest = rest.dropFirst()
        while let inner = rest.first, inner != UInt8(ascii: "\"") {
          rest = rest.dropFirst(inner == UInt8(ascii: "\\") ? 2 : 1)
        }
        rest = rest.dropFirst()
      } else {
        out.unicodeScalars.append(Unicode.Scalar(byte))
        rest = rest.dropFirst()
      }
    }
    return out
  }
}

struct SwiftSourceTests {
  @Test
  func `comments and strings are not code`() {
    let code = SwiftSource.withoutCommentsAndStrings(
      "let a = \"Plan \\\" Run\" // Check\n/// Metric\nlet b = \"\"\"\n  Keys \"\n  \"\"\"\nScan")
    #expect(code == "let a =  \n\nlet b = \nScan")
  }

  @Test
  func `declarations are told from uses, and the top of a file from what is nested`() {
    let source = SwiftSource(
      name: "a",
      text: "package import Glibc\n@safe final class Outer: P {\n  struct Inner<T> {}\n  let x: Other\n}")
    #expect(source.declaredTypes == ["Outer"])
    #expect(source.nested == ["Inner"])
    #expect(source.imports == ["Glibc"])
    #expect(source.identifiers.contains("Other"))
  }
}
