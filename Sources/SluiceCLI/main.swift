internal import Glibc
internal import SluiceContract

CrashWatch.start()
SignalWatch.start()
exit(Sluice.run(PathText.commandLine.dropFirst()).number)
