import AttackKnowledge
import AttackReports
import GRDB
import Inbox
import Taskt
import TasktSQLite
import Testing

@testable import Tradecraft

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A made-up report of a few words.
struct ReportDraft {
    var name = "notes.txt"
    var title: String?
    var address: String?
    var version = 1
    var attack = "18.1"
    var domain = AttackDomain.enterprise
    var techniques: [(id: String, score: Double)] = [("T1059.001", 0.9)]
    var sentences = ["They started PowerShell on the mail server."]
    var tactics = ["execution"]
    var groups: [(id: String, name: String)] = []
    var software: [(id: String, name: String)] = []
    var campaigns: [(id: String, name: String)] = []
    var indicators: [String] = []

    private func evidence(_ text: String) -> ReportEvidence {
        ReportEvidence(
            start: 0,
            end: text.unicodeScalars.count,
            text: text,
            page: 3,
            section: "Analysis",
            score: 0.9,
            signal: .sentence
        )
    }

    private func entities(_ kind: ReportedEntityKind, _ entities: [(id: String, name: String)]) -> [ReportedEntity] {
        entities.map { ReportedEntity(kind: kind, id: $0.id, name: $0.name, evidence: []) }
    }

    func report(_ id: DocumentID, at now: Timestamp) throws -> AttackReport {
        AttackReport(
            id: id.rawValue,
            version: version,
            generatedAt: now.description,
            toolVersion: TradecraftVersion.current,
            document: ReportDocument(
                name: name,
                sha256: String(repeating: "a", count: 64),
                size: 1,
                mediaType: "text/plain",
                title: title,
                address: address
            ),
            attack: ReportRelease(
                domain: domain,
                version: attack,
                source: "embedded",
                sha256: String(repeating: "b", count: 64)
            ),
            model: ReportModel(hash: "00112233"),
            techniques: try techniques.map { technique in
                ReportedTechnique(
                    id: try #require(TechniqueID(technique.id)),
                    name: "Name of \(technique.id)",
                    tactics: tactics,
                    score: technique.score,
                    evidence: sentences.map(evidence)
                )
            },
            groups: entities(.group, groups),
            software: entities(.malware, software),
            campaigns: entities(.campaign, campaigns),
            indicators: indicators.map { ReportedIndicator(kind: .domain, value: $0, writtenAs: $0, places: []) }
        )
    }
}

extension RecordedInstallation {
    /// A document with a report that is drafted.
    @discardableResult func report(_ name: String, _ draft: ReportDraft) async throws -> DocumentID {
        let id = Self.id(name)
        try await claim(id, Array(draft.name.utf8))
        if let address = draft.address {
            _ = try await ledger.database.write("set address") { db in
                try db.execute(
                    sql: "UPDATE document SET address = ? WHERE id = ?",
                    arguments: [address, id.rawValue]
                )
            }
        }
        let report = try draft.report(id, at: tick())
        let metric = RunMetric(
            outcome: .reported,
            code: nil,
            mediaType: "text/plain",
            bytes: 1_000,
            characters: 900,
            techniques: draft.techniques.count,
            fsyncs: 8,
            attempts: 5,
            waited: .milliseconds(2),
            total: .seconds(1),
            endedAt: tick(),
            isPartial: false
        )
        try await ledger.report(id, ReportEntry(report, folder: "\(draft.name)--\(id.short)"), metric)
        return id
    }

    /// A later report on a document.
    func again(_ id: DocumentID, _ draft: ReportDraft) async throws {
        let now = tick()
        let report = try draft.report(id, at: now)
        let entry = ReportEntry(report, folder: "\(draft.name)--\(id.short)-v\(draft.version)")
        _ = try await ledger.database.write("record report") { db in
            try entry.insert(for: Ledger.number(of: id, in: db), at: now, into: db)
        }
    }

    /// Puts a report's folder into the outbox as the daemon does.
    func publish(_ id: DocumentID, _ draft: ReportDraft) throws -> SystemPath {
        let report = try draft.report(id, at: now)
        let name = try #require(FileName("report.json"))
        let publisher = FolderPublisher(outbox: configuration.outbox)
        try publisher.prepare()
        let publication = Publication(
            id: id.fileName,
            shortID: id.short,
            document: try #require(FileName(draft.name)),
            files: [Publication.File(name: name, bytes: report.encoded())]
        )
        return try publisher.publish(publication).path
    }
}
