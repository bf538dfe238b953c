import CLinux
import DocumentText
import Glibc

/// What this process, and each that it starts, may use at most.
enum ResourceLimits {
    private static let openFiles: UInt64 = 64
    private static let stack: UInt64 = 8 << 20

    /// Sets the limits; `false` when one of them cannot be set.
    static func set(_ limits: ExtractionLimits) -> Bool {
        // A write beyond the limit fails instead of ending the process.
        signal(SIGXFSZ, SIG_IGN)
        return clinux_limit_file_size(fileSize(limits)) == 0
            && clinux_limit_memory(UInt64(limits.memoryBytes)) == 0
            && clinux_limit_cpu(UInt64(limits.cpuSeconds)) == 0
            && clinux_limit_open_files(openFiles) == 0
            && clinux_limit_stack(stack) == 0
            && clinux_limit_core(0) == 0
            && clinux_limit_locked_memory(0) == 0
            && clinux_limit_message_queues(0) == 0
    }

    /// No file of the machine is written, but parts of a document lie in memory files, and by hand the text may go into
    /// a file.
    private static func fileSize(_ limits: ExtractionLimits) -> UInt64 {
        UInt64(max(limits.inputBytes, limits.memberBytes, limits.textBytes))
    }
}
