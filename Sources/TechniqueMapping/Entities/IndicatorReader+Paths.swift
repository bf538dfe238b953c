extension IndicatorReader {
    /// Reads a path of Windows or Unix that starts at an offset; `nil` when none does.
    mutating func readPath(_ start: Int) -> Int? {
        guard start == 0 || !HostRun.isLabel(text[start - 1]) else { return nil }
        let next = start + 1 < text.count ? text[start + 1] : 0x20
        switch text[start] {
        case 0x25:
            guard let name = wordEnd(start + 1), name < text.count, text[name] == 0x25 else { return nil }
            return readWindowsPath(start, root: name + 1)
        case 0x24:
            guard text.matches("env:", at: start + 1, end: text.count), let name = wordEnd(start + 5) else {
                return nil
            }
            return readWindowsPath(start, root: name)
        case 0x5C: return next == 0x5C ? readSharePath(start) : nil
        case 0x2F: return readUnixPath(start)
        case 0x7E: return next == 0x2F ? readUnixPath(start) : nil
        default:
            guard start + 3 < text.count, next == 0x3A, ASCII.isLetter(text[start]) else { return nil }
            if text[start + 2] == 0x2F, ASCII.isLower(text[start]) || text[start + 3] == 0x2F { return nil }
            return readWindowsPath(start, root: start + 2)
        }
    }

    /// Reads a key of the registry by the name of its hive.
    mutating func readRegistryKey(_ start: Int) -> Int? {
        guard start + 5 < text.count, text[start + 1] | 0x20 == 0x6B else { return nil }
        guard let hive = RegistryHive.read(text, at: start) else { return nil }
        var root = hive.end
        if root < text.count, text[root] == 0x3A { root += 1 }
        guard let (end, consumed) = components(start, root: root), end > root else { return nil }
        let value = hive.name + PathText.canonical(text, root..<end)
        collector.add(.registryKey, value, start..<end, isDefanged: false)
        return consumed
    }

    private mutating func readWindowsPath(_ start: Int, root: Int) -> Int? {
        guard let (end, consumed) = components(start, root: root) else { return nil }
        let value = PathText.canonical(text, start..<end)
        collector.add(.filePath, value, start..<end, isDefanged: false, isKnownFile: KnownFiles.contains(value))
        return consumed
    }

    /// `\\server\share\file` and `\\.\pipe\name`.
    private mutating func readSharePath(_ start: Int) -> Int? {
        guard start == 0 || text[start - 1] != 0x5C && text[start - 1] != 0x2F else { return nil }
        var host = start + 2
        if host < text.count, text[host] == 0x5C {
            while host < text.count, text[host] == 0x5C, host < start + 4 { host += 1 }
        }
        var end = host
        while end < text.count, end - host < 80, isHost(text[end]) { end += 1 }
        // Escaped, as in code: "\\x90\\x90", or a folder's name between doubled separators.
        let isEscaped = end + 1 < text.count && text[end + 1] == 0x5C && host == start + 2
        if isEscaped || end - host == 3 && text[host] == 0x78 { return nil }
        guard end > host, let (last, consumed) = components(start, root: end) else { return nil }
        guard end - host > 1 || text.matches("pipe", at: end + 1, end: text.count) else { return nil }
        let value = #"\\"# + PathText.canonical(text, host..<last)
        collector.add(.filePath, value, start..<last, isDefanged: false)
        return consumed
    }

    private func isHost(_ byte: UInt8) -> Bool {
        HostRun.isLabel(byte) || byte == 0x2E || byte == 0x5B || byte == 0x5D || byte == 0x24
    }

    private func wordEnd(_ offset: Int) -> Int? {
        var end = offset
        while end < text.count, end - offset < 30, HostRun.isLabel(text[end]) || text[end] == 0x28 || text[end] == 0x29
        {
            end += 1
        }
        return end > offset + 1 ? end : nil
    }

    /// The components of a path behind its root, where a separator must stand; `nil` when there are none.
    private func components(_ start: Int, root: Int) -> (end: Int, consumed: Int)? {
        guard root + 1 < text.count, text[root] == 0x5C || text[root] == 0x2F else { return nil }
        return PathEnd.windows(text, start, from: root)
    }

    private mutating func readUnixPath(_ start: Int) -> Int? {
        if start > 0 {
            switch text[start - 1] {
            case 0x2F, 0x2E, 0x5C, 0x2A, 0x25, 0x7E, 0x24, 0x7D, 0x29, 0x5D: return nil
            case 0x80...: return nil
            default: break
            }
        }
        let isHome = text[start] == 0x7E
        let first = isHome ? start + 2 : start + 1
        var root = first
        while root < text.count, root - first < 16, HostRun.isLabel(text[root]) || text[root] == 0x2E { root += 1 }
        guard root > first, root < text.count, text[root] == 0x2F, isHome || PathText.roots.contains(text, first..<root)
        else {
            return nil
        }
        let (end, consumed) = PathEnd.unix(text, from: root)
        guard end > root + 1 else { return nil }
        if PathText.webRoots.contains(text, first..<root), PathText.endsLikePage(text, start..<end) { return consumed }
        let value = plain(start..<end)
        collector.add(.filePath, value, start..<end, isDefanged: false, isKnownFile: KnownFiles.contains(value))
        return consumed
    }
}
