import AttackKnowledge
import AttackReports

/// The table that analysts fill in with a spreadsheet: a line for each match, and one for each technique that was added.
enum ReviewTable {
    /// The names of the columns, in order.
    static let columns = ["report", "document", "technique", "name", "confidence", "evidence", "verdict", "note"]
    /// Spreadsheets refuse cells of more than 32,767 characters.
    private static let cellLimit = 8_000

    /// Appends the lines of a report.
    ///
    /// - Parameters:
    ///   - report: the report.
    ///   - wanted: only the lines of this technique and its sub-techniques.
    ///   - isUnreviewed: only the lines without a verdict.
    ///   - table: where to.
    /// - Returns: how many lines there were.
    static func append(
        _ report: ReviewedReport,
        technique wanted: TechniqueID?,
        onlyUnreviewed isUnreviewed: Bool,
        to table: inout CSVTable
    ) -> Int {
        let standing = Dictionary(report.reviews.map { ($0.technique, $0) }) { first, _ in first }
        var count = 0
        func append(
            _ id: TechniqueID,
            _ name: String,
            _ confidence: String,
            _ evidence: String,
            _ review: TechniqueReview?
        ) {
            if let wanted, id != wanted, id.parent != wanted { return }
            if isUnreviewed, review != nil { return }
            let cells = [
                report.folder, report.document.rawValue, id.description, name, confidence, evidence,
                review?.verdict.rawValue ?? "", review?.note ?? "",
            ]
            table.appendLine(cells.map(cell))
            count += 1
        }
        for match in report.matches {
            let band = ConfidenceBand(score: match.score)
            let confidence = "\(band.rawValue) (\(Shown.score(match.score)))"
            append(match.technique, match.name, confidence, match.evidence ?? "", standing[match.technique])
        }
        let found = Set(report.matches.map(\.technique))
        for review in report.reviews where review.verdict == .added && !found.contains(review.technique) {
            append(review.technique, "", "added", review.evidence?.text ?? "", review)
        }
        return count
    }

    /// A text as a cell has it: on one line, inert, and not too long.
    static func cell(_ text: String) -> String { InertText.line(text, limit: cellLimit) }

    /// What a line of a table that was filled in says; nil where it says nothing.
    ///
    /// - Throws: ``ReviewTableFault``, naming line and column.
    static func entry(_ line: CSVReader.Line, _ columns: Columns) throws(ReviewTableFault) -> Entry? {
        guard line.cells.count <= columns.count else {
            throw ReviewTableFault(
                line.number,
                nil,
                "expected \(columns.count) cells as in the first line, found \(line.cells.count)"
            )
        }
        func text(_ column: String) -> String? {
            guard let index = columns.places[column] else { return nil }
            return index < line.cells.count ? line.cells[index].trimmed : ""
        }
        let word = (text("verdict") ?? "").lowercased()
        guard !word.isEmpty else { return nil }
        guard let action = actions[word] else {
            throw ReviewTableFault(
                line.number,
                "verdict",
                "expected accepted, rejected, added, forget or nothing, found \"\(Shown.short(word, 40))\""
            )
        }
        let document = text("document") ?? ""
        guard let id = DocumentID(rawValue: document) else {
            throw ReviewTableFault(
                line.number,
                "document",
                "expected a document's id such as d-0123456789ab, found \"\(Shown.short(document, 40))\""
            )
        }
        return Entry(
            line: line.number,
            document: id,
            action: action,
            technique: text("technique") ?? "",
            evidence: text("evidence"),
            note: text("note")
        )
    }

    private static let actions: [String: ReviewAsk.Action] = [
        "accepted": .accept, "accept": .accept, "rejected": .reject, "reject": .reject, "added": .add, "add": .add,
        "forget": .forget, "forgotten": .forget,
    ]

    /// A line that says something.
    struct Entry: Sendable {
        let line: Int
        let document: DocumentID
        let action: ReviewAsk.Action
        let technique: String
        let evidence: String?
        let note: String?

        /// What the analyst says, against what is on record: what a cell has of that is no news.
        func ask(_ report: ReviewedReport) -> ReviewAsk {
            let standing = report.reviews.first { $0.technique == TechniqueID(technique.uppercased()) }
            let isSameNote = note == cell(standing?.note ?? "")
            let isSameEvidence = action != .add || evidence == cell(standing?.evidence?.text ?? "")
            return ReviewAsk(
                action,
                technique,
                evidence: isSameEvidence ? nil : evidence,
                note: isSameNote ? nil : note
            )
        }
    }

    /// Where the columns are that matter.
    struct Columns: Sendable {
        let places: [String: Int]
        let count: Int

        /// Reads the first line.
        ///
        /// - Throws: ``ReviewTableFault`` where a column is missing or there twice.
        init(_ line: CSVReader.Line?) throws(ReviewTableFault) {
            let names = line?.cells.map { $0.trimmed.lowercased() } ?? []
            var places: [String: Int] = [:]
            for (index, name) in names.enumerated() where ReviewTable.columns.contains(name) {
                if places.updateValue(index, forKey: name) != nil {
                    throw ReviewTableFault(line?.number ?? 1, name, "expected one column of this name, found two")
                }
            }
            for name in ["document", "technique", "verdict"] where places[name] == nil {
                throw ReviewTableFault(
                    line?.number ?? 1,
                    name,
                    "there is no such column; expected a first line with \(ReviewTable.columns.joined(separator: ", "))"
                )
            }
            self.places = places
            count = names.count
        }
    }
}

/// What is wrong with a line of a table of verdicts.
package struct ReviewTableFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// The line of the file, from 1.
    package let line: Int
    /// The column; nil where the line as a whole is wrong.
    package let column: String?
    /// What was found, and what was expected.
    package let detail: String

    init(_ line: Int, _ column: String?, _ detail: String) {
        self.line = line
        self.column = column
        self.detail = detail
    }

    /// Place and fault in a line.
    package var description: String {
        "line \(line)\(column.map { ", column \($0)" } ?? ""): \(detail)"
    }
}

extension String {
    /// The text without white space at its ends.
    fileprivate var trimmed: String {
        var text = self[...]
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
