package import AttackKnowledge
package import AttackReports
import DocumentText
import Logging
import Taskt
import TechniqueMapping

/// Evaluation without state: a document in, its findings out.
package enum OneShot {
    /// Maps a document that was read.
    ///
    /// - Parameters:
    ///   - reading: the document.
    ///   - mappers: what maps its text.
    ///   - explains: whether to tell what spoke for each technique.
    /// - Returns: the findings, or why there are none.
    package static func evaluate(
        _ reading: OneShotReader.Reading,
        with mappers: DomainMappers,
        explains: Bool = false
    ) -> OneShotResult {
        let file = reading.name
        do throws(ExtractionError) {
            let document = try reading.result.get()
            let (mapper, choice) = mappers.mapper(for: document.text)
            let mapping = mapper.map(document.text)
            let findings = FindingsBuilder(document).findings(in: mapping)
            var result = OneShotResult(file, document, findings, mapper, choice)
            if explains { result.explain(mapping, document, mapper.knowledge) }
            return result
        } catch {
            return OneShotResult(file, error: error, mappers.main)
        }
    }
}

/// What one-shot evaluation found in a document.
package struct OneShotResult: Encodable, Sendable {
    /// The file, as it was named.
    package let file: String
    /// The domain of ATT&CK.
    package let domain: AttackDomain
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

    init(
        _ file: String,
        _ document: ExtractedDocument,
        _ findings: Evaluation.Findings,
        _ mapper: TechniqueMapper,
        _ choice: DomainChoice?
    ) {
        self.file = file
        domain = mapper.knowledge.domain
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
        warnings = document.warnings + [choice?.notice, findings.omission].compactMap(\.self)
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
        domain = mapper.knowledge.domain
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
