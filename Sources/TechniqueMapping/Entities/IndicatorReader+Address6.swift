extension IndicatorReader {
    /// Reads an IPv6 address that starts with colons, or steps over them.
    mutating func readColons(_ offset: Int) -> Int? { readAddress6(offset) ?? colons(offset) }

    private func colons(_ offset: Int) -> Int {
        var end = offset
        while end < text.count, text[end] == 0x3A { end += 1 }
        return max(end, offset + 1)
    }

    /// The end of a colon, plain or in brackets.
    private func colon(_ offset: Int) -> Int? {
        guard offset < text.count else { return nil }
        if text[offset] == 0x3A { return offset + 1 }
        return text[offset] == 0x5B && text.matches("[:]", at: offset, end: text.count) ? offset + 3 : nil
    }

    /// Reads an IPv6 address as RFC 4291 writes it: eight groups, or fewer around one `::`.
    mutating func readAddress6(_ start: Int) -> Int? {
        if start > 0 {
            let before = text[start - 1]
            if ASCII.isAlphanumeric(before) || before == 0x3A || before == 0x2E || before == 0x5F { return nil }
        }
        var (offset, groups, digits, narrow) = (start, 0, 0, 0)
        var (gap, isDefanged, hasLetter) = (false, false, false)
        var canonical: [UInt8] = []
        while offset < text.count, groups <= 8 {
            let group = offset
            while offset < text.count, offset - group < 5, ASCII.isHex(text[offset]) {
                if ASCII.isDigit(text[offset]) { digits += 1 } else { hasLetter = true }
                canonical.append(ASCII.lowered(text[offset]))
                offset += 1
            }
            if offset - group > 4 { return nil }
            if offset > group { groups += 1 }
            if offset - group == 2 { narrow += 1 }
            guard let next = colon(offset) else { break }
            if next > offset + 1 { isDefanged = true }
            if offset == group {
                // A second colon: only once, and at the start only two of them.
                if group > start, gap { return nil }
                guard group > start || colon(next) != nil else { return nil }
                if group > start { gap = true }
            } else if groups == 8 {
                break
            } else if colon(next) == nil, next >= text.count || !ASCII.isHex(text[next]) {
                break
            }
            canonical.append(0x3A)
            offset = next
        }
        guard groups >= 3, gap ? groups < 8 : groups == 8, digits >= 2, narrow < groups else { return nil }
        guard gap || hasLetter || digits > 16 else { return nil }
        if offset < text.count, HostRun.isLabel(text[offset]) || text[offset] == 0x2E && isDigit(offset + 1) {
            return nil
        }
        var end = offset
        if let bits = networkLength(at: offset, most: 128) {
            canonical += text[offset..<bits]
            end = bits
        }
        let isLocal = canonical.starts(with: "fe80".utf8) || canonical.starts(with: "ff0".utf8)
        collector.add(.ipv6, value(of: canonical[...]), start..<end, isDefanged: isDefanged, isReserved: isLocal)
        return end
    }

    private func isDigit(_ offset: Int) -> Bool { offset < text.count && ASCII.isDigit(text[offset]) }
}
