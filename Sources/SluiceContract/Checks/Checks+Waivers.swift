// What an expired waiver is: no rule of its own, but a result that is counted and explained like one.

extension CheckDeclaration {
  private static func contract(until day: String) -> String {
    ExampleContract.root(
      """
      customProperties:
        - property: sluiceWaivers
          value: [{rule: required, until: \(day), reason: the old shop sends no price}]
      schema:
        - name: orders
          properties: [{name: id}, {name: price, required: true}]
      """)
  }

  static let waiver = CheckDeclaration(
    id: "waiver",
    summary: "No waiver of the contract has expired.",
    why: "A waiver turns a failure into a warning up to its day; what nobody renews or removes stays unseen for ever.",
    parameters: [
      Parameter("sluiceWaivers[].rule", "id of a rule or of a check", "what may fail", larger: .none),
      Parameter(
        "sluiceWaivers[].path", "object or object.column", default: "everywhere", "where it may fail", larger: .none),
      Parameter(
        "sluiceWaivers[].until", "date", "the last day, UTC, on which a failure only warns", larger: .loosens),
      Parameter("sluiceWaivers[].reason", "text", default: "none", "why, for whoever reads the report", larger: .none),
    ],
    words: "waivers have expired", metrics: [],
    examples: [
      Example(contract(until: "2999-12-31"), csv: "id,price\n1,5\n", failing: 0),
      Example(contract(until: "2020-12-31"), csv: "id,price\n1,5\n", failing: 1),
    ])
}
