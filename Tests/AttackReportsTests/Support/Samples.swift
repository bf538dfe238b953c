import AttackKnowledge
import AttackReports
import Testing

/// Reports made for single tests.
enum Samples {
    /// A report about nothing, or about what is passed in.
    static func report(
        name: String = "notes.txt",
        title: String? = nil,
        author: String? = nil,
        isPartial: Bool = false,
        address: String? = nil,
        techniques: [ReportedTechnique] = [],
        groups: [ReportedEntity] = [],
        software: [ReportedEntity] = [],
        campaigns: [ReportedEntity] = [],
        rejected: [RejectedTechnique] = [],
        indicators: [ReportedIndicator] = [],
        warnings: [String] = []
    ) -> AttackReport {
        AttackReport(
            id: "r-000001",
            generatedAt: "2026-04-28T14:00:00Z",
            toolVersion: "0.1.0",
            document: ReportDocument(
                name: name,
                sha256: String(repeating: "0", count: 64),
                size: 42,
                mediaType: "text/plain",
                title: title,
                author: author,
                isPartial: isPartial,
                address: address
            ),
            attack: ReportRelease(
                domain: .enterprise,
                version: "18.1",
                source: "embedded",
                sha256: String(repeating: "1", count: 64)
            ),
            model: ReportModel(hash: "9c1e0f4ab2d37e55"),
            techniques: techniques,
            rejected: rejected,
            groups: groups,
            software: software,
            campaigns: campaigns,
            indicators: indicators,
            warnings: warnings
        )
    }

    /// A technique with one sentence.
    static func technique(
        _ id: String = "T1486",
        name: String = "Data Encrypted for Impact",
        tactics: [String] = ["impact"],
        score: Double = 0.9,
        writtenAs: [String] = [],
        evidence: [ReportEvidence] = [sentence("They encrypted the disks.")],
        review: ReviewVerdict? = nil
    ) throws -> ReportedTechnique {
        ReportedTechnique(
            id: try #require(TechniqueID(id)),
            name: name,
            tactics: tactics,
            score: score,
            writtenAs: writtenAs,
            evidence: evidence,
            review: review
        )
    }

    /// An indicator that stands in the document once.
    static func indicator(_ kind: ReportedIndicatorKind, _ value: String) -> ReportedIndicator {
        ReportedIndicator(
            kind: kind,
            value: value,
            writtenAs: value,
            places: [ReportedIndicator.Place(start: 0, end: 1)]
        )
    }

    /// A sentence that the model found.
    static func sentence(_ text: String, terms: [String] = [], signal: EvidenceSignal = .sentence) -> ReportEvidence {
        ReportEvidence(start: 0, end: text.unicodeScalars.count, text: text, score: 0.9, signal: signal, terms: terms)
    }

    /// A report in which every text that a document can influence is the same hostile string.
    static func hostile(_ text: String) throws -> AttackReport {
        let evidence = ReportEvidence(
            start: 0,
            end: text.unicodeScalars.count,
            text: text,
            part: text,
            section: text,
            score: 0.9,
            signal: .sentence,
            terms: [text, "script"]
        )
        let named = sentence(text, signal: .name)
        return report(
            name: text,
            title: text,
            author: text,
            address: text,
            techniques: [
                try technique(name: text, writtenAs: [text], evidence: [evidence, named], review: .accepted),
                try technique("T1490", name: text, tactics: ["impact", text], score: 0.4, evidence: []),
            ],
            groups: [ReportedEntity(kind: .group, id: text, name: text, evidence: [named])],
            software: [ReportedEntity(kind: .tool, id: "S0002", name: text, evidence: [named, evidence])],
            campaigns: [ReportedEntity(kind: .campaign, id: text, name: text, evidence: [evidence])],
            rejected: [RejectedTechnique(id: try #require(TechniqueID("T1595")), name: text, score: 0.3)],
            indicators: ReportedIndicatorKind.allCases.flatMap { kind in
                ReportedIndicator.Role.allCases.map { role in
                    ReportedIndicator(
                        kind: kind,
                        value: text,
                        writtenAs: text,
                        role: role,
                        places: [ReportedIndicator.Place(start: 0, end: 1)]
                    )
                }
            },
            warnings: [text]
        )
    }
}
