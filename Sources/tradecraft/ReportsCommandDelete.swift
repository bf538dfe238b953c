import ArgumentParser
import Taskt
import Tradecraft

extension ReportsCommand {
    /// Reports away.
    struct Delete: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Delete reports: their folders, and what the database holds of them.",
            discussion: """
                Named reports, or all that the filters let through. A document alone stands for its latest report, with \
                @2 for a version of it, and with --all-versions for all of them. The document stays, as deleted, with \
                its run until `runs prune`, its text as long as texts are kept, and what analysts said of it. A daemon \
                that runs carries it out; else it is done at once.
                """
        )

        @OptionGroup var options: SettingsOptions
        @OptionGroup(title: "Filters") var filters: ReportFilterOptions

        @Argument(help: ArgumentHelp("The reports: folders, or documents by id, run or name, also with @version."))
        var reports: [String] = []

        @Flag(help: "Do not ask.")
        var yes = false

        @Flag(help: "Only say which reports would be deleted.")
        var dryRun = false

        @Flag(help: "Print JSON.")
        var json = false

        /// How long the answer of a daemon is waited for.
        private static let patience: Duration = .seconds(10)

        /// Whether something besides --all-versions picks reports.
        private var hasFilters: Bool {
            var others = filters
            others.allVersions = false
            return !others.isEmpty || options.domain != nil
        }

        func validate() throws {
            if reports.isEmpty, !hasFilters { throw ValidationError("name the reports to delete, or give filters") }
            if !reports.isEmpty, hasFilters { throw ValidationError("name reports or give filters, not both") }
        }

        func run() async throws {
            let configuration = try options.effective().values
            let database = try options.database()
            let places = try chosen(database)
            guard !places.isEmpty else { throw StartupError(.badData, "no report has what was asked for") }
            if dryRun {
                if json { try Terminal.printJSON(places) } else { list(places) }
                return
            }
            guard try yes || agrees(to: places) else { return }
            var deliveries = try await RequestDelivery.deliver(
                deleting: places,
                in: configuration.outbox,
                to: database,
                cause: "a request of \(Terminal.userName)",
                at: EngineEnvironment.systemTime()
            )
            let deadline = ContinuousClock.now + Self.patience
            for index in deliveries.indices {
                while deliveries[index].isHandedOver, deliveries[index].outcome == nil, ContinuousClock.now < deadline {
                    if let outcome = try database.outcome(ofRequest: deliveries[index].number) {
                        deliveries[index].settle(outcome)
                    } else {
                        try await Task.sleep(for: .milliseconds(20))
                    }
                }
            }
            if json {
                try Terminal.printJSON(deliveries)
            } else {
                for delivery in deliveries { Terminal.print(sentence(delivery)) }
            }
        }

        private func chosen(_ database: QueryDatabase) throws -> [ReportPlace] {
            guard !reports.isEmpty else { return try database.places(filters.filter(options, database)) }
            var places: [ReportPlace] = []
            for name in reports {
                let place = try database.onlyReport(named: name)
                for place in filters.allVersions ? try database.versions(of: place.document) : [place]
                where !places.contains(place) { places.append(place) }
            }
            return places
        }

        private func agrees(to places: [ReportPlace]) throws -> Bool {
            guard Terminal.isTerminal else {
                throw StartupError(
                    .usage,
                    "\(Shown.count(places.count, "report")) would be deleted; say --yes where nobody can be asked"
                )
            }
            list(places)
            Terminal.write("Delete \(places.count == 1 ? "this report" : "these \(places.count) reports")? [y/N] ")
            guard ["y", "yes"].contains((readLine() ?? "").lowercased()) else {
                Terminal.printError("nothing was deleted")
                return false
            }
            return true
        }

        private func list(_ places: [ReportPlace]) {
            for place in places.prefix(20) { Terminal.print("\(place.document)@\(place.version)  \(place.folder)") }
            if places.count > 20 { Terminal.print("and \(places.count - 20) more") }
        }

        private func sentence(_ delivery: RequestDelivery) -> String {
            let subject = delivery.document ?? ""
            guard delivery.isHandedOver else { return "\(subject): \(delivery.outcome ?? "noted")" }
            let daemon = delivery.processID.map { "the daemon (process \($0))" } ?? "the daemon"
            return delivery.outcome.map { "\(subject): \($0), says \(daemon)" }
                ?? "\(subject): deletion handed to \(daemon), which has not answered yet"
        }
    }
}
