@testable import SluiceContract
@testable import SluiceEngine
@testable import SluiceReport

/// A hand-written comparison that holds every status, every kind of finding and every figure.
enum SampleSkew {
  static var outcome: SkewOutcome {
    SkewOutcome(
      head: SampleRuns.head("skew", exitCode: 1),
      contract: ContractSummary(
        path: "late.odcs.yaml", sha256: String(repeating: "ab", count: 32), id: "late", version: "1.0.0"),
      result: result,
      rulesNotRun: [
        CheckResult(
          id: "flights.dest.skew", check: "skew", column: "dest", ruleID: nil, isBlocking: true, status: .notRun,
          reason: "`where` is not run by this version", observed: nil, unit: nil, failing: nil, population: nil,
          expected: nil, threshold: nil, location: Mark(line: 30, column: 11, offset: 0, length: 4), samples: [],
          details: [])
      ],
      diffPath: "diff.csv")
  }

  static var clean: SkewOutcome {
    var outcome = outcome
    outcome.head.exitCode = 0
    outcome.rulesNotRun = []
    outcome.diffPath = nil
    outcome.result?.features = [feature("dest", .pass, failing: 0), feature("carrier", .pass, failing: 0)]
    outcome.result?.findings = []
    outcome.result?.train.structure = []
    outcome.result?.predictions = nil
    outcome.result?.diff = nil
    outcome.result?.verdict = .pass
    outcome.result?.pairing = pairing(duplicates: 0)
    outcome.result?.pairing.asOf = nil
    return outcome
  }

  static var ended: SkewOutcome {
    let error = RunError(
      code: "inputNotFound", message: "no batch at serve.csv: No such file or directory", path: "serve.csv", errno: 2,
      isRetryable: true)
    return SkewOutcome(head: SampleRuns.head("skew", exitCode: 4, error: error))
  }

  private static var result: SkewResult {
    SkewResult(
      train: SkewResult.Side(
        files: [SkewResult.File(path: "train.csv", bytes: 900_000, rows: 9076, commentLines: 0)], rows: 9076,
        structure: [
          StructuralFinding(
            kind: "byteOrderMark", severity: .warning, file: "train.csv", row: 0, line: 1, byteOffset: 0,
            message: "begins with a byte order mark", count: 1, samples: [])
        ], dialect: []),
      serve: SkewResult.Side(
        files: (0..<2).map { SkewResult.File(path: "serve/\($0).csv", bytes: 500_000, rows: 4539, commentLines: 1) },
        rows: 9078, structure: [], dialect: []),
      keys: ["day", "flight"], policy: .error, pairing: pairing(duplicates: 2), features: features,
      predictions: predictions, findings: findings, verdict: .fail,
      diff: SkewResult.Diff(lines: 9301, failure: nil),
      timing: SkewResult.Timing(seconds: 0.25, bytes: 1_900_000, threads: 2))
  }

  private static func pairing(duplicates: Int) -> SkewPairing {
    var pairing = SkewPairing()
    pairing.train.rows = 9076
    pairing.train.keys = 9076
    pairing.serve.rows = 9078
    pairing.serve.keys = 9078 - duplicates
    pairing.serve.duplicates = duplicates
    pairing.serve.duplicatedKeys = duplicates
    pairing.serve.nullKeys = duplicates
    pairing.train.unmatched = duplicates
    pairing.matched = 9074
    pairing.oneToOne = 9072
    var asOf = SkewPairing.AsOf(column: "at", tolerance: 300_000_000_000)
    asOf.futureOnly = 3
    asOf.tooOld = 4
    asOf.ages = SkewPairing.Ages(median: 60_000_000_000, p95: 250_000_000_000, largest: 299_000_000_000)
    pairing.asOf = asOf
    return pairing
  }

  private static var predictions: SkewPredictions {
    var predictions = SkewPredictions(column: "p_late", isNumeric: true)
    predictions.sameFeatures.pairs = 1000
    predictions.sameFeatures.differing = 12
    predictions.sameFeatures.meanDelta = 0.01
    predictions.sameFeatures.meanAbsoluteDelta = 0.02
    predictions.otherFeatures.pairs = 8074
    predictions.otherFeatures.differing = 8000
    return predictions
  }

  private static var findings: [SkewFinding] {
    [
      SkewFinding(
        kind: .duplicateKeys, status: .fail, column: nil, side: .serve, count: 2,
        message: "2 keys stand in several rows; say which row counts with --duplicates"),
      SkewFinding(
        kind: .featureMissing, status: .warn, column: "gate", side: .serve, count: nil,
        message: "the training log has the column, the serving log has not"),
    ]
  }

  private static var features: [SkewFeature] {
    var scaled = feature("distance_km", .fail, failing: 9074)
    scaled.servingName = "distance"
    scaled.ruleID = "distance-agrees"
    scaled.mark = Mark(line: 21, column: 9, offset: 300, length: 4)
    scaled.mismatches = 9000
    scaled.typeMismatches = 5
    scaled.trainNullOnly = 70
    scaled.serveNullOnly = 4
    scaled.exactMismatches = 9003
    scaled.tolerance = SkewTolerance(relative: ExactDecimal("1e-6") ?? .zero)
    scaled.absoluteMismatches = 9003
    scaled.relativeMismatches = 9000
    scaled.ulpMismatches = 9003
    scaled.differences = SkewFeature.Differences(
      pairs: 9000, mean: -609.2213, quantiles: [-3036.4, -2000, -900, -500.25, -200, -50, 0.001], sampled: 9003,
      rankError: 0,
      largest: SkewFeature.Largest(delta: -3036.356, pair: sample("2013-02-11", "4983.5", "1947.144")))
    scaled.pearson = 0.99
    scaled.firstMismatch = SkewInstant(nanoseconds: 0, text: "2013-02-11T05:00:00Z")
    scaled.lastMismatch = SkewInstant(nanoseconds: 1, text: "2013-02-20T23:59:00Z")
    scaled.worstSlice = SkewSlice(
      column: "carrier", value: Array("UA".utf8), isMasked: false, pairs: 1200, failing: 1200, otherPairs: 7874,
      otherFailing: 7874, separation: 0)
    scaled.changes = [
      SkewChange(train: Array("10".utf8), serve: Array("6.2".utf8), isMasked: false, count: 120),
      SkewChange(train: nil, serve: [0x30, 0xFF], isMasked: false, count: 70),
    ]
    scaled.changesCounted = 9074
    scaled.samples = [sample("2013-02-11", "1332.537", "828"), sample("2013-02-12", nil, "c\u{7}")]
    scaled.matchedDistances = distances
    scaled.allDistances = distances
    scaled.causes = [
      SkewCause(
        cause: "unitScale", tier: .confirmed, confidence: 0.99, explained: 8990, of: 9000,
        parameters: [.init(name: "factor", value: .number(0.621371)), .init(name: "with", value: .text("distance"))])
    ]
    var secret = feature("email", .warn, failing: 3)
    secret.isMasked = true
    secret.type = "string"
    secret.isBlocking = false
    secret.reason = "known from known.json"
    secret.samples = [sample("2013-02-11", "z@example.org", "y@example.org", isMasked: true)]
    secret.changes = [SkewChange(train: nil, serve: nil, isMasked: true, count: 3)]
    secret.matchedDistances = SkewDistances(
      trainValues: 9000, serveValues: 9000, trainNulls: 74, serveNulls: 74, bins: .categories(12), psi: 0.1, js: 0.2,
      ks: nil, chi2: SkewDistances.Chi2(statistic: 3.5, degrees: 11, pValue: 0.98, cramersV: 0.01), reason: nil)
    var empty = feature("gate", .notRun, failing: 0)
    empty.pairs = 0
    empty.interval = nil
    var predicted = feature("p_late", .fail, failing: 40)
    predicted.isPrediction = true
    return [feature("dest", .pass, failing: 0), secret, scaled, empty, predicted]
  }

  private static var distances: SkewDistances {
    SkewDistances(
      trainValues: 9070, serveValues: 9004, trainNulls: 4, serveNulls: 70,
      bins: .deciles(edges: [10, 20.5], train: [3000, 3000, 3070], serve: [9000, 4, 0], rankError: 0.0001), psi: 3.25,
      js: 0.81,
      ks: SkewDistances.KS(statistic: 0.66, pValue: 0, isExact: false, error: 0.0002), chi2: nil, reason: nil)
  }

  private static func feature(_ name: String, _ status: CheckResult.Status, failing: Int) -> SkewFeature {
    var feature = SkewFeature(
      name: name, servingName: name, type: "number", trainType: "number", serveType: "integer", isMasked: false,
      isPrediction: false, tolerance: SkewTolerance(), status: status, isBlocking: true,
      threshold: CheckResult.ThresholdSummary(comparison: "mustBeLessOrEqualTo", operands: ["0"], unit: "percent"),
      expected: "at most 0 percent")
    feature.pairs = 9074
    feature.mismatches = failing
    feature.exactMismatches = failing
    feature.interval = Proportion(failing, of: 9074).map { ($0.interval().lowerBound, $0.interval().upperBound) }
    return feature
  }

  private static func sample(
    _ day: String, _ train: String?, _ serve: String?, isMasked: Bool = false
  ) -> SkewSample {
    SkewSample(
      key: [
        Sample.KeyPart(column: "day", value: Array(day.utf8), isMasked: false),
        Sample.KeyPart(column: "flight", value: nil, isMasked: true),
      ],
      train: SkewSample.Cell(
        file: "train.csv", row: 12, line: 13, byteOffset: 988, value: train.map { Array($0.utf8) }, isMasked: isMasked),
      serve: SkewSample.Cell(
        file: "serve/1.csv", row: 4031, line: 4032, byteOffset: 443_122, value: serve.map { Array($0.utf8) },
        isMasked: isMasked))
  }
}
