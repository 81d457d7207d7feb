internal import Glibc

CrashWatch.start()
SignalWatch.start()
exit(Sluice.run(CommandLine.arguments.dropFirst()).number)
