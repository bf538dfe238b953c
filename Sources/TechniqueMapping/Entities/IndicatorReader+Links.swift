extension IndicatorReader {
    private static let longestLink = 8_192

    /// Reads a link with its scheme; gives where it ends, kept or not.
    mutating func readLink(_ start: Int) -> Int? {
        guard let scheme = LinkScheme.read(text, at: start) else { return nil }
        var written = scheme.name + "://"
        if scheme.end < text.count, text[scheme.end] == 0x5B, let host = readBracketedHost(scheme.end) {
            written += lowered(scheme.end..<host)
            return addLink(start, written, from: host, scheme.isDefanged, host: [])
        }
        run.read(text, from: scheme.end)
        let isHost =
            run.at == nil && !run.isMalformed
            && (run.labels.count == 4 && Address4(run) != nil
                || DomainRules.verdict(run, text, from: 0, isPlain: false) == .domain)
        guard isHost else {
            // A link to a nameless host, or one with a name in front: no indicator, and its parts are none either.
            return run.labels.isEmpty ? nil : LinkTail(text, from: run.consumed, longest: Self.longestLink).consumed
        }
        written += value(of: run.bytes[...])
        return addLink(start, written, from: run.end, scheme.isDefanged || run.isDefanged, host: run.bytes[...])
    }

    /// Reads what follows a host without a scheme, when it is a path: `evil[.]com/gate.php`.
    mutating func readTail(from range: Range<Int>, isDefanged: Bool) -> Int? {
        let port = LinkTail.port(text, range.upperBound)
        guard port + 1 < text.count, text[port] == 0x2F, ASCII.isAlphanumeric(text[port + 1]) else { return nil }
        return addLink(
            range.lowerBound,
            value(of: run.bytes[...]),
            from: range.upperBound,
            isDefanged,
            host: run.bytes[...]
        )
    }

    /// Steps over the target of a Markdown link that names no host: a page or a picture of the same site.
    func skipRelativeTarget(_ open: Int) -> Int? {
        guard open > 0, text[open - 1] == 0x5D, open + 1 < text.count, text[open + 1] == 0x2F else { return nil }
        return LinkTail(text, from: open + 1, longest: Self.longestLink).consumed
    }

    private func readBracketedHost(_ open: Int) -> Int? {
        var (end, colons) = (open + 1, 0)
        while end < text.count, end - open < 46, ASCII.isHex(text[end]) || text[end] == 0x3A || text[end] == 0x2E {
            if text[end] == 0x3A { colons += 1 }
            end += 1
        }
        return colons > 1 && end < text.count && text[end] == 0x5D ? end + 1 : nil
    }

    private mutating func addLink(
        _ start: Int,
        _ written: String,
        from offset: Int,
        _ isDefanged: Bool,
        host: ArraySlice<UInt8>
    ) -> Int {
        let before = start > 0 ? text[start - 1] : 0
        let delimiter: UInt8 = before == 0x2C || before == 0x3B ? before : 0
        let tail = LinkTail(text, from: offset, longest: Self.longestLink, delimiter: delimiter)
        guard tail.end - start <= Self.longestLink else { return tail.consumed }
        let isBare = tail.value.isEmpty && !written.contains("://")
        let range = start..<tail.end
        collector.add(
            isBare ? .domain : .url,
            written + tail.value,
            range,
            isDefanged: isDefanged || tail.isDefanged,
            host: host,
            endsInPayload: tail.endsInPayload,
            isReserved: run.labels.count == 4 && Address4(run)?.isReserved == true && !host.isEmpty
        )
        readInsideLink(offset..<tail.end, host)
        return tail.consumed
    }

    /// What a link names in passing: a CVE id anywhere, a sample's hash where the host shows samples.
    private mutating func readInsideLink(_ range: Range<Int>, _ host: ArraySlice<UInt8>) {
        if range.count < 13 { return }
        if KnownHosts.contains(KnownHosts.sampleServices, host) {
            isInsideLink = true
            readTokens(range)
            isInsideLink = false
            return
        }
        var offset = range.lowerBound
        while offset + 13 <= range.upperBound {
            if text[offset] | 0x20 == 0x63, !ASCII.isAlphanumeric(text[offset - 1]),
                let end = readVulnerability(offset, range.upperBound)
            {
                offset = end
            } else {
                offset += 1
            }
        }
    }
}
