import CLinux
package import DocumentText
import Glibc

/// What the program gives up before it looks at the document.
package enum Confinement {
    /// What the kernel offers to lock a process in.
    package struct Kernel: Sendable {
        /// The version of Landlock; 0 for none.
        package var landlock: Int
        /// Whether system calls can be filtered.
        package var hasFilter: Bool

        /// A kernel as it is described.
        package init(landlock: Int, hasFilter: Bool) {
            self.landlock = landlock
            self.hasFilter = hasFilter
        }

        /// The running kernel; whether it filters shows when the filter is put in place.
        package static var running: Kernel { Kernel(landlock: Int(clinux_landlock_version()), hasFilter: true) }
    }

    /// Locks this process, and all it will start, in, for good.
    ///
    /// It has to come before the first byte of the document is read, and in a process with one thread.
    ///
    /// - Parameters:
    ///   - limits: What the document may cost.
    ///   - parent: The process that must be the parent, to end with it.
    ///   - policy: Whether to go on where the kernel lacks a protection.
    ///   - kernel: What the kernel is taken to offer.
    /// - Returns: The protections that are active.
    /// - Throws: `unconfined`, with what is missing. Then the process must not go on.
    @discardableResult
    package static func enter(
        limits: ExtractionLimits,
        parent: Int32?,
        policy: ExtractionOptions.Sandbox,
        kernel: Kernel = .running
    ) throws(ReadingFailure) -> SandboxReport {
        var report = SandboxReport()
        try demand(clinux_close_inherited() == 0, "descriptors cannot be closed")
        try demand(clinux_clear_environment(ToolProgram.folders) == 0, "the environment cannot be cleared")
        if let parent {
            let isTied = clinux_set_parent_death_signal(SIGKILL) == 0 && getppid() == parent
            try demand(isTied, "the parent is gone")
        }
        try demand(clinux_forbid_inspection() == 0, "the process cannot be hidden from others")
        try demand(clinux_drop_capabilities() == 0, "capabilities cannot be given up")
        report.hasNoNewPrivileges = clinux_set_no_new_privileges() == 0
        report.isLimited = ResourceLimits.set(limits)
        try demand(report.isLimited, "the resource limits cannot be set")
        let tools = ToolProgram.names.compactMap(ToolProgram.path(of:))
        report.landlock = ReadablePaths.enter(landlock: kernel.landlock, tools: tools)
        // The launcher needs rights that the reader gives up with the filter.
        guard launch(tools, filtered: kernel.hasFilter) else {
            throw ReadingFailure(.unavailable, "no process is left for the tools")
        }
        report.isFiltered = kernel.hasFilter && clinux_filter_enter(CLINUX_FILTER_READER, nil) == 0
        if policy == .required, !report.isComplete {
            throw ReadingFailure(.unconfined, "the kernel does not offer \(report.missing.joined(separator: ", "))")
        }
        return report
    }

    private static func launch(_ tools: [String], filtered: Bool) -> Bool {
        CStrings.with(tools) { paths in
            paths.withMemoryRebound(to: UnsafePointer<CChar>?.self, capacity: tools.count) {
                clinux_launcher_begin($0, CInt(tools.count), filtered) == 0
            }
        }
    }

    private static func demand(_ isGiven: Bool, _ problem: String) throws(ReadingFailure) {
        guard isGiven else { throw ReadingFailure(.unconfined, problem) }
    }
}
