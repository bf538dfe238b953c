package import AttackKnowledge

/// Tells which domain of ATT&CK a document is about.
///
/// Written technique ids decide where more of one domain are written than of any other: no two domains share an id. Else words
/// do: a document is of Mobile or ICS when it has at least three of that domain's cues, at least one in a hundred words, and at
/// least twice as many as cues of either other domain. Everything else is of Enterprise, which most reports are. A cue counts
/// ten times at most, so that one word in every line does not decide.
package struct DomainDetector: Sendable {
    private static let fewestCues = 3
    private static let wordsPerCue = 100
    private static let lead = 2
    private static let mostRepeats = 10
    private static let wordsShown = 3

    private let domains: [TechniqueID: AttackDomain]
    private let cues = DomainCues.all

    /// A detector that knows the ids of releases of several domains, retired ids included.
    package init(_ releases: [KnowledgeBase]) {
        var domains: [TechniqueID: AttackDomain] = [:]
        var shared: Set<TechniqueID> = []
        for release in releases {
            for id in release.techniques.map(\.id) + release.retired.map(\.id) {
                if let other = domains.updateValue(release.domain, forKey: id), other != release.domain {
                    shared.insert(id)
                }
            }
        }
        for id in shared { domains[id] = nil }
        self.domains = domains
    }

    /// The domain of a text; the same text gives the same, and the time is linear in it.
    package func choice(for text: String) -> DomainChoice {
        var text = text
        return text.withUTF8 { bytes in
            choiceByIdentifiers(bytes) ?? choiceByWords(bytes)
                ?? DomainChoice(domain: .enterprise, reason: .nothingElse)
        }
    }

    private func choiceByIdentifiers(_ text: TextBytes) -> DomainChoice? {
        var found: [AttackDomain: Set<TechniqueID>] = [:]
        LiteralIdentifierScanner.scan(text) { identifier in
            guard identifier.letter == 0x54, let id = TechniqueID(identifier.canonical), let domain = domains[id] else {
                return
            }
            found[domain, default: []].insert(id)
        }
        let most = found.values.map(\.count).max() ?? 0
        let leaders = found.filter { $0.value.count == most }.keys
        guard leaders.count == 1, let leader = leaders.first else { return nil }
        return DomainChoice(domain: leader, reason: .identifiers(most))
    }

    private func choiceByWords(_ text: TextBytes) -> DomainChoice? {
        let (found, words) = cues.count(in: text)
        var sums: [AttackDomain: Int] = [:]
        for (cue, count) in found { sums[cue.domain, default: 0] += min(count, Self.mostRepeats) }
        for domain in [AttackDomain.mobile, .ics] {
            let own = found.filter { $0.key.domain == domain }
            let sum = sums[domain] ?? 0
            let next = sums.filter { $0.key != domain }.values.max() ?? 0
            guard own.count >= Self.fewestCues, sum * Self.wordsPerCue >= words, sum >= Self.lead * next else {
                continue
            }
            let shown = own.sorted { ($1.value, $0.key.text) < ($0.value, $1.key.text) }.prefix(Self.wordsShown)
            return DomainChoice(domain: domain, reason: .words(shown.map(\.key.text)))
        }
        return nil
    }
}
