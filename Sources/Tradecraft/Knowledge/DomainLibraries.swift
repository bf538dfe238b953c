import AttackKnowledge
import Logging
import Taskt
import TechniqueMapping

/// The releases of the domain that documents are mapped to, or of all domains where each document tells its own.
struct DomainLibraries: Sendable {
    /// The library of the configured domain; of Enterprise where documents tell theirs.
    let main: KnowledgeLibrary
    private let others: [AttackDomain: KnowledgeLibrary]
    private let detector: DomainDetector?

    init(
        _ configuration: Configuration,
        now: @escaping @Sendable () -> Timestamp,
        logger: Logger
    ) throws(AgentFailure) {
        main = KnowledgeLibrary(configuration, now: now, logger: logger)
        var others: [AttackDomain: KnowledgeLibrary] = [:]
        for domain in configuration.domains where domain != configuration.domain {
            others[domain] = KnowledgeLibrary(configuration.limited(to: domain), now: now, logger: logger)
        }
        self.others = others
        detector = configuration.detectsDomain ? try .embedded() : nil
    }

    /// The library of a domain, by its name; nil where documents are not mapped to it.
    func library(named domain: String) -> KnowledgeLibrary? {
        main.domain.rawValue == domain ? main : others.first { $0.key.rawValue == domain }?.value
    }

    /// Every library there is, the main one first.
    var all: [KnowledgeLibrary] { [main] + AttackDomain.allCases.compactMap { others[$0] } }

    /// The library that a release is from.
    func library(of release: ReleaseReference) -> KnowledgeLibrary { others[release.domain] ?? main }

    /// What a document is mapped with: the release at hand, or that of the domain the document is found to be about.
    ///
    /// The choice is part of the result, as the release's notice: who keeps the result keeps the choice.
    func knowledge(
        for text: String,
        over knowledge: KnowledgeReference
    ) async throws(AgentFailure) -> KnowledgeReference {
        guard let choice = detector?.choice(for: text), let library = others[choice.domain] else { return knowledge }
        guard let release = await library.refreshed(), !release.sha256.isEmpty else {
            throw AgentFailure(
                "release-unreadable",
                isTransient: true,
                "no release of \(choice.domain.rawValue) can be read"
            )
        }
        var found = try await library.knowledge(of: release)
        let notices = [choice.notice, found.release.notice].compactMap(\.self)
        found.release.notice = notices.isEmpty ? nil : notices.joined(separator: " ")
        return found
    }
}

extension DomainDetector {
    /// A detector that knows the ids of the embedded releases.
    static func embedded() throws(AgentFailure) -> DomainDetector {
        try AgentFailure.classifying {
            DomainDetector(try AttackDomain.allCases.map { try KnowledgeBase.embedded($0) })
        }
    }
}
