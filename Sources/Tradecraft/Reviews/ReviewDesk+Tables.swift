package import AttackKnowledge
import AttackReports
import GRDB
package import Inbox
package import Taskt

/// Which reports a table of matches is made of.
package struct ReviewFilter: Sendable {
    /// Those on these documents; none is all.
    package var documents: [DocumentID] = []
    /// Those recorded at this instant or later.
    package var since: Timestamp?
    /// The lines of this technique and its sub-techniques alone.
    package var technique: TechniqueID?
    /// The lines without a verdict alone.
    package var isUnreviewed = false

    /// Everything, but for what is set.
    package init() {}
}

/// What a table of verdicts cannot be read for.
package struct ReviewTableError: Error, Sendable {
    /// The first faults, in the order of the lines.
    package let faults: [ReviewTableFault]
    /// How many there are.
    package let count: Int
}

extension ReviewDesk {
    private static let shownFaults = 20

    /// Writes the matches of the latest reports into a file for a spreadsheet, a line each.
    ///
    /// - Parameters:
    ///   - filter: which of them.
    ///   - file: the file, which is written whole or not at all.
    /// - Returns: how many lines, and of how many reports.
    /// - Throws: ``StartupError`` where the database cannot be read or the file not be written.
    package func export(
        _ filter: ReviewFilter,
        to file: SystemPath
    ) throws(StartupError) -> (matches: Int, reports: Int) {
        var table = CSVTable(capacity: 1 << 16)
        table.appendLine(ReviewTable.columns)
        var (matches, reports) = (0, 0)
        try database.read("read reports") { db in
            let documents = filter.documents.map(\.rawValue)
            let marks = documents.map { _ in "?" }.joined(separator: ", ")
            let rows = try Row.fetchCursor(
                db,
                sql: """
                    \(ReviewedReport.selection) AND r.created_at >= ?
                        \(documents.isEmpty ? "" : "AND d.id IN (\(marks))") ORDER BY r.number
                    """,
                arguments: [filter.since?.microseconds ?? 0] + StatementArguments(documents)
            )
            while let row = try rows.next() {
                let report = try ReviewedReport(row, in: db)
                let lines = ReviewTable.append(
                    report,
                    technique: filter.technique,
                    onlyUnreviewed: filter.isUnreviewed,
                    to: &table
                )
                matches += lines
                reports += lines > 0 ? 1 : 0
            }
        }
        do throws(InboxError) {
            try FileBytes.replace(file, with: table.bytes)
        } catch {
            throw StartupError(error, "the file")
        }
        return (matches, reports)
    }

    /// Takes in the verdicts of a table that was filled in: all of them, or none.
    ///
    /// - Parameters:
    ///   - file: the file.
    ///   - reviewer: who the analyst is.
    ///   - now: the time.
    /// - Returns: what changed; taking the same table in again changes nothing.
    /// - Throws: ``ReviewTableError`` with what is wrong with which line, or ``StartupError``; then nothing is written.
    /// - Durability: the verdicts are on disk when this returns.
    package func take(
        _ file: SystemPath,
        by reviewer: String,
        at now: Timestamp
    ) throws -> ReviewOutcome {
        let content = try Self.bytes(of: file)
        let lines: [CSVReader.Line]
        do throws(CSVReader.Fault) {
            lines = try CSVReader.lines(of: content)
        } catch {
            throw ReviewTableError(faults: [ReviewTableFault(error.line, nil, error.detail)], count: 1)
        }
        var faults: [ReviewTableFault] = []
        let entries = entries(lines, &faults)
        var plans: [(report: ReviewedReport, plan: ReviewPlan)] = []
        for (document, entries) in entries {
            guard let report = try report(on: document, entries, &faults) else { continue }
            var plan = try plan(for: report, by: reviewer, at: now)
            for entry in entries {
                do throws(StartupError) {
                    try plan.take(entry.ask(report))
                } catch {
                    faults.append(ReviewTableFault(entry.line, "technique", error.description))
                }
            }
            plans.append((report, plan))
        }
        guard faults.isEmpty else {
            let sorted = faults.sorted { $0.line < $1.line }
            throw ReviewTableError(faults: Array(sorted.prefix(Self.shownFaults)), count: faults.count)
        }
        try write(plans, at: now)
        var outcome = ReviewOutcome()
        for (_, plan) in plans { outcome.add(plan.outcome) }
        return outcome
    }

    private static func bytes(of file: SystemPath) throws(StartupError) -> [UInt8] {
        let bytes: [UInt8]?
        do throws(InboxError) { bytes = try FileBytes.read(file) } catch { throw StartupError(error, "the file") }
        guard let bytes else { throw StartupError(.inputOutput, "\(file): no such file") }
        return bytes
    }

    /// What the lines say, document by document in the order in which they come up.
    private func entries(
        _ lines: [CSVReader.Line],
        _ faults: inout [ReviewTableFault]
    ) -> [(document: DocumentID, entries: [ReviewTable.Entry])] {
        var order: [DocumentID] = []
        var entries: [DocumentID: [ReviewTable.Entry]] = [:]
        do throws(ReviewTableFault) {
            let columns = try ReviewTable.Columns(lines.first)
            for line in lines.dropFirst() {
                do throws(ReviewTableFault) {
                    guard let entry = try ReviewTable.entry(line, columns) else { continue }
                    if entries[entry.document] == nil { order.append(entry.document) }
                    entries[entry.document, default: []].append(entry)
                } catch {
                    faults.append(error)
                }
            }
        } catch {
            faults.append(error)
        }
        return order.map { ($0, entries[$0] ?? []) }
    }

    private func report(
        on document: DocumentID,
        _ entries: [ReviewTable.Entry],
        _ faults: inout [ReviewTableFault]
    ) throws(StartupError) -> ReviewedReport? {
        do throws(StartupError) {
            return try database.reviewedReport(on: document)
        } catch {
            guard error.exitCode == .badData else { throw error }
            for entry in entries { faults.append(ReviewTableFault(entry.line, "document", error.description)) }
            return nil
        }
    }
}
