import Testing

@testable import SluiceCLI

@Suite struct ExitCodeTests {
  @Test func `the worst wins in the published order`() {
    let order: [ExitCode] = [
      .internalError, .contractIsWrong, .inputUnreadable, .dataBreaksContract, .incomplete, .pass,
    ]
    for (index, worse) in order.enumerated() {
      for better in order[index...] {
        #expect(ExitCode.worst(worse, better) == worse)
        #expect(ExitCode.worst(better, worse) == worse)
      }
    }
  }

  @Test func `every code has words of its own and none is 99`() {
    #expect(ExitCode(rawValue: 99) == nil)
    #expect(Set(ExitCode.allCases.map(\.summary)).count == ExitCode.allCases.count)
    for code in ExitCode.allCases {
      #expect(!code.explanation.what.isEmpty && !code.explanation.whatToDo.isEmpty)
    }
  }
}
