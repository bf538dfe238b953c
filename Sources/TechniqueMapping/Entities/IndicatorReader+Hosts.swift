extension IndicatorReader {
    /// Judges the run just read: an e-mail address, an IPv4 address, a host, a file.
    ///
    /// Gives where reading goes on when that is behind the run.
    mutating func readHost() -> Int? {
        let isDefanged = run.isDefanged
        if let at = run.at { return readEmail(at) }
        if let end = readAddress4(isDefanged: isDefanged) { return end }
        // "evil[.]com.The": the sentence goes on without a blank.
        if isDefanged, run.joints.last == false, let last = run.labels.last, run.labels.count > 2,
            !TopLevelDomains.known.contains(run.bytes[last])
        {
            let consumed = run.consumed
            run.dropLast()
            return readHost() ?? consumed
        }
        switch DomainRules.verdict(run, text, from: 0, isPlain: !isDefanged) {
        case .domain:
            let range = run.start..<run.end
            if let end = readTail(from: range, isDefanged: isDefanged) { return end }
            collector.add(.domain, value(of: run.bytes[...]), range, isDefanged: isDefanged, host: run.bytes[...])
        case .fileName:
            let next = run.end < text.count ? text[run.end] : 0x20
            if next == 0x28 || isMember(run.start) { return nil }
            if let stem = run.sources.first, let kind = Self.hashKind(text, stem), run.labels.count == 2 {
                collector.add(kind, lowered(stem), stem, isDefanged: false)
            } else {
                let written = run.start..<run.end
                let name = String(decoding: isDefanged ? run.bytes[...] : unescaped(written), as: UTF8.self)
                collector.add(.fileName, name, written, isDefanged: isDefanged)
            }
        case .neither:
            if !run.isMalformed { readTokens(run.start..<run.consumed) }
        }
        return nil
    }

    /// A name that goes on to the left is cut out of something longer.
    private func isMember(_ start: Int) -> Bool {
        guard start > 0 else { return false }
        return text[start - 1] == 0x2E || text[start - 1] == 0x29 || text[start - 1] == 0x24
    }

    private mutating func readEmail(_ at: Int) -> Int? {
        let isDefanged = run.isDefanged
        guard at >= 1, at < run.labels.count, !run.isMalformed else { return nil }
        if isDefanged, run.joints.last == false, let last = run.labels.last, run.labels.count - at > 2,
            !TopLevelDomains.known.contains(run.bytes[last])
        {
            run.dropLast()
        }
        guard DomainRules.verdict(run, text, from: at, isPlain: false) == .domain else {
            // "user@https://": what follows the at-sign is read by itself.
            return run.end < text.count && text[run.end] == 0x3A ? run.sources[at].lowerBound : nil
        }
        let host = run.bytes[run.labels[at].lowerBound...]
        guard TopLevelDomains.known.contains(run.bytes[run.labels[run.labels.count - 1]]) else { return nil }
        let range = run.start..<run.end
        collector.add(.email, value(of: run.bytes[...]), range, isDefanged: isDefanged, host: host)
        return nil
    }

    private mutating func readAddress4(isDefanged: Bool) -> Int? {
        guard run.labels.count == 4, let octets = Address4(run) else { return nil }
        var range = run.start..<run.end
        if !isDefanged, octets.isVersion(text, range) { return run.consumed }
        var written = value(of: run.bytes[...])
        if let bits = networkLength(at: range.upperBound, most: 32) {
            written += "/" + String(decoding: text[(range.upperBound + 1)..<bits], as: UTF8.self)
            range = range.lowerBound..<bits
        } else if let end = readTail(from: range, isDefanged: isDefanged) {
            return end
        }
        collector.add(.ipv4, written, range, isDefanged: isDefanged, isReserved: octets.isReserved)
        return max(range.upperBound, run.end)
    }

    /// `/24` after an address.
    func networkLength(at offset: Int, most: Int) -> Int? {
        guard offset + 1 < text.count, text[offset] == 0x2F, ASCII.isDigit(text[offset + 1]) else { return nil }
        var (end, bits) = (offset + 1, 0)
        while end < text.count, end < offset + 5, ASCII.isDigit(text[end]) {
            bits = bits * 10 + Int(text[end] & 0x0F)
            end += 1
        }
        guard bits > 0, bits <= most, end == text.count || !HostRun.isLabel(text[end]) && text[end] != 0x2F else {
            return nil
        }
        return end
    }

    /// Text from canonical bytes.
    func value(of bytes: ArraySlice<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }

    /// The bytes of a range without the backslashes that keep Markdown from reading them.
    private func unescaped(_ range: Range<Int>) -> ArraySlice<UInt8> { text[range].filter { $0 != 0x5C }[...] }

    /// The text of a range as it is written.
    func plain(_ range: Range<Int>) -> String { String(decoding: text[range], as: UTF8.self) }

    /// The text of a range in lower case.
    func lowered(_ range: Range<Int>) -> String { String(decoding: text[range].map(ASCII.lowered), as: UTF8.self) }
}
