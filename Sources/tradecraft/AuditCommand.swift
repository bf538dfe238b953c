import ArgumentParser
import Foundation
import Taskt
import Tradecraft

/// Who changed what.
struct AuditCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Show who or what changed which document, run or report.",
        discussion: """
            The trail is append-only. Each row's hash covers the row before it, so that --verify sees a row that was \
            changed or taken out; keep the hash it prints elsewhere to see also when rows were cut off at the end. \
            --export prints every row, the oldest first, a JSON object a line.
            """
    )

    @OptionGroup var options: SettingsOptions
    @OptionGroup var listing: ListingOptions

    @Option(help: ArgumentHelp("Those of the last so much time, such as 7d or 24h.", valueName: "duration"))
    var since: Since?

    @Option(
        help: ArgumentHelp(
            "Those on a document (its id, run, report's folder or name), on \"daemon\", or on a domain of ATT&CK.",
            valueName: "subject"
        )
    )
    var subject: String?

    @Flag(help: "Print every row in order, a JSON object a line.")
    var export = false

    @Flag(help: "Check that no row was changed or taken out: exit code 0, or 65.")
    var verify = false

    func validate() throws {
        guard !(export && verify) else { throw ValidationError("--export and --verify exclude each other") }
    }

    func run() throws {
        let database = try options.database()
        if verify {
            try show(database.verifyAudit())
            return
        }
        let start = since?.instant(before: EngineEnvironment.systemTime())
        let subject = try subject.map { try database.auditSubject(named: $0) }
        if export {
            try database.exportAudit(since: start, subject: subject) { try Terminal.printJSONLine($0) }
            return
        }
        let records = try database.audit(since: start, subject: subject, listing.page)
        if listing.json {
            try Terminal.printJSON(records)
        } else if records.isEmpty {
            Terminal.print("Nothing is on record.")
        } else {
            Terminal.printTable(
                ["at", "actor", "action", "subject", "detail"],
                records.map { record in
                    [
                        Shown.time(record.at), Shown.short(record.actor, 50), record.action, record.subject ?? "-",
                        Shown.short(record.facts, 120),
                    ]
                }
            )
            listing.printMore(after: records.count)
        }
    }

    private func show(_ verdict: AuditVerdict) throws {
        if listing.json {
            try Terminal.printJSON(verdict)
        } else {
            for fault in verdict.faults { Terminal.print("! \(fault)") }
            let finding = verdict.faults.isEmpty ? "as they were written" : "NOT as they were written"
            Terminal.print(
                "\(Shown.count(verdict.rows, "row")) \(finding); row \(verdict.lastNumber) has hash \(verdict.lastHash)"
            )
        }
        if !verdict.faults.isEmpty { throw ExitCode(StartupError.ExitCode.badData.rawValue) }
    }
}
