import SluiceContract
import Testing

@testable import SluiceEngine
@testable import SluiceReport

/// A profile as bytes: what is written is what is read back.
struct ProfileDocumentTests {
  private static func summary(_ name: String, _ type: String, nulls: Int = 0) -> ColumnSummary {
    ColumnSummary(
      name: name, type: type, rows: 4, nulls: nulls, invalid: 1, nan: nil, minimum: nil, maximum: nil, mean: nil,
      distinct: nil, isMasked: false)
  }

  static var profile: BatchProfile {
    var price = BatchProfile.Column(summary: summary("price", "number"), infinite: 1, values: .listed([]))
    price.summary.nan = 0
    (price.summary.minimum, price.summary.maximum) = (.number(-0.5), .number(1e300))
    price.summary.mean = 0.1 + 0.2
    (price.sum, price.standardDeviation) = (.number(1e22), 1.0 / 3)
    price.deciles = [.number(-0.5), .exact("2.5"), .exact("9007199254740993")]
    price.values = .listed([.init(text: "-0.5", count: 1), .init(text: "NaN", count: 1 << 60)])
    price.summary.distinct = 2
    var name = BatchProfile.Column(summary: summary("na\"me\u{1D173}", "string"), values: .leftOut(.tooMany))
    name.summary.distinct = 70_000
    var nasty = BatchProfile.Column(
      summary: summary("null", "string", nulls: 4),
      values: .listed(
        ["", "null", "~", "\u{FFFF}\u{FEFF}", "\\ud834\\udd73", "é", "\u{0}\u{85}\u{2028}"].map {
          .init(text: $0, count: 1)
        }))
    nasty.summary.distinct = 7
    var secret = BatchProfile.Column(summary: summary("card", "integer"), values: .leftOut(.masked))
    // Whatever the engine hands over.
    (secret.summary.minimum, secret.summary.mean, secret.summary.isMasked) = (.integer(4111), 4111, true)
    secret.summary.distinct = 3
    let items = BatchProfile.Column(summary: summary("items", "array"), values: .leftOut(.nested))
    return BatchProfile(object: "orders", rows: 5, columns: [price, name, nasty, secret, items], structure: [])
  }

  @Test func `its bytes are the golden ones`() throws {
    var nameless = Self.profile
    (nameless.object, nameless.columns) = (nil, [])
    try expectSnapshot(ProfileDocument.render([Self.profile, nameless]), "profile.json")
  }

  @Test func `what is written is read back`() throws {
    let baseline = try BaselineReader.read(ProfileDocument.render([Self.profile]), path: "p.json")
    let object = try #require(baseline.object(named: "orders"))
    var expected = Self.profile.baseline
    // A mean that must not be shown is not there.
    expected.columns[3].mean = nil
    #expect(object.rows == expected.rows && baseline.objects.count == 1)
    for (found, wanted) in zip(object.columns, expected.columns) { #expect(found == wanted) }
    #expect(object.columns.count == expected.columns.count)
  }

  @Test func `a report of validate is read back too`() throws {
    let outcome = SampleRuns.everyStatus
    let run = outcome.results[0]
    let baseline = try BaselineReader.read(JSONReport.render(outcome), path: "r.json")
    let object = try #require(baseline.object(named: run.object))
    #expect(object.rows == run.rows)
    #expect(object.columns.map(\.name) == run.columns.map(\.name))
    #expect(object.columns.map(\.nulls) == run.columns.map(\.nulls))
    #expect(object.columns.map(\.mean) == run.columns.map { $0.isMasked ? nil : $0.mean })
  }
}
