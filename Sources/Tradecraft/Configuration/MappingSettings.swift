package import AttackKnowledge
package import TechniqueMapping

/// The keys `mapping.*`: how texts are mapped, and what may be reported.
package struct MappingSettings: Hashable, Sendable {
    /// The key `mapping.threshold`; nil leaves the decision to the model and the sensitivity.
    package var threshold: Double?
    /// The key `mapping.sensitivity`.
    package var sensitivity = Sensitivity.balanced
    /// The key `mapping.allow`; none is all.
    package var allow: [TechniqueID] = []
    /// The key `mapping.deny`.
    package var deny: [TechniqueID] = []
    /// The key `mapping.platforms`; none is all.
    package var platforms: [String] = []

    /// The key `mapping.learn-from-reviews`.
    package var learnsFromReviews = Learning.off

    /// Whether models are trained from what analysts said of reports.
    package enum Learning: String, Sendable, CaseIterable {
        /// They are not.
        case off
        /// Those are that are trained from now on.
        case on
    }

    /// The defaults.
    package init() {}

    /// The options of a mapper for a release: ids of older releases stand for what replaced them.
    ///
    /// Ids that the release does not know change nothing; ``check(against:)`` is what refuses them, before work begins.
    package func options(for knowledge: KnowledgeBase) -> MappingOptions {
        func current(_ ids: [TechniqueID]) -> Set<TechniqueID> { Set(ids.map { knowledge.current($0) ?? $0 }) }
        return MappingOptions(
            threshold: threshold,
            sensitivity: sensitivity,
            selection: TechniqueSelection(
                allowed: allow.isEmpty ? nil : current(allow),
                denied: current(deny),
                platforms: platforms.isEmpty ? nil : Set(platforms)
            )
        )
    }

    /// Whether there is anything that a release may not know.
    package var namesTechniquesOrPlatforms: Bool { !(allow.isEmpty && deny.isEmpty && platforms.isEmpty) }

    /// Refuses what a release does not know.
    ///
    /// - Throws: ``ConfigurationError``, naming the key and what was expected; its place is empty.
    package func check(against knowledge: KnowledgeBase) throws(ConfigurationError) {
        let release = "ATT&CK \(knowledge.domain.title) \(knowledge.version)"
        for (key, ids) in [("mapping.allow", allow), ("mapping.deny", deny)] {
            for id in ids where knowledge.technique(id) == nil && knowledge.retiredTechnique(id) == nil {
                throw ConfigurationError(
                    place: "",
                    key: key,
                    detail: "expected ids of techniques of \(release), found \"\(id)\""
                )
            }
        }
        let known = Set(knowledge.techniques.flatMap(\.platforms))
        let folded = Set(known.map { $0.lowercased() })
        for platform in platforms where !folded.contains(platform.lowercased()) {
            throw ConfigurationError(
                place: "",
                key: "mapping.platforms",
                detail: "expected platforms of \(release) (\(known.sorted().joined(separator: ", "))), "
                    + "found \"\(platform)\""
            )
        }
    }
}

extension EffectiveConfiguration {
    /// Refuses techniques and platforms that the release in force does not know.
    ///
    /// A later release may drop one of them: that stops nothing, it is asked before work begins only.
    ///
    /// - Throws: ``ConfigurationError``, naming place, key and what was expected, or ``AgentFailure`` where the release
    ///   cannot be read.
    package func checkSelection(of library: KnowledgeLibrary) throws {
        guard values.mapping.namesTechniquesOrPlatforms else { return }
        let knowledge = try library.knowledgeInForce()
        do throws(ConfigurationError) {
            try values.mapping.check(against: knowledge)
        } catch {
            throw ConfigurationError(
                place: error.key.flatMap { origins[$0] } ?? "configuration",
                key: error.key,
                detail: error.detail
            )
        }
    }
}
