/// Decides whether an indicator belongs to what the text describes or to the page it stands on.
///
/// What cannot be clicked, and every hash, address, path and CVE id, is an indicator, but for what every system has and
/// for the names of well-known hosts. A plain link, host or e-mail address is a reference when it is the publisher's own,
/// when a well-known site is meant (unless the link brings a program), and when it stands only where pages put their
/// links: as the target of a link, alone in its line, below a heading such as "References".
struct IndicatorRoles {
    private let text: TextBytes
    private let publisher: [UInt8]
    private var sections: IndicatorSections?

    init(_ collector: IndicatorCollector) {
        text = collector.text
        publisher = Self.publisher(collector)
    }

    /// The role of an indicator.
    mutating func role(of entry: IndicatorCollector.Entry) -> IndicatorMatch.Role {
        if entry.isCommon { return .reference }
        switch entry.match.kind {
        case .domain where KnownHosts.contains(KnownHosts.references, entry.host[...]): return .reference
        case .url, .domain, .email: break
        default: return .indicator
        }
        if entry.match.isDefanged { return .indicator }
        if isPublishers(entry.host) { return .reference }
        if isOfState(entry.host) { return .reference }
        if entry.match.kind == .email { return emailRole(entry) }
        if KnownHosts.contains(KnownHosts.references, entry.host[...]) {
            return entry.match.kind == .url && entry.endsInPayload ? .indicator : .reference
        }
        // Pages do not link to bare addresses, nor sources to programs.
        let isWeb = entry.match.kind == .url && entry.match.value.utf8.starts(with: "http".utf8)
        let mayBeCited = isWeb && !entry.endsInPayload && !entry.isAddress
        return entry.ranges.allSatisfy { isNavigation($0, mayBeCited) } ? .reference : .indicator
    }

    /// Whether only a government or an army has hosts of that end.
    private func isOfState(_ host: [UInt8]) -> Bool {
        host.suffix(4).elementsEqual(".gov".utf8) || host.suffix(4).elementsEqual(".mil".utf8)
    }

    private func emailRole(_ entry: IndicatorCollector.Entry) -> IndicatorMatch.Role {
        let name = entry.match.value.utf8.prefix { $0 != 0x40 }
        if KnownHosts.offices.contains(name) { return .reference }
        let isVendors = KnownHosts.contains(KnownHosts.references, entry.host[...])
        return isVendors && !KnownHosts.contains(KnownHosts.freeMail, entry.host[...]) ? .reference : .indicator
    }

    private func isPublishers(_ host: [UInt8]) -> Bool {
        !publisher.isEmpty && KnownHosts.registered(host[...]).elementsEqual(publisher)
    }

    private mutating func isNavigation(_ range: Range<Int>, _ mayBeCited: Bool) -> Bool {
        if LinkPlace.isTarget(text, range) { return true }
        let sections = self.sections ?? IndicatorSections(text)
        self.sections = sections
        switch sections.section(at: range.lowerBound) {
        case .indicators: return false
        case .references: return true
        case .body: return mayBeCited && LinkPlace.isAloneOrCited(text, range)
        }
    }

    /// The host of the page itself: named as its address at the top, or that of most plain links.
    private static func publisher(_ collector: IndicatorCollector) -> [UInt8] {
        let first = collector.entries.prefix(8)
            .first {
                $0.match.kind == .url && !$0.match.isDefanged && $0.ranges[0].lowerBound < 2_000
                    && LinkPlace.isOwnAddress(collector.text, $0.ranges[0])
            }
        if let first { return Array(KnownHosts.registered(first.host[...])) }
        let total = collector.plainLinks.values.reduce(0, +)
        guard let most = collector.plainLinks.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }) else { return [] }
        return most.value >= 3 && most.value * 2 > total ? Array(most.key.utf8) : []
    }
}
