/// The names that are not documents: hidden files, what browsers and copy tools call unfinished files, editors'
/// leftovers.
package struct IgnorePatterns: Hashable, Sendable {
    /// The patterns in the order in which they are tried.
    package let patterns: [String]

    private let compiled: [Glob]

    /// Patterns as a shell has them: `*` any bytes, `?` one byte; ASCII letters match in either case.
    package init(_ patterns: [String]) {
        self.patterns = patterns
        compiled = patterns.map(Glob.init)
    }

    /// What is ignored unless the operator says otherwise.
    package static let standard = IgnorePatterns([
        // Hidden files and folders: rsync's `.name.XXXXXX`, `.DS_Store`, `._name`, LibreOffice's `.~lock.name#`.
        ".*",
        // Unfinished downloads and uploads.
        "*.part", "*.partial", "*.crdownload", "*.download", "*.opdownload", "*.filepart", "*.tmp", "*.temp", "*.!ut",
        // Editors' and office programs' leftovers.
        "*~", "~$*", "*.swp", "*.swo", "#*#",
        // What file managers leave.
        "Thumbs.db", "desktop.ini", "*.lnk",
    ])

    /// The first pattern that the name matches; `nil` when the name may be a document.
    package func match(_ name: FileName) -> String? {
        for (index, glob) in compiled.enumerated() where glob.matches(name.bytes) { return patterns[index] }
        return nil
    }
}

/// One pattern over bytes.
private struct Glob: Hashable, Sendable {
    let pattern: [UInt8]

    init(_ text: String) {
        pattern = text.utf8.map(lowercased)
    }

    func matches(_ name: [UInt8]) -> Bool {
        var patternIndex = 0
        var nameIndex = 0
        var retry: (pattern: Int, name: Int)?
        while nameIndex < name.count {
            if patternIndex < pattern.count, pattern[patternIndex] == UInt8(ascii: "*") {
                patternIndex += 1
                retry = (patternIndex, nameIndex)
            } else if patternIndex < pattern.count,
                pattern[patternIndex] == UInt8(ascii: "?") || pattern[patternIndex] == lowercased(name[nameIndex])
            {
                patternIndex += 1
                nameIndex += 1
            } else if let last = retry {
                // Let the last star take one byte more.
                retry = (last.pattern, last.name + 1)
                patternIndex = last.pattern
                nameIndex = last.name + 1
            } else {
                return false
            }
        }
        return pattern[patternIndex...].allSatisfy { $0 == UInt8(ascii: "*") }
    }
}

private func lowercased(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
}
