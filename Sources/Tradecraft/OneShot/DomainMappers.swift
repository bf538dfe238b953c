import AttackKnowledge
package import Inbox
package import TechniqueMapping

/// The mapper of the configured domain, or one for each domain and what chooses among them.
package struct DomainMappers: Sendable {
    /// The mapper of the configured domain; of Enterprise where each text tells its domain.
    package let main: TechniqueMapper
    private let others: [AttackDomain: TechniqueMapper]
    private let detector: DomainDetector?

    /// Whether each text tells its domain.
    package var detectsDomain: Bool { detector != nil }

    /// The mappers of the releases in force, or of a model file together with the release in force.
    ///
    /// - Parameters:
    ///   - configuration: where the state directory is, the domain and how texts are mapped.
    ///   - model: a model file; nil for the models in force.
    ///   - ranked: how many techniques to rank whatever their score.
    ///   - detail: how much is told beside the techniques.
    /// - Throws: ``AgentFailure`` where a release or a model cannot be read, or do not fit each other.
    package init(
        _ configuration: Configuration,
        model: SystemPath?,
        ranked: Int?,
        detail: MappingOptions.Detail = .full
    ) throws {
        main = try Self.mapper(configuration, model: model, ranked: ranked, detail: detail)
        var others: [AttackDomain: TechniqueMapper] = [:]
        for domain in configuration.domains where domain != configuration.domain {
            others[domain] = try Self.mapper(
                configuration.limited(to: domain),
                model: nil,
                ranked: ranked,
                detail: detail
            )
        }
        self.others = others
        detector = configuration.detectsDomain ? try .embedded() : nil
    }

    /// The mapper for a text, and what chose it; no choice where the domain is set.
    package func mapper(for text: String) -> (mapper: TechniqueMapper, choice: DomainChoice?) {
        guard let choice = detector?.choice(for: text) else { return (main, nil) }
        return (others[choice.domain] ?? main, choice)
    }

    private static func mapper(
        _ configuration: Configuration,
        model: SystemPath?,
        ranked: Int?,
        detail: MappingOptions.Detail
    ) throws -> TechniqueMapper {
        let library = KnowledgeLibrary(silently: configuration)
        let inForce = try library.mapper(for: library.reference(to: library.current()))
        guard model != nil || ranked != nil || detail != .full else { return inForce }
        var options = inForce.options
        options.detail = detail
        if let ranked { options.maximumRanked = ranked }
        return try AgentFailure.classifying {
            let model = try model.map { try TechniqueModel(contentsOf: $0.string) } ?? inForce.model
            return try TechniqueMapper(model: model, knowledge: inForce.knowledge, options: options)
        }
    }
}
