import CLinux
import DocumentText
import Glibc

/// What the program gives up before it looks at the document.
enum Confinement {
    private static let openFiles: UInt64 = 64

    /// Sets the limits of this process and of all it starts; `false` when one of them cannot be set, or when the parent
    /// is gone.
    static func enter(limits: ExtractionLimits, parent: Int32?) -> Bool {
        if let parent {
            guard clinux_set_parent_death_signal(SIGKILL) == 0, getppid() == parent else { return false }
        }
        var status = stat()
        // By hand the text may go into a file; nothing else is ever written to one.
        let writesFile = fstat(STDOUT_FILENO, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
        guard writesFile || clinux_limit_file_size(0) == 0 else { return false }
        return clinux_limit_memory(UInt64(limits.memoryBytes)) == 0
            && clinux_limit_cpu(UInt64(limits.cpuSeconds)) == 0
            && clinux_limit_open_files(openFiles) == 0
            && clinux_limit_core(0) == 0
            && clinux_set_no_new_privileges() == 0
    }
}
