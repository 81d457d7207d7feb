internal import SluiceEngine
try DebugBench.trips(CommandLine.arguments[1], threads: Int(CommandLine.arguments[2])!)
