/// What keeps an extractor child in: which protections the kernel gave it.
///
/// The child says it in one line, so that its client can show it.
package struct SandboxReport: Equatable, Sendable {
    /// The version of Landlock that closes the file system, the network and other processes to the child; 0 for none.
    package var landlock: Int

    /// Whether only the system calls on a list are possible.
    package var isFiltered: Bool

    /// Whether no program it starts can have more rights than it has.
    package var hasNoNewPrivileges: Bool

    /// Whether the limits on memory, processor time, files and descriptors are set.
    package var isLimited: Bool

    /// A report.
    package init(
        landlock: Int = 0,
        isFiltered: Bool = false,
        hasNoNewPrivileges: Bool = false,
        isLimited: Bool = false
    ) {
        self.landlock = landlock
        self.isFiltered = isFiltered
        self.hasNoNewPrivileges = hasNoNewPrivileges
        self.isLimited = isLimited
    }

    /// Whether nothing is missing that ``ExtractionOptions/Sandbox/required`` asks for.
    package var isComplete: Bool { missing.isEmpty }

    /// What is missing, each as a phrase that names the part of the kernel.
    package var missing: [String] {
        var missing: [String] = []
        if landlock < 1 { missing.append("Landlock (file access)") }
        if !isFiltered { missing.append("seccomp (system calls)") }
        if !hasNoNewPrivileges { missing.append("no_new_privs") }
        if !isLimited { missing.append("resource limits") }
        return missing
    }

    /// The report as the child writes it, without a line feed.
    package var line: String {
        func word(_ value: Bool) -> String { value ? "yes" : "no" }
        return "landlock=\(landlock) seccomp=\(word(isFiltered)) no-new-privileges=\(word(hasNoNewPrivileges))"
            + " limits=\(word(isLimited))"
    }

    /// Reads a line the child wrote; `nil` where it is none.
    ///
    /// Words it does not know are left out: they are of a newer child.
    package init?(line: some StringProtocol) {
        self.init()
        var known = 0
        for word in line.split(whereSeparator: \.isWhitespace) {
            let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2 else { return nil }
            if parts[0] == "landlock" {
                guard let version = Int(parts[1]), version >= 0 else { return nil }
                landlock = version
            } else {
                guard let path = Self.flags[String(parts[0])] else { continue }
                guard parts[1] == "yes" || parts[1] == "no" else { return nil }
                self[keyPath: path] = parts[1] == "yes"
            }
            known += 1
        }
        guard known == Self.flags.count + 1 else { return nil }
    }

    private static var flags: [String: WritableKeyPath<SandboxReport, Bool>] {
        ["seccomp": \.isFiltered, "no-new-privileges": \.hasNoNewPrivileges, "limits": \.isLimited]
    }
}
