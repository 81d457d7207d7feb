import Glibc
import Sluice

// A load step of its own: hold a batch against its contract, then load it or say why not.
guard CommandLine.arguments.count == 3 else {
  print("usage: GateExample CONTRACT BATCH")
  exit(2)
}

let contract = try Contract(contentsOf: CommandLine.arguments[1])
let report = try contract.validate([CommandLine.arguments[2]], options: ValidationOptions(samples: 1))

for rule in report.rules where rule.status == .fail {
  print("\(rule.id): \(rule.failing ?? 0) of \(rule.population ?? 0), expected \(rule.expected ?? rule.check)")
  for sample in rule.samples {
    print("  first in \(sample.file), line \(sample.line), row \(sample.row)")
  }
}
print("\(report.verdict.rawValue): \(report.rows) rows, \(report.rules.count) rules")
exit(Int32(report.exitCode))
