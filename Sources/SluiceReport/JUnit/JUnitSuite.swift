/// Test cases that stand together in a JUnit report.
struct JUnitSuite {
  var name: String
  var properties: [(name: String, value: String)] = []
  var cases: [JUnitCase]
}

/// One rule, structural kind or diagnostic, as a test that has run.
struct JUnitCase {
  enum Ending {
    case passed
    /// Passed, and there is something to read.
    case warned(text: String)
    case failed(JUnitFault)
    /// It could not be decided.
    case undecided(JUnitFault)
    case skipped(reason: String)
  }

  var name: String
  var className: String
  /// Where what was tested is written.
  var file: String?
  var line: Int?
  var ending: Ending
}

struct JUnitFault {
  /// One line, which overviews show.
  var message: String
  /// A word to group by.
  var type: String
  var text: String
}

/// A JUnit report as the build servers read it.
///
/// Elements and attributes are those of the XSD of Jenkins' xUnit plug-in, and `file` and `line` of a test case, which
/// pytest writes and GitLab shows.
struct JUnitDocument {
  var head: ReportHead
  /// How long the run took; nil where it ended early.
  var seconds: Double?
  var suites: [JUnitSuite]

  func render() -> [UInt8] {
    let cases = suites.flatMap(\.cases)
    let time = Quantity.fixed(seconds ?? 0, decimals: 3)
    var writer = XMLWriter()
    writer.element(
      "testsuites",
      [
        ("name", "sluice \(head.command)"), ("tests", String(cases.count)),
        ("failures", count(cases, \.isFailed)), ("errors", count(cases, \.isUndecided)), ("time", time),
      ]
    ) { writer in
      for suite in suites { append(suite, time: time, to: &writer) }
    }
    return writer.bytes
  }

  private func count(_ cases: [JUnitCase], _ isCounted: (JUnitCase) -> Bool) -> String {
    String(cases.count(where: isCounted))
  }

  private func append(_ suite: JUnitSuite, time: String, to writer: inout XMLWriter) {
    writer.element(
      "testsuite",
      [
        ("name", suite.name), ("tests", String(suite.cases.count)),
        ("failures", count(suite.cases, \.isFailed)), ("errors", count(suite.cases, \.isUndecided)),
        ("skipped", count(suite.cases, \.isSkipped)), ("time", time), ("timestamp", head.startedAt),
      ]
    ) { writer in
      if !suite.properties.isEmpty {
        writer.element("properties", []) { writer in
          for property in suite.properties {
            writer.element("property", [("name", property.name), ("value", property.value)])
          }
        }
      }
      for testCase in suite.cases { append(testCase, to: &writer) }
    }
  }

  private func append(_ testCase: JUnitCase, to writer: inout XMLWriter) {
    let attributes: [XMLWriter.Attribute] = [
      ("name", testCase.name), ("classname", testCase.className), ("file", testCase.file),
      ("line", testCase.line.map(String.init)), ("time", "0"),
    ]
    switch testCase.ending {
    case .passed: writer.element("testcase", attributes)
    case .warned(let text):
      writer.element("testcase", attributes) { $0.element("system-out", [], text: text) }
    case .failed(let fault):
      writer.element("testcase", attributes) { $0.fault("failure", fault) }
    case .undecided(let fault):
      writer.element("testcase", attributes) { $0.fault("error", fault) }
    case .skipped(let reason):
      writer.element("testcase", attributes) { $0.element("skipped", [("message", reason)]) }
    }
  }
}

extension XMLWriter {
  fileprivate mutating func fault(_ name: String, _ fault: JUnitFault) {
    element(name, [("message", fault.message), ("type", fault.type)], text: fault.text)
  }
}

extension JUnitCase {
  fileprivate var isFailed: Bool { if case .failed = ending { true } else { false } }
  fileprivate var isUndecided: Bool { if case .undecided = ending { true } else { false } }
  fileprivate var isSkipped: Bool { if case .skipped = ending { true } else { false } }
}
