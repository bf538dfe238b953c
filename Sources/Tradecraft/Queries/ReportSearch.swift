import GRDB

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A report that holds the words asked for.
package struct SearchHit: Encodable, Hashable, Sendable {
    /// The report.
    package let report: ReportListing
    /// Where the words are; nil where they are further apart than one sentence, or not stored any more.
    package let excerpt: SearchExcerpt?
}

/// A sentence with the words asked for.
package struct SearchExcerpt: Encodable, Hashable, Sendable {
    /// Where it stands: `title`, `evidence` or `entities`.
    package let field: String
    /// The sentence on one line, cut where it is long.
    package let text: String
    /// Where in the text the words are: first and end, in Unicode scalars.
    package let marks: [[Int]]
    /// The page that it is on.
    package let page: Int?
    /// The heading that it stands under.
    package let section: String?

    /// The text piece by piece, each with whether it is one of the words.
    package var pieces: [(text: String, isMarked: Bool)] {
        let scalars = Array(text.unicodeScalars)
        var pieces: [(String, Bool)] = []
        var position = 0
        for mark in marks {
            if position < mark[0] { pieces.append((Self.string(scalars[position..<mark[0]]), false)) }
            pieces.append((Self.string(scalars[mark[0]..<mark[1]]), true))
            position = mark[1]
        }
        if position < scalars.count { pieces.append((Self.string(scalars[position...]), false)) }
        return pieces
    }

    private static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        var text = ""
        text.unicodeScalars.append(contentsOf: scalars)
        return text
    }
}

extension QueryDatabase {
    /// Reports that hold the words of the filter's query, each with the sentence that fits best.
    package func search(
        _ filter: ReportFilter,
        _ page: Page,
        isRanked: Bool = false
    ) throws(StartupError) -> [SearchHit] {
        guard let query = filter.query else { preconditionFailure("a search without words") }
        return try read("search reports") { db in
            let rows = try Self.rows(filter, page, isRanked: isRanked, in: db)
            let lines = try rows.enumerated()
                .flatMap { index, row in
                    let body = try Data.fetchOne(
                        db,
                        sql: "SELECT body FROM report_body WHERE report = ?",
                        arguments: [row["number"] as Int64]
                    )
                    return try SearchedLine.lines(of: body, owner: index)
                }
            let excerpts = try SearchedLine.excerpts(of: lines, with: query)
            return rows.enumerated()
                .map { index, row in SearchHit(report: ReportListing(row), excerpt: excerpts[index]) }
        }
    }
}

/// A line of a report's text that words may be in.
private struct SearchedLine {
    let owner: Int
    let field: String
    let text: String
    var page: Int?
    var section: String?

    /// No more lines of a report than this are looked at.
    private static let limit = 2_000
    /// The length of an excerpt, in Unicode scalars.
    private static let width = 240
    private static let fields = ["title", "evidence", "entities"]
    /// What stands around a hit: no text has them, for they are taken out of it before.
    private static let marks: (open: Unicode.Scalar, close: Unicode.Scalar) = ("\u{1}", "\u{2}")

    /// The parts of a stored report that are looked at here; reading the others would take as long again.
    private struct Content: Decodable {
        struct Document: Decodable {
            let name: String
            let title: String?
        }
        struct Sentence: Decodable {
            let text: String
            let page: Int?
            let section: String?
        }
        struct Named: Decodable {
            let id: String
            let name: String
            let evidence: [Sentence]
        }
        struct Indicator: Decodable { let value: String }
        let document: Document
        let techniques: [Named]
        let groups: [Named]
        let software: [Named]
        let campaigns: [Named]
        let indicators: [Indicator]
    }

    static func lines(of body: Data?, owner: Int) throws -> [SearchedLine] {
        guard let body else { return [] }
        let content = try JSONDecoder().decode(Content.self, from: StoredReport.json(of: body))
        let named = content.techniques + content.groups + content.software + content.campaigns
        var lines = [content.document.title, content.document.name].compactMap(\.self)
            .map { SearchedLine(owner: owner, field: "title", text: $0) }
        lines += named.flatMap(\.evidence)
            .map { SearchedLine(owner: owner, field: "evidence", text: $0.text, page: $0.page, section: $0.section) }
        lines += (named.map { "\($0.id) \($0.name)" } + content.indicators.map(\.value))
            .map { SearchedLine(owner: owner, field: "entities", text: $0) }
        return Array(lines.prefix(limit))
    }

    /// The best line of each owner, found by an index in memory that splits words as that of the reports does.
    static func excerpts(of lines: [SearchedLine], with query: SearchQuery) throws -> [Int: SearchExcerpt] {
        guard !lines.isEmpty else { return [:] }
        let memory = try DatabaseQueue()
        defer {
            // Nothing is kept in it.
            try? memory.close()
        }
        return try memory.write { db in
            try db.execute(
                sql: """
                    CREATE VIRTUAL TABLE line USING fts5 (
                        title, evidence, entities, tokenize = 'unicode61 remove_diacritics 2'
                    )
                    """
            )
            let statements = try fields.map { field in
                try db.makeStatement(sql: "INSERT INTO line (rowid, \(field)) VALUES (?, ?)")
            }
            for (number, line) in lines.enumerated() {
                guard let column = fields.firstIndex(of: line.field) else { continue }
                try statements[column].execute(arguments: [number, oneLine(line.text)])
            }
            let rows = try Row.fetchCursor(
                db,
                sql: """
                    SELECT rowid, highlight(line, 0, ?1, ?2), highlight(line, 1, ?1, ?2), highlight(line, 2, ?1, ?2)
                    FROM line WHERE line MATCH ?3 ORDER BY bm25(line, 1.0, 10.0, 1.0), rowid
                    """,
                arguments: ["\(marks.open)", "\(marks.close)", query.words]
            )
            var excerpts: [Int: SearchExcerpt] = [:]
            while let row = try rows.next() {
                let line = lines[row[0] as Int]
                guard excerpts[line.owner] == nil, let column = fields.firstIndex(of: line.field),
                    let text = row[column + 1] as String?
                else { continue }
                excerpts[line.owner] = line.excerpt(text)
            }
            return excerpts
        }
    }

    private static func oneLine(_ text: String) -> String {
        var line = ""
        for scalar in text.unicodeScalars {
            line.unicodeScalars.append(scalar.properties.isWhitespace || scalar.value < 0x20 ? " " : scalar)
        }
        return line.split(separator: " ").joined(separator: " ")
    }

    /// Cuts a line around its first hit, and says where the hits are.
    private func excerpt(_ marked: String) -> SearchExcerpt {
        var scalars: [Unicode.Scalar] = []
        var hits: [[Int]] = []
        for scalar in marked.unicodeScalars {
            switch scalar {
            case Self.marks.open: hits.append([scalars.count, scalars.count])
            case Self.marks.close: if let last = hits.indices.last { hits[last][1] = scalars.count }
            default: scalars.append(scalar)
            }
        }
        var shown = ""
        let first = hits.first?[0] ?? 0
        let start = scalars.count <= Self.width ? 0 : max(0, min(first - Self.width / 4, scalars.count - Self.width))
        let end = min(scalars.count, start + Self.width)
        let lead = start > 0 ? 1 : 0
        if start > 0 { shown = "…" }
        shown.unicodeScalars.append(contentsOf: scalars[start..<end])
        if end < scalars.count { shown += "…" }
        let marks = hits.filter { $0[0] >= start && $0[1] <= end && $0[0] < $0[1] }
            .map { [$0[0] - start + lead, $0[1] - start + lead] }
        return SearchExcerpt(field: field, text: shown, marks: marks, page: page, section: section)
    }
}
