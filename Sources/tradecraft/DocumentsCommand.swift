import ArgumentParser
import DocumentText
import Foundation
import Inbox
import Tradecraft

/// The documents.
struct DocumentsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "documents",
        abstract: "List documents, and tell the whole story of one.",
        subcommands: [List.self, Show.self],
        defaultSubcommand: List.self
    )

    /// The documents there are.
    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List documents, the newest first.")

        @OptionGroup var options: SettingsOptions
        @OptionGroup var listing: ListingOptions

        @Option(help: "Show documents of this state only.")
        var status: DocumentRecord.State?

        @Option(help: ArgumentHelp("Show what this document held only.", valueName: "document"))
        var parent: String?

        func run() throws {
            let database = try options.database()
            let parent = try parent.map { try database.document(named: $0).id }
            let documents = try database.documents(state: status, parent: parent, listing.page)
            if listing.json {
                try Terminal.printJSON(documents)
            } else if documents.isEmpty {
                Terminal.print("No documents.")
            } else {
                Terminal.printTable(
                    ["document", "name", "size", "state", "seen", "report or reason"],
                    documents.map { document in
                        [
                            document.id, Shown.short(document.name, 40), Shown.size(document.size), document.state,
                            Shown.time(document.seenAt),
                            document.report
                                ?? document.reportDeletedAt.map { "deleted \(Shown.time($0))" }
                                ?? document.reasonCode.map { "\($0): \(Shown.short(document.reason, 60))" } ?? "-",
                        ]
                    }
                )
                listing.printMore(after: documents.count)
            }
        }
    }

    /// One document.
    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Tell the whole story of a document.")

        @OptionGroup var options: SettingsOptions

        @Argument(help: "The document: its id, its run, its report's folder or its name.")
        var document: String

        @Flag(help: "Print JSON.")
        var json = false

        func run() throws {
            let configuration = try options.effective().values
            let database = try QueryDatabase(StateFolder(configuration.state))
            let reference = try database.document(named: document)
            let story = try database.story(of: reference.id)
            if json {
                try Terminal.printJSON(story)
                return
            }
            show(story, configuration)
            if reference.namesakes > 0 {
                Terminal.printError("\(Shown.count(reference.namesakes, "older document")) of the same name")
            }
        }

        private func show(_ story: DocumentStory, _ configuration: Configuration) {
            let document = story.document
            Terminal.print("document    \(document.id)")
            Terminal.print("name        \(document.name)")
            Terminal.print("size        \(Shown.size(document.size)) (\(document.size) bytes)")
            Terminal.print("state       \(document.state)")
            if let origin = document.forkedFrom { Terminal.print("forked from \(origin)") }
            if !story.forks.isEmpty { Terminal.print("forked as   \(story.forks.joined(separator: ", "))") }
            if let parent = document.parent { Terminal.print("found in    \(parent)") }
            if let original = document.duplicateOf {
                Terminal.print("content     that of \(original), which was evaluated")
            }
            if let place = story.versions.firstIndex(where: { $0.id == document.id }), story.versions.count > 1 {
                let others = story.versions.filter { $0.id != document.id }.map { "\($0.id) (\($0.state))" }
                Terminal.print(
                    "version     \(place + 1) of \(story.versions.count) by this name; the others: "
                        + Shown.short(others.joined(separator: ", "), 200)
                )
            }
            if let address = document.address { Terminal.print("address     \(Shown.short(address, 300))") }
            if story.isRunDeleted { Terminal.print("run         deleted by `tradecraft runs prune`") }
            if let report = document.report {
                let folder = configuration.outbox.appending(report)
                Terminal.print("report      \(folder)\(Self.isThere(folder.string) ? "" : " (no longer there)")")
            }
            if story.reports.count > 1 {
                for report in story.reports.reversed() {
                    let state = report.deletedAt != nil ? " (deleted)" : report.removedAt != nil ? " (removed)" : ""
                    Terminal.print(
                        "            \(report.version): \(Shown.time(report.createdAt)), ATT&CK \(report.attack), "
                            + "\(report.folder)\(state)"
                    )
                }
            }
            if let deletedAt = document.reportDeletedAt {
                Terminal.print("report      deleted at \(Shown.time(deletedAt)) by `tradecraft reports delete`")
            }
            if let code = document.reasonCode {
                Terminal.print("reason      \(code)\(document.reason.map { ": \($0)" } ?? "")")
            }
            if let retryAt = document.retryAt {
                Terminal.print("next try    \(retryAt), after \(Shown.count(document.deferrals, "failed attempt"))")
            }
            Terminal.print("original    \(original(document, configuration))")
            if let measures = story.measures {
                Terminal.print(
                    "measures    \(measures.characters) characters, \(Shown.count(measures.techniques, "technique")), "
                        + "\(Shown.count(measures.attempts, "attempt")), "
                        + "\(Shown.duration(measures.waitedMilliseconds)) waited, "
                        + "\(Shown.duration(measures.totalMilliseconds)) in all"
                )
            }
            for (index, delivery) in story.deliveries.enumerated() {
                Terminal.print("\(index == 0 ? "delivery    " : "            ")\(delivery.sentence)")
            }
            showMembers(story)
            Terminal.print("")
            for event in story.events { Terminal.print("\(event.at)  \(event.what)") }
            guard !story.changes.isEmpty else { return }
            Terminal.print("")
            Terminal.print("on record in the audit trail")
            Terminal.printTable(
                ["row", "at", "actor", "action", "detail"],
                story.changes.map { change in
                    [
                        "\(change.number)", Shown.time(change.at), change.actor, change.action,
                        Shown.short(change.facts, 120),
                    ]
                }
            )
        }

        private func showMembers(_ story: DocumentStory) {
            for (index, member) in story.members.enumerated() {
                let title = index == 0 ? "held        " : "            "
                Terminal.print("\(title)\(member.id)  \(member.state)  \(Shown.short(member.name, 80))")
            }
            for (index, member) in story.skipped.enumerated() {
                let title = index == 0 ? "left in it  " : "            "
                Terminal.print("\(title)\(Shown.short(member.name, 80))  (\(member.code))")
            }
        }

        private static func isThere(_ path: String) -> Bool { access(path, F_OK) == 0 }

        private func original(_ document: DocumentSummary, _ configuration: Configuration) -> String {
            if let original = document.original {
                return Self.isThere(original) ? original : "\(original) (no longer there)"
            }
            if document.isDisposed { return "not kept" }
            let spool = StateFolder(configuration.state).spool.appending(document.id)
            return document.state == "claiming" ? "\(configuration.inbox)/\(document.name)" : "\(spool)"
        }
    }
}
