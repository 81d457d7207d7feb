package enum DebugBench {
  package static func trips(_ path: String, threads: Int) throws(SourceError) {
    func c(_ n: String, _ k: ColumnKind, _ t: [CellTest] = []) -> ColumnSpec { ColumnSpec(name: Array(n.utf8), kind: k, tests: [.parses] + t) }
    let r = CellTest.inNumberRange(NumberRange(minimum: 0, maximum: 1000, excludesMinimum: false, excludesMaximum: false))
    let e = ["card", "cash", "voucher", "dispute", "no_charge"].map { Array($0.utf8) }
    let cols = [c("trip_id", .integer, [.present]), c("pickup_ts", .timestamp), c("service_date", .date), c("distance_km", .number, [r]), c("fare", .number,[r]), c("lat", .number,[r]), c("score", .number,[r]), c("payment", .text, [.isOneOf(TextSet(e))]), c("zone", .text, [.matches(Pattern("^[a-z]{3}-[A-Z][0-9]{2}$")!)]), c("shared", .boolean), c("note", .text)]
    let spec = PassSpec(scan: ScanSpec(dialect: .standard, columns: cols.map(\.name)), columns: cols, keys: [KeySpec(columns: [0])], samples: 5)
    let res = try ColumnPass.run(Batch(paths: [path]).files, spec: spec, threads: threads, chunkBytes: 256*1024)
    for (s, st) in zip(cols, res.columns) {
      print(String(decoding: s.name, as: UTF8.self), st.rows, st.nulls, st.invalid, st.findings.map(\.count))
      if case .numbers(let n) = st.values { print(n.minimum, n.maximum, n.sum.quotient(by: n.finite)) }
      if case .integers(let n) = st.values { print(n.minimum, n.maximum) }
    }
    print(res.keys[0].counts)
    print(res.reading.structure.entries)
  }
}
