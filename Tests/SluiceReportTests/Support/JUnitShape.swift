import Foundation
import FoundationXML

/// Reads a JUnit report and holds it against the XSD that Jenkins' xUnit plug-in validates with.
///
/// The tables say what `junit-10.xsd` says, and allow the `file` and `line` of a test case besides.
final class JUnitShape: NSObject, XMLParserDelegate {
  struct Element {
    var name: String
    var attributes: [String: String]
    var text = ""
    var children: [Element] = []

    func all(_ name: String) -> [Element] {
      (self.name == name ? [self] : []) + children.flatMap { $0.all(name) }
    }
  }

  private(set) var violations: [String] = []
  private var open: [Element] = []
  private(set) var root = Element(name: "", attributes: [:])

  private static let children: [String: Set<String>] = [
    "": ["testsuites"], "testsuites": ["testsuite"],
    "testsuite": ["testsuite", "properties", "testcase", "system-out", "system-err"],
    "properties": ["property"], "testcase": ["skipped", "error", "failure", "system-out", "system-err"],
  ]
  private static let withText: Set<String> = ["skipped", "error", "failure", "system-out", "system-err"]
  private static let attributes: [String: (required: Set<String>, optional: Set<String>)] = [
    "testsuites": ([], ["name", "time", "tests", "failures", "errors"]),
    "testsuite": (
      ["name", "tests", "failures", "errors"],
      ["group", "time", "skipped", "timestamp", "hostname", "id", "package", "file", "log", "url"]
    ),
    "property": (["name", "value"], []),
    "testcase": (["name"], ["time", "classname", "group", "file", "line"]),
    "skipped": ([], ["type", "message"]), "error": ([], ["type", "message"]),
    "failure": ([], ["type", "message"]),
  ]

  init(_ bytes: [UInt8]) {
    super.init()
    open = [Element(name: "", attributes: [:])]
    let parser = XMLParser(data: Data(bytes))
    parser.delegate = self
    if !parser.parse() { violations.append("not well-formed: line \(parser.lineNumber)") }
    root = open.first?.children.first ?? root
    checkCounts()
  }

  /// The counts of every suite are those of its cases.
  private func checkCounts() {
    for suite in root.all("testsuite") + [root] {
      let cases = suite.all("testcase")
      for (attribute, kind) in [("failures", "failure"), ("errors", "error"), ("skipped", "skipped")] {
        guard let told = suite.attributes[attribute] else { continue }
        let counted = cases.count { testCase in testCase.children.contains { $0.name == kind } }
        if told != String(counted) { violations.append("\(attribute) are \(counted), not \(told)") }
      }
      if suite.attributes["tests"] != String(cases.count) { violations.append("tests are \(cases.count)") }
    }
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String]
  ) {
    let parent = open.last?.name ?? ""
    if !(Self.children[parent] ?? []).contains(name) { violations.append("\(name) in \(parent)") }
    let known = Self.attributes[name] ?? ([], [])
    for missing in known.required.subtracting(attributes.keys) {
      violations.append("\(name) without \(missing)")
    }
    for key in attributes.keys where !known.required.union(known.optional).contains(key) {
      violations.append("\(name) with \(key)")
    }
    if let time = attributes["time"], time.range(of: #"^[0-9]*(\.[0-9]*)?$"#, options: .regularExpression) == nil {
      violations.append("time is \(time)")
    }
    open.append(Element(name: name, attributes: attributes))
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) {
    let name = open[open.count - 1].name
    open[open.count - 1].text += string
    let isBlank = string.allSatisfy { $0.isWhitespace }
    if !isBlank && !Self.withText.contains(name) { violations.append("text in \(name)") }
  }

  func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) {
    let element = open.removeLast()
    open[open.count - 1].children.append(element)
  }
}
