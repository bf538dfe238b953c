import AttackKnowledge
package import AttackReports
package import DocumentText
package import Inbox
import Logging
import Taskt
package import TechniqueMapping

/// Evaluation without state: a document in, its findings out.
package enum OneShot {
    /// The mapper of the release in force, or of a model file together with that release.
    ///
    /// - Parameters:
    ///   - configuration: where the state directory is, the domain and the threshold.
    ///   - model: a model file; nil for the model in force.
    ///   - ranked: how many techniques to rank whatever their score.
    ///   - detail: how much is told beside the techniques.
    /// - Returns: a mapper that any number of threads may share.
    /// - Throws: ``AgentFailure`` where the release or the model cannot be read, or do not fit each other.
    package static func mapper(
        _ configuration: Configuration,
        model: SystemPath?,
        ranked: Int?,
        detail: MappingOptions.Detail = .full
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

    /// Reads and maps one document.
    ///
    /// - Parameters:
    ///   - file: the document.
    ///   - mapper: maps its text.
    ///   - limits: what reading it may take.
    ///   - explains: whether to tell what spoke for each technique.
    /// - Returns: the findings, or why there are none.
    package static func evaluate(
        _ file: String,
        with mapper: TechniqueMapper,
        limits: ExtractionLimits,
        explains: Bool = false
    ) async -> OneShotResult {
        let extractor = ExtractorProcess(executable: ExtractorProcess.besideRunningProgram())
        do throws(ExtractionError) {
            let document = try await extractor.extract(file, limits: limits)
            let mapping = mapper.map(document.text)
            let findings = FindingsBuilder(document).findings(in: mapping)
            var result = OneShotResult(file, document, findings, mapper)
            if explains { result.explain(mapping, document, mapper.knowledge) }
            return result
        } catch {
            return OneShotResult(file, error: error, mapper)
        }
    }
}

/// What one-shot evaluation found in a document.
package struct OneShotResult: Encodable, Sendable {
    /// The file, as it was named.
    package let file: String
    /// The version of ATT&CK.
    package let attack: String
    /// The model's hash.
    package let model: String
    /// What the content is; nil when it could not be read.
    package let mediaType: String?
    /// The techniques, the most certain first.
    package private(set) var techniques: [Technique]
    /// The groups named.
    package let groups: [ReportedEntity]
    /// The software named.
    package let software: [ReportedEntity]
    /// The campaigns named.
    package let campaigns: [ReportedEntity]
    /// The addresses, hashes, paths and the like, in order of appearance.
    package let indicators: [ReportedIndicator]
    /// What the reader should know.
    package let warnings: [String]
    /// Why there are no findings; nil when there are.
    package let error: String?

    /// A technique, its id as plain text.
    package struct Technique: Encodable, Sendable {
        /// The id.
        package let id: String
        /// The name.
        package let name: String
        /// The score, 0 to 1.
        package let score: Double
        /// The ids as the document writes them.
        package let writtenAs: [String]
        /// The sentences.
        package let evidence: [ReportEvidence]
        /// What spoke for the technique; nil where that was not asked for.
        package internal(set) var explanation: TechniqueExplanation?
    }

    init(_ file: String, _ document: ExtractedDocument, _ findings: Evaluation.Findings, _ mapper: TechniqueMapper) {
        self.file = file
        attack = mapper.knowledge.version
        model = mapper.model.hash
        mediaType = document.mediaType
        techniques = findings.techniques.map { match in
            Technique(
                id: match.id.description,
                name: match.name,
                score: match.score,
                writtenAs: match.writtenAs,
                evidence: match.evidence
            )
        }
        groups = findings.groups
        software = findings.software
        campaigns = findings.campaigns
        indicators = findings.indicators
        warnings = document.warnings + [findings.omission].compactMap(\.self)
        error = nil
    }

    /// Adds what spoke for each technique.
    mutating func explain(_ mapping: Mapping, _ document: ExtractedDocument, _ knowledge: KnowledgeBase) {
        for (index, match) in mapping.techniques.enumerated() where index < techniques.count {
            techniques[index].explanation = TechniqueExplanation(match, document, knowledge)
        }
    }

    init(_ file: String, error: ExtractionError, _ mapper: TechniqueMapper) {
        self.file = file
        attack = mapper.knowledge.version
        model = mapper.model.hash
        mediaType = nil
        techniques = []
        groups = []
        software = []
        campaigns = []
        indicators = []
        warnings = []
        self.error = "\(error)"
    }
}
