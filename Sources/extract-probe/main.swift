// Locks itself in as the extractor does, and then tries what a hostile document would.

import Glibc

guard let probe = Probe(Array(CommandLine.arguments.dropFirst())) else {
    print(Probe.usage, terminator: "")
    exit(64)
}
exit(probe.run())
