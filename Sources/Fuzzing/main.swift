import CFuzzer
import Glibc

/// Feeds one parser with inputs that libFuzzer makes up: tradecraft-fuzz TARGET [libFuzzer's options and folders].
nonisolated(unsafe) private var target = FuzzTarget.detect

let names = FuzzTarget.allCases.map(\.rawValue).joined(separator: " ")
guard CommandLine.arguments.count > 1, let chosen = FuzzTarget(rawValue: CommandLine.arguments[1]) else {
    print("usage: tradecraft-fuzz TARGET [libFuzzer options]\ntargets: \(names)")
    exit(64)
}
target = chosen
// Only our own code is fed here: the separate programs have their limits from the sandbox, which is not entered.
setenv("PATH", "/nonexistent", 1)
var arguments: [UnsafeMutablePointer<CChar>?] =
    ([CommandLine.arguments[0]] + CommandLine.arguments.dropFirst(2)).map { strdup($0) } + [nil]
var count = CInt(arguments.count - 1)
let status = arguments.withUnsafeMutableBufferPointer { buffer in
    var base = buffer.baseAddress
    return withUnsafeMutablePointer(to: &base) { pointer in
        pointer.withMemoryRebound(to: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?.self, capacity: 1) {
            LLVMFuzzerRunDriver(&count, $0) { bytes, size in
                target.read(Array(UnsafeBufferPointer(start: bytes, count: size)))
                return 0
            }
        }
    }
}
exit(status)
