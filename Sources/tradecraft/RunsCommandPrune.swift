import ArgumentParser
import Taskt
import Tradecraft

extension RunsCommand {
    /// Deletes runs that have ended.
    struct Prune: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Delete runs that ended long ago, with their checkpoints, histories and payloads.",
            discussion: """
                Documents, reports, matches and metrics stay, in the database as well as in the outbox. The deleted runs \
                can no longer be shown or forked, and the timings of their tasks are no longer counted. The file does \
                not shrink: its space is used again.
                """
        )

        @OptionGroup var options: SettingsOptions

        @Option(help: ArgumentHelp("Delete runs that ended before then: 90d, 12h, 2026-11-22.", valueName: "time"))
        var olderThan: PastInstant

        @Option(
            name: .customLong("status"),
            help: "Delete runs of this status only: completed, failed or cancelled; may be repeated.",
            transform: RunStatus.parsedEnd
        )
        var statuses: [RunStatus] = []

        @Flag(help: "Only say how many runs would be deleted.")
        var dryRun = false

        @Flag(help: "Print JSON.")
        var json = false

        func run() async throws {
            let database = try options.database()
            let now = EngineEnvironment.systemTime()
            let end = olderThan.instant(before: now)
            guard end <= now else { throw ValidationError("--older-than: expected a time in the past, found \(end)") }
            let retention = Retention(endedBefore: end, statuses: Set(statuses))
            if dryRun {
                let runs = try database.prunable(retention)
                if json { try Terminal.printJSON(runs) } else { Terminal.print(sentence(runs)) }
                return
            }
            try await RequestOptions.deliver(.prune(retention), to: database, at: now, json: json)
        }

        private func sentence(_ runs: PrunableRuns) -> String {
            let span = runs.firstEndedAt.map { first in
                ", which ended between \(Shown.time(first)) and \(Shown.time(runs.lastEndedAt))"
            }
            return "would delete \(Shown.count(runs.runs, "run"))\(span ?? "")"
        }
    }
}
