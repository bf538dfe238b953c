import AttackKnowledge
import AttackReports

extension Samples {
    /// A report that has every part that a page has, in which every text that a document, an earlier report or a release
    /// can influence is the same hostile string.
    static func hostileHistory(_ text: String) throws -> AttackReport {
        let before = try hostileFindings(text, "T1491", score: 0.7, difference: nil)
        let after = try hostileFindings(text, "T1490", score: 0.4, difference: nil)
        return try hostileFindings(text, "T1490", score: 0.4, difference: ReportDifference(from: before, to: after))
    }

    private static func hostileFindings(
        _ text: String,
        _ second: String,
        score: Double,
        difference: ReportDifference?
    ) throws -> AttackReport {
        let first = try technique(name: text, score: score, writtenAs: [text], evidence: [evidence(text)])
        let named = sentence(text, signal: .name)
        return AttackReport(
            id: "r-000001",
            version: 2,
            createdAt: text,
            generatedAt: difference == nil ? text : "2026-04-28T14:00:00Z",
            toolVersion: "0.1.0",
            document: ReportDocument(
                name: text,
                sha256: String(repeating: "0", count: 64),
                size: 42,
                mediaType: "text/plain",
                title: text,
                author: text,
                pageCount: 2,
                wordCount: 3,
                isPartial: true,
                address: text,
                version: 2,
                previous: text
            ),
            attack: ReportRelease(
                domain: .enterprise,
                version: difference == nil ? text : "18.1",
                source: text,
                sha256: String(repeating: "1", count: 64),
                fetchedAt: text
            ),
            model: ReportModel(hash: text),
            marking: .red,
            techniques: [
                first, try technique("T1565", name: text, evidence: Array(repeating: evidence(text), count: 80)),
                try technique(second, name: text, tactics: ["impact", text], score: 0.4, evidence: []),
            ],
            rejected: [RejectedTechnique(id: first.id, name: text, score: 0.6)],
            groups: [ReportedEntity(kind: .group, id: text, name: text, evidence: [named])],
            software: [ReportedEntity(kind: .tool, id: "S0002", name: text, evidence: [named, evidence(text)])],
            campaigns: [ReportedEntity(kind: .campaign, id: text, name: text, evidence: [named])],
            indicators: indicators(text),
            warnings: [text],
            difference: difference
        )
    }

    private static func evidence(_ text: String) -> ReportEvidence {
        ReportEvidence(
            start: 0,
            end: text.unicodeScalars.count,
            text: text,
            page: 1,
            part: text,
            section: text,
            score: 0.9,
            signal: .sentence,
            terms: [text, "script"]
        )
    }

    private static func indicators(_ text: String) -> [ReportedIndicator] {
        ReportedIndicatorKind.allCases.flatMap { kind in
            ReportedIndicator.Role.allCases.map { role in
                ReportedIndicator(
                    kind: kind,
                    value: text,
                    writtenAs: text,
                    role: role,
                    places: [ReportedIndicator.Place(start: 0, end: 1)]
                )
            }
        }
    }
}
