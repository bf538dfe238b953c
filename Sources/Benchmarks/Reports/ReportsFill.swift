import AttackKnowledge
import AttackReports
import Foundation
import GRDB
import Inbox
import Taskt
import TasktSQLite
import Tradecraft

/// Fills a database with made-up reports, through the same writing as the daemon's.
struct ReportsFill {
    let state: Tradecraft.StateFolder
    let knowledge: KnowledgeBase

    /// How many reports are written under one commit.
    private static let batch = 2_000
    /// A word that one report of so many has.
    static let rareWord = "zephyrblade"
    static let rareness = 5_000
    private static let letters = Array("0123456789abcdefghjkmnpqrstvwxyz")
    private static let start: Int64 = 1_700_000_000_000_000

    func run(_ count: Int) throws {
        try state.openDatabase().close()
        let queue = try DatabaseQueue(path: state.database.string)
        try queue.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA synchronous = OFF; PRAGMA cache_size = -262144")
            for first in stride(from: 1, through: count, by: Self.batch) {
                try db.inTransaction {
                    for number in first..<min(count + 1, first + Self.batch) { try insert(number, into: db) }
                    return .commit
                }
            }
            try db.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
        }
        try queue.close()
    }

    private func insert(_ number: Int, into db: Database) throws {
        let id = Self.id(number)
        // One every ten minutes: about two years for 100,000.
        let time = Timestamp(microseconds: Self.start + Int64(number) * 600_000_000)
        let name = "feeds/vendor-\(number % 40)/report-\(number).pdf"
        try db.cachedStatement(
            sql: """
                INSERT INTO document (id, path, shown_path, device, inode, kind, size, modified_s, modified_ns, changed_s,
                    changed_ns, state, seen_at, ended_at, is_disposed)
                VALUES (?, ?, ?, 1, ?, 'regular', 40000, 1, 0, 1, 0, 'reported', ?, ?, 1)
                """
        )
        .execute(arguments: [id, Data(name.utf8), name, number, time.microseconds, time.microseconds])
        let document = db.lastInsertedRowID
        let report = made(number, id: id, name: name, at: time)
        try ReportEntry(report, folder: "report-\(number).pdf--\(id.dropFirst(2).prefix(8))")
            .insert(for: document, at: time, into: db)
    }

    /// A report as it is stored.
    ///
    /// - Parameters:
    ///   - number: its place among all; the same number gives the same report.
    ///   - id: the document's id.
    ///   - name: the document's name.
    ///   - time: when it was made.
    ///   - size: how many techniques, and how many indicators, it has.
    /// - Returns: the report.
    func made(
        _ number: Int,
        id: String,
        name: String,
        at time: Timestamp,
        size: Int = 10
    ) -> AttackReport {
        var sentences = MadeUpSentences(seed: UInt64(number))
        var position = 0
        func evidence() -> ReportEvidence {
            let rare = number.isMultiple(of: Self.rareness) && position == 0 ? " \(Self.rareWord)" : ""
            let text = sentences.next() + rare
            position += text.unicodeScalars.count + 1
            return ReportEvidence(
                start: position - text.unicodeScalars.count - 1,
                end: position - 1,
                text: text,
                page: position / 3_000 + 1,
                section: "Analysis",
                score: 0.8,
                signal: .sentence,
                terms: ["credentials", "PowerShell"]
            )
        }
        // The product of two throws: some techniques are in a tenth of all reports, most in few.
        let techniques = (0..<size)
            .map { _ in
                let all = knowledge.techniques
                let index = sentences.number(below: all.count) * sentences.number(below: all.count) / all.count
                let technique = all[(index &* 389) % all.count]
                return ReportedTechnique(
                    id: technique.id,
                    name: technique.name,
                    tactics: technique.tactics,
                    score: Double(20 + sentences.number(below: 80)) / 100,
                    evidence: sentences.number(below: 2) == 0 ? [evidence()] : [evidence(), evidence()]
                )
            }
        let group = knowledge.groups[sentences.number(below: knowledge.groups.count)]
        let tool = knowledge.software[sentences.number(below: knowledge.software.count)]
        return AttackReport(
            id: id,
            generatedAt: time.description,
            toolVersion: TradecraftVersion.current,
            document: ReportDocument(
                name: name,
                sha256: Self.hexadecimal(number, digits: 64),
                size: 40_000,
                mediaType: "application/pdf",
                title: "Activity of \(group.name) in week \(number % 52 + 1)",
                pageCount: 12,
                wordCount: 6_000
            ),
            attack: ReportRelease(
                domain: .enterprise,
                version: knowledge.version,
                source: "embedded",
                sha256: String(repeating: "0", count: 64)
            ),
            model: ReportModel(hash: "made-up"),
            techniques: techniques,
            groups: [ReportedEntity(kind: .group, id: group.id, name: group.name, evidence: [evidence()])],
            software: [ReportedEntity(kind: .malware, id: tool.id, name: tool.name, evidence: [evidence()])],
            indicators: (0..<size).map { Self.indicator(number * 10 + $0) }
        )
    }

    private static func indicator(_ number: Int) -> ReportedIndicator {
        let (kind, value): (ReportedIndicatorKind, String) =
            switch number % 4 {
            case 0: (.sha256, hexadecimal(number, digits: 64))
            case 1: (.domain, "host-\(number).example")
            case 2: (.ipv4, "198.51.\(number / 256 % 256).\(number % 256)")
            default: (.url, "https://host-\(number % 5_000).example/update")
            }
        return ReportedIndicator(
            kind: kind,
            value: value,
            writtenAs: value,
            places: [ReportedIndicator.Place(start: number % 9_000, end: number % 9_000 + value.utf8.count)]
        )
    }

    private static func hexadecimal(_ number: Int, digits: Int) -> String {
        let text = String(UInt64(truncatingIfNeeded: number) &* 0x9E37_79B9_7F4A_7C15, radix: 16)
        return String(String(repeating: text, count: digits / text.count + 1).prefix(digits))
    }

    /// The id of a document, from its number.
    static func id(_ number: Int) -> String {
        var text = ""
        var rest = UInt64(number) &* 0x9E37_79B9_7F4A_7C15
        for _ in 0..<12 {
            text.append(letters[Int(rest & 31)])
            rest >>= 5
        }
        return "d-\(text)"
    }
}
